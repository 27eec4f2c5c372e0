"""On the screen: students, placements, agreements and documents."""
