"""The words of the form editor: for what a template can say, in the user's language."""
