"""Makes the lessons that ship, and what they show; may import `twins` and the rooms below."""
