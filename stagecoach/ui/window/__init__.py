"""On the screen: the main window assembled. Nothing but the app imports it."""
