"""Bars, strips and cards around the panes."""
