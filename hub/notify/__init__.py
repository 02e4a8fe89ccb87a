"""Messages to people: durable, local first, the cloud as fallback."""
