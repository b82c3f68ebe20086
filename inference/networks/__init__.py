"""Model bundles to verified, frozen networks; may import `inference.core`."""
