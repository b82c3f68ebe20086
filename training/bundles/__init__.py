"""Writes a trained network as a bundle, with its card in both languages."""
