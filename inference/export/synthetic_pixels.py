"""Marks the pixels of synthetic films and pictures, wherever they leave the program.

The pattern (`inference.formats.woven_pattern`) is left out where a network looks closest, in and
beside the lung fields: there it would move the answer of a network that reads fine detail.
Needs numpy and OpenCV only.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.answers.extraction import extraction_mask
from inference.core.types import Segmentation
from inference.formats.woven_pattern import woven
from inference.grids.resampling import to_film

#: Width beyond the lung fields that is spared too, as a share of the segmentation's grid.
SPARED = 0.035
#: How much stronger than over a whole picture the pattern is where lung fields are spared.
STRONGER = 1.8

Pixels = NDArray[np.unsignedinteger[Any]]


def marked_film(codes: Pixels, segmentation: Segmentation) -> Pixels:
    """A film (H, W) in 8 or 16 bits, full range, with the pattern outside its lung fields."""
    if segmentation.lungs.max() < 0.5:
        return woven(codes)
    spared = to_film(segmentation.grid, extraction_mask(segmentation.lungs, SPARED))
    return woven(codes, np.asarray(STRONGER * (1 - spared), np.float32))


def marked_picture(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A picture (h, w, 3) of 8 bits with the pattern everywhere."""
    return np.asarray(woven(pixels), np.uint8)
