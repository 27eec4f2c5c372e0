"""What a user can do: the example store, and generated ones of any size."""
