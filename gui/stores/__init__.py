"""Facts and choices, each kept once; may import `films`, `words` and `look`."""
