"""On paper: evaluations: filled in together, agreed by each, sealed."""
