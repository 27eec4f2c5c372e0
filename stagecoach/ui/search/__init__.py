"""On the screen: finding anything from one field."""
