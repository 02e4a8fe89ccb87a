"""Dialects: devices that tell of themselves in their own words, put into one common form."""
