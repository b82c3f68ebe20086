"""A film at falling sizes, area-averaged, so that a reduced view drops no pixel.

Levels shrink by √2. A view takes the smallest level that is at least as fine as the screen, and
samples it bilinearly: with a ratio below √2 every pixel keeps a share in the picture. (Nearest
minification would hide small opacities; docs/reading.md, "Minification".)
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.core.coded_pixels import FULL, FloatArray, codes_of
from inference.core.types import BoolArray, read_only

__all__ = ["FULL", "Codes", "Pyramid"]

Codes = NDArray[np.uint16]

#: Levels end where the longer side is this small.
_SMALLEST = 96


class Pyramid:
    """Pixel codes round(pixel · 65535) of one film, and smaller versions of them as needed.

    Levels are area averages (H_k, W_k) uint16, read-only, made at their first use.
    """

    def __init__(self, finest: Codes) -> None:
        self._made: dict[int, Codes] = {0: finest}
        self._count = 1 + max(0, math.floor(2 * math.log2(max(finest.shape) / _SMALLEST) + 1e-9))

    @classmethod
    def of(cls, pixels: FloatArray, padding: BoolArray | None = None) -> Pyramid:
        """From film pixels (H, W) float32 in [0, 1]; padding (H, W) bool is shown dark."""
        return cls.of_codes(read_only(codes_of(pixels)), padding)

    @classmethod
    def of_codes(cls, codes: Codes, padding: BoolArray | None = None) -> Pyramid:
        """From `Radiograph.codes`, which are not copied where there is no padding."""
        if padding is not None:
            codes = codes.copy()
            codes[padding] = 0
        return cls(read_only(codes))

    @property
    def levels(self) -> tuple[Codes, ...]:
        """All of them, finest first."""
        return tuple(self._level(step) for step in range(self._count))

    @property
    def finest(self) -> Codes:
        """The film itself."""
        return self._made[0]

    @property
    def film_shape(self) -> tuple[int, int]:
        height, width = self._made[0].shape
        return height, width

    @property
    def nbytes(self) -> int:
        """Of what has been made."""
        return sum(level.nbytes for level in tuple(self._made.values()))

    def level(self, scale: float) -> Codes:
        """The coarsest level with at least one pixel per screen pixel at `scale` (screen/film)."""
        step = math.floor(2 * math.log2(1 / scale) + 1e-6) if scale < 1 else 0
        return self._level(min(max(step, 0), self._count - 1))

    def _level(self, step: int) -> Codes:
        """Two threads may make the same level at once; they make the same."""
        if step not in self._made:
            self._made[step] = self._reduced(step)
        return self._made[step]

    def _reduced(self, step: int) -> Codes:
        """Halves come from halves, the levels between from the half above them."""
        source = self._level(step - 2 if step % 2 == 0 else step - 1)
        factor = math.sqrt(0.5) ** step
        height, width = self.film_shape
        size = (max(1, round(width * factor)), max(1, round(height * factor)))
        reduced = np.empty(size[::-1], np.uint16)  # numpy asks for large pages, OpenCV does not
        cv2.resize(source, size, dst=reduced, interpolation=cv2.INTER_AREA)
        return read_only(reduced)
