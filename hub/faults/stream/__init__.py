"""Any columns of numbers: what is usual is learned from the first rows, the rest is scored."""
