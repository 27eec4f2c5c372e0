"""What a user can do: reports of incidents: sealed, carried, answered."""
