"""On the screen: the room of a confidential adviser: cases from heard to aftercare."""
