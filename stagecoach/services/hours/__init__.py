"""What a user can do: hours: every hour a line, approved by the week."""
