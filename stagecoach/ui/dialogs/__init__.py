"""On the screen: dialogs and messages that any subject uses."""
