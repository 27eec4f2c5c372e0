"""Words and sums of the trade: no Qt, no SQL, no files."""
