"""What is kept: reports of incidents: sealed, carried, answered."""
