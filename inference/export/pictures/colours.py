"""The palette of `inference.display` in pictures: (h, w, 3) uint8 RGB."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inference.core.types import FloatArray
from inference.display.palette import (
    DEFAULT_HEAT_MAP,
    DIVERGING,
    HEAT_MAPS,
    HEAT_OPACITY,
    heat_codes,
    heat_share,
    signed_codes,
    signed_share,
)

Rgb = NDArray[np.uint8]


def diverging() -> Rgb:
    """(256, 3): signed values from the lower end of their scale to the upper."""
    return np.rint(DIVERGING).astype(np.uint8)


def sequential() -> Rgb:
    """(256, 3): values from 0 upwards."""
    return np.rint(HEAT_MAPS[DEFAULT_HEAT_MAP]).astype(np.uint8)


def signed_colours(values: FloatArray, limit: float) -> Rgb:
    """Signed values (h, w) in colour; the ends of the scale are plus and minus `limit`."""
    return np.asarray(diverging()[signed_codes(values, limit)])


def under_heat(picture: Rgb, values: FloatArray, limit: float) -> Rgb:
    """`picture` (h, w, 3) under a heat map of values (h, w) from 0 to `limit`."""
    codes = heat_codes(values, limit)
    opacity = HEAT_OPACITY * heat_share(codes / 255)[:, :, None]
    blended = picture * (1 - opacity) + HEAT_MAPS[DEFAULT_HEAT_MAP][codes] * opacity
    return np.asarray(blended.round(), np.uint8)


def under_signed(picture: Rgb, values: FloatArray, limit: float, opacity: float) -> Rgb:
    """`picture` (h, w, 3) under signed values (h, w), colours ending at plus and minus `limit`."""
    codes = signed_codes(values, limit)
    share = opacity * signed_share(codes)[:, :, None]
    blended = picture * (1 - share) + DIVERGING[codes] * share
    return np.asarray(blended.round(), np.uint8)
