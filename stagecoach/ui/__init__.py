"""Qt lives only here."""
