"""A region drawn on a film: its outline as a mask."""

from __future__ import annotations

import cv2
import numpy as np

from inference.core.types import BoolArray, read_only

Outline = tuple[tuple[float, float], ...]  # (x, y), film grid, continuous; closed by itself

#: Fractional bits of OpenCV's coordinates.
_SHIFT = 8


def mask_of(outline: Outline, shape: tuple[int, int]) -> BoolArray | None:
    """(H, W) bool, film grid: pixels that the outline encloses; None without an outline."""
    if not outline:
        return None
    centres = (np.array(outline) - 0.5) * (1 << _SHIFT)  # half-pixel centres
    mask = np.zeros(shape, np.uint8)
    cv2.fillPoly(mask, [np.round(centres).astype(np.int32)], (1,), shift=_SHIFT)
    return read_only(mask.astype(bool))
