"""Words and sums: students, placements, agreements and documents."""
