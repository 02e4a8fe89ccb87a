"""How what is learned lives on: collected, learned at night, tried, promoted, taken back."""
