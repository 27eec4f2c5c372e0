"""What a user can do: persons, their roles, PINs and keys."""
