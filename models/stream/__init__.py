"""Detectors for any columns: one pass, little memory, plain fields that can be stored."""
