"""What a user can do: peer coaching: pairs, talks, trainings."""
