"""Colours: a diverging map for signed values, sequential ones for heat maps, line colours.

All rise or fall in lightness monotonically from their zero, and the diverging one and the first
heat map differ along blue to yellow, so that readers with a colour vision deficiency can tell them
(checked in the tests). Zero is dark, like the surround: what is not there does not glare.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inference.core.types import FloatArray

#: (256, 3) red, green, blue in [0, 255].
Colours = NDArray[np.float64]

#: Anchors (position in [0, 1], red, green, blue), straight lines between them in sRGB.
_DIVERGING = (
    (0.0, 128, 198, 255),
    (0.25, 44, 108, 178),
    (0.5, 17, 20, 25),
    (0.75, 178, 88, 22),
    (1.0, 255, 184, 96),
)
_SEQUENTIAL = (
    (0.0, 12, 9, 30),
    (0.25, 92, 21, 110),
    (0.5, 187, 55, 84),
    (0.75, 249, 142, 9),
    (1.0, 252, 255, 164),
)

_AMBER = (
    (0.0, 26, 14, 2),
    (0.35, 110, 66, 8),
    (0.7, 214, 136, 24),
    (1.0, 255, 226, 150),
)
_CIVIDIS = (
    (0.0, 0, 32, 76),
    (0.25, 58, 75, 107),
    (0.5, 124, 123, 120),
    (0.75, 187, 173, 108),
    (1.0, 255, 234, 70),
)

#: Lines and fills; right and left are the patient's.
STRUCTURE_COLOURS = {
    "right_lung": (94, 200, 245),
    "left_lung": (242, 210, 75),
    "heart": (255, 120, 165),
}
#: The region that is chosen in the table, unlike every structure and every map.
REGION_COLOUR = (126, 231, 135)


def _table(anchors: tuple[tuple[float, int, int, int], ...]) -> NDArray[np.float64]:
    """(256, 3) red, green, blue in [0, 255]."""
    table = np.array(anchors, np.float64)
    positions = np.linspace(0, 1, 256)
    return np.stack([np.interp(positions, table[:, 0], table[:, k]) for k in (1, 2, 3)], axis=1)


DIVERGING = _table(_DIVERGING)
SEQUENTIAL = _table(_SEQUENTIAL)
#: Maps that a heat map may be shown in, all of rising lightness: two hues, one, blue to yellow.
HEAT_MAPS = {
    "inferno": SEQUENTIAL,
    "amber": _table(_AMBER),
    "cividis": _table(_CIVIDIS),
}

#: The heat map that is shown until a reader chooses another, and its opacity over the film.
DEFAULT_HEAT_MAP, HEAT_OPACITY = "inferno", 0.6


def heat_share(values: NDArray[np.floating]) -> NDArray[np.float64]:
    """How much of a heat map's opacity covers the film, for `values` in [0, 1] of its scale.

    Nothing up to 0.15 of the scale, so that the film stays readable; everything from 0.75 on.
    """
    return np.asarray(np.clip((values - 0.15) / 0.6, 0, 1), np.float64)


def signed_share(codes: NDArray[np.integer]) -> NDArray[np.float64]:
    """How much of a signed map's opacity covers the film, by places in `DIVERGING`.

    Nothing at 128, everything from 0.625 of the scale on.
    """
    distance = np.abs(np.asarray(codes, np.float64) - 128) / 127
    return np.asarray(np.minimum(distance * 1.6, 1.0), np.float64)


def signed_codes(values: FloatArray, limit: float) -> NDArray[np.uint8]:
    """Places in `DIVERGING`: 128 + 127 · values / limit, saturated at 0 and 255."""
    return np.asarray(np.clip(np.rint(values * (127 / limit) + 128), 0, 255), np.uint8)


def heat_codes(values: FloatArray, limit: float) -> NDArray[np.uint8]:
    """Places in a heat map's table: 255 · values / limit, saturated at 0 and 255."""
    return np.asarray(np.clip(np.rint(values * (255 / limit)), 0, 255), np.uint8)
