"""How strong a rounded bright spot of a given size is around every pixel of a film."""

from __future__ import annotations

import cv2
import numpy as np

from inference.core.types import FloatArray

#: Diameter of the disc around a spot from which its background is taken, in the spot's whole width.
WINDOW = 1.5
#: Sigma of the Gaussian before a spot's curvature is taken, in its diameter.
SMOOTHED = 0.35


def fitted_contrast(image: FloatArray, kernel: FloatArray) -> FloatArray:
    """(S, S): the contrast c of the least-squares fit c · kernel + background around every pixel.

    `kernel` (K, K) is an opacity of contrast 1; the background is one number in a round window.
    """
    edge = cv2.BORDER_REPLICATE  # the film's end is no spot
    return np.asarray(cv2.filter2D(image, cv2.CV_32F, _fit(kernel), borderType=edge), np.float32)


def _fit(kernel: FloatArray) -> FloatArray:
    more = int(np.ceil(kernel.shape[0] * (WINDOW - 1) / 2))
    wide = np.pad(kernel, more)
    middle = wide.shape[0] // 2
    y, x = np.ogrid[-middle : middle + 1, -middle : middle + 1]
    window = np.hypot(x, y) <= middle + 0.5
    above = np.where(window, wide - wide[window].mean(), 0)
    return np.asarray(above / (above * wide).sum(), np.float32)


def roundness(image: FloatArray, diameter: float) -> FloatArray:
    """(S, S) in [0, 1]: how alike a bright spot's curvature is along and across; 0 where none is.

    The ratio of the Hessian's eigenvalues at the spot's scale, both of which are negative on a spot
    (Frangi et al. 1998, MICCAI): about 1 on a round opacity, 0 along a vessel, a rib or a border.
    """
    smooth = cv2.GaussianBlur(image, (0, 0), max(SMOOTHED * diameter, 0.6))
    xx, yy, xy = (cv2.Sobel(smooth, cv2.CV_32F, dx, dy) for dx, dy in ((2, 0), (0, 2), (1, 1)))
    mean, spread = (xx + yy) / 2, np.sqrt(np.square((xx - yy) / 2) + np.square(xy))
    flat, steep = mean + spread, mean - spread
    found = np.where(flat < 0, flat / np.minimum(steep, -1e-12), 0)
    return np.asarray(found, np.float32)
