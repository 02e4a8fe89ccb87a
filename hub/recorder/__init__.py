"""What the house remembers: durable records and telemetry."""
