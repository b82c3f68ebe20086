"""A film as drawing needs it; imports no store."""
