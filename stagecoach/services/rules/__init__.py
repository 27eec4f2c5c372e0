"""What a user can do: what changes with time or school, as data."""
