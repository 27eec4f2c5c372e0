"""On the screen: guidance moments and what was agreed in them."""
