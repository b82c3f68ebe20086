"""The report of one film as PDF; may import `export.pictures`, `export.words` and below."""
