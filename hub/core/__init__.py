"""What every room speaks: values, the bus, commands and ports."""
