"""What a user can do: who may see and do what, and the check of every row that is written."""
