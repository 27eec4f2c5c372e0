"""On the screen: one week, task or criterion for all students, as in a spreadsheet."""
