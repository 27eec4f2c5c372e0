"""On the screen: hours: every hour a line, approved by the week."""
