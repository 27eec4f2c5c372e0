"""What a user can do: the room of a confidential adviser: cases from heard to aftercare."""
