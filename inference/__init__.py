"""Turns a chest radiograph file into immutable facts: predictions, masks, perturbations, maps.

Nothing here imports Qt. Importing this package, or its numpy-only modules, does not import torch.
"""

__version__ = "0.1.0"
