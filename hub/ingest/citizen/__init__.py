"""What the hub announces of itself, so that Home Assistant and others on the broker can show it."""
