"""The eight ways in which a film can lie: quarter turns, with or without mirroring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Array = TypeVar("Array", bound=NDArray[np.generic])
Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Orientation:
    """Mirror the film left to right if `mirrored`, then turn it clockwise by `quarters` · 90°.

    Film coordinates (x, y) of a film of `size` (width, height) become turned coordinates (u, v),
    both continuous, with the origin at the upper left corner of what is seen.
    """

    quarters: int = 0  # 0 to 3
    mirrored: bool = False

    @property
    def plain(self) -> bool:
        """The film lies as it was read."""
        return self.quarters == 0 and not self.mirrored

    def rotated(self, by: int) -> Orientation:
        """Turned clockwise by further quarters, as the reader sees it."""
        return Orientation((self.quarters + by) % 4, self.mirrored)

    def flipped(self) -> Orientation:
        """Left and right of what is seen exchanged."""
        return Orientation(-self.quarters % 4, not self.mirrored)

    def size(self, size: Pair) -> Pair:
        """(width, height) of the turned film."""
        return (size[1], size[0]) if self.quarters % 2 else size

    def vector(self, dx: float, dy: float) -> Pair:
        """A direction on the film as it is seen."""
        dx = -dx if self.mirrored else dx
        for _ in range(self.quarters):
            dx, dy = -dy, dx
        return dx, dy

    def film_vector(self, du: float, dv: float) -> Pair:
        """A direction as it is seen, on the film."""
        for _ in range(self.quarters):
            du, dv = dv, -du
        return (-du if self.mirrored else du), dv

    def point(self, x: float, y: float, size: Pair) -> Pair:
        """Turned coordinates of a film point; `size` is the film's (width, height)."""
        du, dv = self.vector(x - size[0] / 2, y - size[1] / 2)
        width, height = self.size(size)
        return du + width / 2, dv + height / 2

    def film_point(self, u: float, v: float, size: Pair) -> Pair:
        """The film point that is seen at turned coordinates (u, v)."""
        width, height = self.size(size)
        dx, dy = self.film_vector(u - width / 2, v - height / 2)
        return dx + size[0] / 2, dy + size[1] / 2

    def array(self, values: Array) -> Array:
        """An array (h, w) sampled in the film's own direction, as it is seen."""
        if self.plain:
            return values
        seen = values[:, ::-1] if self.mirrored else values
        return np.ascontiguousarray(np.rot90(seen, -self.quarters))  # type: ignore[return-value]  # same dtype


#: The film as it was read.
AS_READ = Orientation()
