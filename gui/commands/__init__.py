"""Every command: its words, keys and what it does; may import all of gui but the shell."""
