"""What a user can do: who is where, and what asks for attention."""
