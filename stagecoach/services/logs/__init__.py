"""What a user can do: what happened on the floor, in ten seconds."""
