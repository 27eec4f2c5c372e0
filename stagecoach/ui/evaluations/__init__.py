"""On the screen: evaluations: filled in together, agreed by each, sealed."""
