"""The words of exports in the reader's language; may import `inference.core`."""
