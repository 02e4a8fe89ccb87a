"""Learns each appliance and says what is going wrong, and why."""
