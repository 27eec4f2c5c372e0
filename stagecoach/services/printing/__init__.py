"""What a user can do: printing forms, blank and filled in."""
