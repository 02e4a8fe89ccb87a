"""Commands reach devices and are verified against what they report."""
