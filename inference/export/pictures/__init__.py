"""Pictures, figures and animations for export; may import `inference.export` and below."""
