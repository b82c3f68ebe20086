"""Windows of their own: preferences, help, exports, header, notes."""
