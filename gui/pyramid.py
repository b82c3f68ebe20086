"""A film at falling sizes, area-averaged, so that a reduced view drops no pixel.

Levels shrink by √2. A view takes the smallest level that is at least as fine as the screen, and
samples it bilinearly: with a ratio below √2 every pixel keeps a share in the picture. (Nearest
minification would hide small opacities; CONVENTIONS §0.2.)
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.types import BoolArray, FloatArray, read_only

Codes = NDArray[np.uint16]

#: The film pixel 1.0 as a code.
FULL = 65535
#: Levels end where the longer side is this small.
_SMALLEST = 96


@dataclass(frozen=True, slots=True, eq=False)
class Pyramid:
    """Pixel codes round(pixel · 65535) of one film, finest level first."""

    levels: tuple[Codes, ...]  # (H_k, W_k) uint16, area averages of the film

    @classmethod
    def of(cls, pixels: FloatArray, padding: BoolArray | None = None) -> Pyramid:
        """From film pixels (H, W) float32 in [0, 1]; padding (H, W) bool is shown dark."""
        scaled = cv2.addWeighted(pixels, float(FULL), pixels, 0.0, 0.0, dtype=cv2.CV_16U)
        finest = np.asarray(scaled, np.uint16)
        if padding is not None:
            finest[padding] = 0
        levels = [read_only(finest)]
        height, width = pixels.shape
        for step in range(1, 64):
            factor = math.sqrt(0.5) ** step
            if max(height, width) * factor < _SMALLEST:
                break
            levels.append(_reduced(levels, step, (height, width), factor))
        return cls(tuple(levels))

    @property
    def film_shape(self) -> tuple[int, int]:
        height, width = self.levels[0].shape
        return height, width

    @property
    def nbytes(self) -> int:
        return sum(level.nbytes for level in self.levels)

    def level(self, scale: float) -> Codes:
        """The coarsest level with at least one pixel per screen pixel at `scale` (screen/film)."""
        step = math.floor(2 * math.log2(1 / scale) + 1e-6) if scale < 1 else 0
        return self.levels[min(max(step, 0), len(self.levels) - 1)]


def _reduced(levels: list[Codes], step: int, shape: tuple[int, int], factor: float) -> Codes:
    """One level down: halves come from halves, the levels between from the finest."""
    source = levels[step - 2] if step % 2 == 0 else levels[max(0, step - 3)]
    size = (max(1, round(shape[1] * factor)), max(1, round(shape[0] * factor)))
    reduced = cv2.resize(source, size, interpolation=cv2.INTER_AREA)
    return read_only(np.asarray(reduced, np.uint16))
