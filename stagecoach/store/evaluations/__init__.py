"""What is kept: evaluations: filled in together, agreed by each, sealed."""
