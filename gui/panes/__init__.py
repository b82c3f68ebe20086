"""The panes on which films are drawn; may import `engine`, `stores` and the rooms below."""
