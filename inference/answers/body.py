"""Which pixels show the patient's body; the rest is letterbox, padding, air, collimation, markers.

Needs numpy and OpenCV only.
"""

from __future__ import annotations

import cv2
import numpy as np

from inference.answers.preprocessing import ModelInput
from inference.core.types import BoolArray, FloatArray, Segmentation, read_only
from inference.grids.resampling import resampled

#: Input value below which a pixel may be air. Lowered on films whose lungs are as dark as that.
AIR = 0.08
#: Share of the lungs' 5th percentile that air may reach at most.
OF_LUNGS = 0.5
#: Share of an edge's pixels that must be fully bright for collimation.
COLLIMATED = 0.95


def body_mask(source: ModelInput, segmentation: Segmentation) -> BoolArray:
    """(S, S) bool, model grid of `source`: True on the body.

    Air is what is dark and reaches the film's edge through dark pixels, lungs and heart excepted;
    so does collimation, dark, or fully bright along a whole edge of the film.
    Of the rest, the largest connected part is the body, so that markers in the air are not; lungs
    and heart always are.
    """
    lungs = resampled(segmentation.grid, segmentation.lungs, source.grid) >= 0.5
    heart = resampled(segmentation.grid, segmentation.heart, source.grid) >= 0.5
    shown = source.shown
    organs = (lungs | heart) & shown
    air = _reaching_the_edge(_dark(source.image, lungs) & ~organs, shown)
    bright = _reaching_the_edge((source.image >= 1) & ~organs, shown)
    if _fills_an_edge(bright, shown):
        air |= bright
    return read_only(_largest(shown & ~air) | organs)


def _dark(image: FloatArray, lungs: BoolArray) -> BoolArray:
    limit = AIR
    if lungs.any():
        limit = min(limit, OF_LUNGS * float(np.percentile(image[lungs], 5)))
    return np.asarray(image <= limit)


def _reaching_the_edge(dark: BoolArray, shown: BoolArray) -> BoolArray:
    """The parts of `dark` that are connected with what is not shown, or the grid's frame."""
    open_to = np.pad((dark & shown) | ~shown, 1, constant_values=True)
    _, labels = cv2.connectedComponents(open_to.astype(np.uint8), connectivity=4)
    return np.asarray((labels == labels[0, 0])[1:-1, 1:-1] & shown)


def _fills_an_edge(mask: BoolArray, shown: BoolArray) -> bool:
    rows, columns = (np.flatnonzero(shown.any(axis)) for axis in (1, 0))
    inside = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    edges = (inside[0], inside[-1], inside[:, 0], inside[:, -1])
    return any(float(edge.mean()) >= COLLIMATED for edge in edges)


def _largest(mask: BoolArray) -> BoolArray:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        mask.astype(np.uint8), connectivity=4
    )
    if count < 2:
        return mask
    return np.asarray(labels == 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax()))
