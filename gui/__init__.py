"""The window: facts and choices, drawn and changed by commands; may import `inference`."""
