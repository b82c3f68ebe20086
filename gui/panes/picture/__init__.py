"""A pane's picture: film, maps and masks at the pane's own resolution."""
