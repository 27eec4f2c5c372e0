"""On the screen: printing forms, blank and filled in."""
