"""How a film lies in a pane: the one mapping between film and screen, both ways."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from PySide6.QtCore import QRect

from gui.panes.view.orientation import AS_READ, Orientation


@dataclass(frozen=True, slots=True)
class Viewport:
    """Device pixels of a pane against film coordinates (x, y), both continuous.

    Of a film that lies as it was read, x_device = left + scale · x_film. Everything that is drawn
    on a pane goes through `to_device`, `matrix` or, for sampled arrays, `flat` and `orientation`.
    Hashable: what is sampled for a viewport can be kept under it.
    """

    scale: float  # device pixels per film pixel
    left: float  # device coordinates of the upper left corner of the turned film
    top: float
    rows: tuple[int, int]  # device rows [first, past) that show film
    columns: tuple[int, int]
    orientation: Orientation = AS_READ
    film_size: tuple[float, float] = (0.0, 0.0)  # (width, height) of the film

    @property
    def shape(self) -> tuple[int, int]:
        """(h, w) of the part of the pane that shows film."""
        return self.rows[1] - self.rows[0], self.columns[1] - self.columns[0]

    @property
    def rect(self) -> QRect:
        """The same part as a rectangle of the pane."""
        height, width = self.shape
        return QRect(self.columns[0], self.rows[0], width, height)

    @property
    def origin(self) -> tuple[float, float]:
        """Film coordinates (x, y) of the centre of the first device pixel that shows film."""
        return self.to_film(self.columns[0] + 0.5, self.rows[0] + 0.5)

    @property
    def flat(self) -> Viewport:
        """The same film pixels at the same scale, not turned.

        `orientation.array` of what is sampled for it is what is seen in this viewport.
        """
        if self.orientation.plain:
            return self
        ends = (self.columns[0], self.rows[0]), (self.columns[1], self.rows[1])
        corners = [self.to_film(*end) for end in ends]
        height, width = self.shape if self.orientation.quarters % 2 == 0 else self.shape[::-1]
        left, top = (-self.scale * min(c[axis] for c in corners) for axis in (0, 1))
        return Viewport(self.scale, left, top, (0, height), (0, width), AS_READ, self.film_size)

    def around(self, box: tuple[float, float, float, float], margin: float = 0.0) -> Viewport:
        """The part of this viewport that shows a film rectangle (x0, y0, x1, y1).

        Whole device pixels, `margin` device pixels more on each side, as far as film is seen; the
        same film points lie under the same device pixels.
        """
        ends = zip(self.to_device(*box[:2]), self.to_device(*box[2:]), strict=True)
        columns, rows = (
            _within((math.floor(min(pair) - margin), math.ceil(max(pair) + margin)), limits)
            for pair, limits in zip(ends, (self.columns, self.rows), strict=True)
        )
        return replace(self, rows=rows, columns=columns)

    def to_film(self, x: float, y: float) -> tuple[float, float]:
        """The film point under a device point."""
        u, v = (x - self.left) / self.scale, (y - self.top) / self.scale
        return (
            (u, v) if self.orientation.plain else self.orientation.film_point(u, v, self.film_size)
        )

    def to_device(self, x: float, y: float) -> tuple[float, float]:
        """Where a film point is seen."""
        u, v = (x, y) if self.orientation.plain else self.orientation.point(x, y, self.film_size)
        return self.left + u * self.scale, self.top + v * self.scale

    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """m11, m12, m21, m22, dx, dy of a `QTransform` from film to device."""
        (m11, m12), (m21, m22) = self.orientation.vector(1, 0), self.orientation.vector(0, 1)
        dx, dy = self.to_device(0, 0)
        scale = self.scale
        return m11 * scale, m12 * scale, m21 * scale, m22 * scale, dx, dy


def _within(span: tuple[int, int], limits: tuple[int, int]) -> tuple[int, int]:
    """The part of `span` that lies within `limits`; empty if there is none."""
    first = min(max(span[0], limits[0]), limits[1])
    return first, max(first, min(span[1], limits[1]))
