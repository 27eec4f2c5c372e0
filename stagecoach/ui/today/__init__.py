"""On the screen: who is where, and what asks for attention."""
