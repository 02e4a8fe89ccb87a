"""Machines that people start: when they are done, what they usually do, what goes wrong."""
