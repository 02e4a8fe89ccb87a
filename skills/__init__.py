"""What the voice can do: one folder a skill."""
