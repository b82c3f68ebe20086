"""Explanations against a known cause: simulated twins, what each method finds of their difference,
and a network that was taught to cheat; may import `simulation`, `films` and `inference`.
"""
