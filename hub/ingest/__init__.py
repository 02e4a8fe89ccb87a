"""The door: bytes from devices become states of entities."""
