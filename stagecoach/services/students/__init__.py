"""What a user can do: students, placements, agreements and documents."""
