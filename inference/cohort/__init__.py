"""Many films together; may import `explanation` and the rooms below."""
