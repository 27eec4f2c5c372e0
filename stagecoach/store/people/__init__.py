"""What is kept: persons, their roles, PINs and keys."""
