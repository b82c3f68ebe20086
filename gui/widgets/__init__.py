"""What stands around the panes; may import `engine`, `stores` and below, never `panes`."""
