"""One file for each network or finding that is trained."""
