"""On the screen: persons, their roles, PINs and keys."""
