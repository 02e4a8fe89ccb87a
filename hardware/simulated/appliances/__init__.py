"""Household machines as physics: what their plugs measure, healthy and broken."""
