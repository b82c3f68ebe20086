"""Picture files to grey levels, in the decoder's process; may import `inference.core`."""
