"""One file a component of Home Assistant's MQTT integration: what it reads, shows and does."""
