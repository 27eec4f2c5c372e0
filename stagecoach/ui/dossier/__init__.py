"""On the screen: one student: the page where the subjects meet."""
