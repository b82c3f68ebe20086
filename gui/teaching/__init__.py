"""Guessing first, presenting, and the audience's window; may import `panes` and `widgets`."""
