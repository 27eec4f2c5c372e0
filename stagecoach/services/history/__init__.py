"""What a user can do: what was done: undone, looked back at, brought back."""
