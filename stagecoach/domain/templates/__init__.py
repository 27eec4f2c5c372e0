"""Words and sums: evaluation forms as data, and their editor."""
