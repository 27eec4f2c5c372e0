"""What a user can do: tasks on two tracks, and the catalogue."""
