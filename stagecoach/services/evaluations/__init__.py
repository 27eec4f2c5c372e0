"""What a user can do: evaluations: filled in together, agreed by each, sealed."""
