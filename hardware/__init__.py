"""Drivers for real devices, and the simulated household."""
