"""How a film lies on a pane, and which views move together."""
