"""What a user can do: evaluation forms as data, and their editor."""
