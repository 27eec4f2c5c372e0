"""On the screen: reports of incidents: sealed, carried, answered."""
