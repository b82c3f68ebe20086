"""How clearly small opacities show on a film: a label may say no more than the film does.

A reader sees a detail whose contrast is several times the fluctuation around it (Rose 1948: three
to five times). Softness, noise and overlying bone can hide what was drawn. Opacities are then
drawn denser, and a film that hides even those is not kept: "present" would be wrong about what can
be seen on it.
"""

from __future__ import annotations

import cv2
import numpy as np

from inference.core.types import BoolArray, FloatArray

#: mm: details between these standard deviations count, ribs and the broad shading do not.
FINEST_MM, BROADEST_MM = 0.5, 4.0
#: Share of the covered pixels that may be clearer than the figure.
CLEAREST = 0.05
#: Least visibility of a film that is kept as ill.
VISIBLE = 2.0
#: How much denser than drawn first the opacities may become to reach it.
DENSEST = 2.5


def visibility(
    film: FloatArray,
    healthy: FloatArray,
    lungs: BoolArray,
    opacities: BoolArray,
    pixel_mm: float,
) -> float:
    """Contrast of the clearer opacities over the healthy lung's fluctuation at their scale.

    `film` and `healthy` (H, W) are the same film with and without the opacities, same noise;
    `lungs` and `opacities` (H, W) bool. The fluctuation is 1.4826 times the median absolute
    deviation. 0 where nothing is covered.
    """
    covered = opacities & lungs
    if not covered.any():
        return 0.0
    contrast = _detail(film - healthy, pixel_mm)[covered]
    background = _detail(healthy, pixel_mm)[lungs]
    fluctuation = 1.4826 * np.median(np.abs(background - np.median(background)))
    return float(np.quantile(contrast, 1 - CLEAREST) / max(fluctuation, 1e-6))


def _detail(film: FloatArray, pixel_mm: float) -> FloatArray:
    fine = cv2.GaussianBlur(film, (0, 0), max(FINEST_MM / pixel_mm, 0.3))
    broad = cv2.GaussianBlur(film, (0, 0), BROADEST_MM / pixel_mm)
    return np.asarray(fine - broad, np.float32)


def denser(seen: float, factor: float) -> float:
    """The next factor on the opacities' density, for a `visibility` that `factor` gave."""
    return min(factor * 1.15 * VISIBLE / max(seen, 0.2), DENSEST)
