"""The mouse and the keys on a pane, and what is drawn with them."""
