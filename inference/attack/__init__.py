"""Perturbations of a film that turn an answer; may import `answers` and the rooms below."""
