"""Figures with intervals, measured on films never trained on."""
