"""On the screen: evaluation forms as data, and their editor."""
