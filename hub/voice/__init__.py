"""From a spoken sentence to a spoken reply."""
