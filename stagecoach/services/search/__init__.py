"""What a user can do: finding anything from one field."""
