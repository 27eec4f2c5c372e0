"""What is painted by hand and used by several subjects."""
