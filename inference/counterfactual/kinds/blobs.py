"""How strong a rounded bright spot of a given size is around every pixel of a film."""

from __future__ import annotations

import numpy as np

from inference.core.types import FloatArray
from inference.counterfactual.kinds.spots import response

#: Diameter of the disc around a spot from which its background is taken, in the spot's whole width.
WINDOW = 1.5


def fitted_contrast(image: FloatArray, kernel: FloatArray) -> FloatArray:
    """(S, S): the contrast c of the least-squares fit c · kernel + background around every pixel.

    `kernel` (K, K) is an opacity of contrast 1; the background is one number in a round window.
    """
    return response(image, _fit(kernel))


def _fit(kernel: FloatArray) -> FloatArray:
    more = int(np.ceil(kernel.shape[0] * (WINDOW - 1) / 2))
    wide = np.pad(kernel, more)
    middle = wide.shape[0] // 2
    y, x = np.ogrid[-middle : middle + 1, -middle : middle + 1]
    window = np.hypot(x, y) <= middle + 0.5
    above = np.where(window, wide - wide[window].mean(), 0)
    return np.asarray(above / (above * wide).sum(), np.float32)
