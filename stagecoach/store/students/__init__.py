"""What is kept: students, placements, agreements and documents."""
