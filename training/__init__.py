"""Makes the bundled networks; never shipped in an installer; may import `inference`."""
