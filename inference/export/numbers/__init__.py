"""Results as JSON and CSV; may import `inference.export` and below."""
