"""Colour tables for pictures: (256, 3) uint8 RGB."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.core.types import FloatArray

Table = NDArray[np.uint8]

#: ColorBrewer's RdBu (Harrower and Brewer 2003), safe for colour-blind readers; blue is negative.
_DIVERGING_STOPS = (
    (5, 48, 97),
    (33, 102, 172),
    (67, 147, 195),
    (146, 197, 222),
    (247, 247, 247),
    (244, 165, 130),
    (214, 96, 77),
    (178, 24, 43),
    (103, 0, 31),
)


def diverging() -> Table:
    """Signed values: blue below 0, white at 0, red above."""
    stops = np.array(_DIVERGING_STOPS, float)
    place = np.linspace(0, len(stops) - 1, 256)
    channels = [np.interp(place, np.arange(len(stops)), stops[:, k]) for k in range(3)]
    return np.stack(channels, 1).round().astype(np.uint8)


def sequential() -> Table:
    """Values from 0 upwards: matplotlib's inferno, as OpenCV has it."""
    ramp = np.arange(256, dtype=np.uint8)[:, None]
    table = cv2.applyColorMap(ramp, cv2.COLORMAP_INFERNO)[:, 0, ::-1]
    return np.asarray(table, np.uint8)


def coloured(values: FloatArray, low: float, high: float, table: Table) -> Table:
    """(h, w) values as (h, w, 3) uint8; `low` and below take the first colour, `high` the last."""
    share = (values - low) / (high - low) if high > low else np.zeros_like(values)
    return table[(np.clip(share, 0, 1) * 255).round().astype(np.intp)]
