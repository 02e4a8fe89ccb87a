"""Makes learned nets small, and measures what that costs."""
