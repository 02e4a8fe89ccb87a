"""Machines that switch themselves: what their runs, rests, power and temperature tell."""
