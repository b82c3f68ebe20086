"""What the status bar and waiting panes say; may import `panes` and `widgets`."""
