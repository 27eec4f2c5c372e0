"""What a user can do: guidance moments and what was agreed in them."""
