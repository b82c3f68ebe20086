"""Lung-field extraction: what is blanked before a network that looks at the lungs alone.

The paper's pneumoconiosis network sees z = x · m. Training and viewer build m here and nowhere
else. Needs numpy and OpenCV only.
"""

from __future__ import annotations

import cv2
import numpy as np

from inference.core.types import FloatArray, read_only

#: Width of the soft edge beyond the margin, as a share of S.
EDGE = 0.02


def extraction_mask(lungs: FloatArray, margin: float) -> FloatArray:
    """Soft mask m of the lung fields, (S, S) float32 in [0, 1], on the grid of `lungs`.

    m is 1 on the lung fields and up to `margin` · S pixels beyond them, and falls smoothly to 0
    over a further `EDGE` · S pixels (the cubic 3t² - 2t³). Without any lung field nothing can be
    extracted and m is 1 everywhere; the segmentation's warnings then say that lungs are missing.

    Parameters
    ----------
    lungs: (S, S) float32 in [0, 1], probability of either lung (`Segmentation.lungs`) or a mask.
    margin: width kept beyond the lung field, as a share of S; >= 0.
    """
    size = lungs.shape[0]
    outside = np.asarray(lungs < 0.5, np.uint8)
    if outside.all():
        return read_only(np.ones_like(lungs, np.float32))
    distance = cv2.distanceTransform(outside, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    fade = np.clip(1.0 - (distance - margin * size) / (EDGE * size), 0.0, 1.0)
    return read_only(np.asarray(fade * fade * (3.0 - 2.0 * fade), np.float32))
