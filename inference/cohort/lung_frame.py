"""Maps of different chests in one frame, so that they can be averaged.

The box around both lung fields is stretched onto a fixed place. Needs numpy and OpenCV only.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from inference.core.geometry import FilmGrid
from inference.core.types import FloatArray, Segmentation, read_only
from inference.grids.resampling import resampled

#: Side of the frame, and where the lungs' box lies in it: left, top, right, bottom.
FRAME = 128
BOX = (0.14, 0.14, 0.86, 0.80)


@dataclass(frozen=True, slots=True, eq=False)
class FramedChest:
    """A signed map and its chest in the frame; all (FRAME, FRAME) float32."""

    values: FloatArray
    weight: FloatArray  # 1 where the film reaches, else 0
    lungs: FloatArray  # probabilities
    heart: FloatArray


def framed(values: FloatArray, grid: FilmGrid, segmentation: Segmentation) -> FramedChest | None:
    """`values` (S, S) on `grid` in the lungs' frame; None unless both lungs are there."""
    right, left, heart = (
        resampled(segmentation.grid, part, grid)
        for part in (segmentation.right_lung, segmentation.left_lung, segmentation.heart)
    )
    if not (right >= 0.5).any() or not (left >= 0.5).any():
        return None
    lungs = np.maximum(right, left)
    matrix = _onto_the_box(lungs)
    weight = grid.content_mask().astype(np.float32)
    parts = (values * weight, weight, lungs, heart)
    return FramedChest(*(_warped(part, matrix) for part in parts))


def mean_chest(chests: list[FramedChest]) -> FramedChest | None:
    """The mean of every map where a film reaches; None of none."""
    if not chests:
        return None
    reached = sum((chest.weight for chest in chests), np.zeros((FRAME, FRAME), np.float32))
    divisor = np.maximum(reached, 1e-6)

    def mean(parts: list[FloatArray]) -> FloatArray:
        return read_only((np.sum(parts, 0) / divisor).astype(np.float32))

    return FramedChest(
        values=mean([chest.values for chest in chests]),
        weight=read_only((reached / len(chests)).astype(np.float32)),
        lungs=mean([chest.lungs for chest in chests]),
        heart=mean([chest.heart for chest in chests]),
    )


def _onto_the_box(lungs: FloatArray) -> FloatArray:
    """(2, 3): from the grid's pixel indices to the frame's, half-pixel centres."""
    rows, columns = (np.flatnonzero((lungs >= 0.5).any(axis)) for axis in (1, 0))
    left, top, right, bottom = (each * FRAME for each in BOX)
    matrix = np.zeros((2, 3))
    ends = ((left, right, columns), (top, bottom, rows))
    for axis, (low, high, places) in enumerate(ends):
        scale = (high - low) / (places[-1] + 1 - places[0])
        matrix[axis, axis] = scale
        matrix[axis, 2] = low - scale * places[0] + 0.5 * scale - 0.5
    return matrix.astype(np.float32)


def _warped(values: FloatArray, matrix: FloatArray) -> FloatArray:
    moved = cv2.warpAffine(values, matrix, (FRAME, FRAME), flags=cv2.INTER_LINEAR)
    return read_only(np.asarray(moved, np.float32))
