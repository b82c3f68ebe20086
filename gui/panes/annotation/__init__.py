"""What is written and drawn over a pane's picture: words, scales, outlines."""
