"""The training loop and what it is fed and stopped by."""
