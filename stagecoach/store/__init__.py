"""What is kept, and how it is opened. `tables` has all of it; a part is imported by its name."""
