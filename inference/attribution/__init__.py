"""Heat maps, with one entry in `maps`; may import `answers` and the rooms below."""
