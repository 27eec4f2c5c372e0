"""On the screen: how it looks, where it is kept, and what a manager changes."""
