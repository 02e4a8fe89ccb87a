"""A household that behaves like one, at the wire."""
