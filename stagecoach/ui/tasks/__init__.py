"""On the screen: tasks on two tracks, and the catalogue."""
