"""One file for each command of `python -m inference`; may import all of `inference`."""
