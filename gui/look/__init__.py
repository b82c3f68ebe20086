"""Colours, style and fonts; imports no other room of gui."""
