"""Loads that are only switched on and off: lamps, televisions, fans."""
