"""Radiographs with exact masks and labels, simulated from a CT."""
