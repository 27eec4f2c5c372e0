"""On the screen: what happened on the floor, in ten seconds."""
