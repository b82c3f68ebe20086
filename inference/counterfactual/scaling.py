"""A change made smaller, larger, smoother, or kept to a part. Needs numpy and OpenCV only."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from inference.core.counterfactual_types import Change
from inference.core.types import FloatArray, read_only


def scaled(change: Change, amplitude: float) -> Change:
    """`amplitude` times the change, as a change of amplitude 1."""
    factor = np.float32(amplitude)
    return replace(
        change,
        difference=_times(change.difference, factor),
        displacement=_times(change.displacement, factor),
        spots=tuple(replace(each, contrast=each.contrast * amplitude) for each in change.spots),
    )


def within(change: Change, part: FloatArray) -> Change:
    """The change weighted by `part` (S, S) in [0, 1]; spots are left out of it."""
    return replace(
        change,
        difference=_times(change.difference, part),
        displacement=_times(change.displacement, part),
        spots=(),
    )


def low_passed(change: Change, sigma: float) -> Change:
    """The change smoothed by a Gaussian of `sigma` model pixels; 0 beyond the model grid."""
    difference, displacement = change.difference, change.displacement
    if difference is not None:
        difference = _blurred(difference, sigma)
    if displacement is not None:
        displacement = read_only(np.stack([_blurred(each, sigma) for each in displacement]))
    return replace(change, difference=difference, displacement=displacement, spots=())


def _blurred(values: FloatArray, sigma: float) -> FloatArray:
    edge = cv2.BORDER_CONSTANT
    return read_only(np.asarray(cv2.GaussianBlur(values, (0, 0), sigma, borderType=edge)))


def _times(values: FloatArray | None, factor: FloatArray | np.float32) -> FloatArray | None:
    return None if values is None else read_only(np.asarray(values * factor, np.float32))
