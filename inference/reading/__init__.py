"""Files to studies, by way of the decoder's process; may import `formats` and `core`."""
