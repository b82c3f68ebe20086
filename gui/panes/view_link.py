"""Where every pane looks: one centre, one scale, one cursor, shared by all."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, Signal

#: Screen pixels per film pixel beyond which there is nothing more to see.
MAXIMUM_SCALE = 40.0
#: The smallest view, as a share of the fitted one.
_MINIMUM_OF_FIT = 0.5
#: Room left around a fitted film, in device pixels.
_MARGIN = 6


@dataclass(frozen=True, slots=True)
class Sight:
    """How a film lies in a pane, in device pixels: x_device = left + scale · x_film.

    Hashable: everything sampled for a sight can be kept under it.
    """

    scale: float  # device pixels per film pixel
    left: float  # device coordinates of film point (0, 0)
    top: float
    rows: tuple[int, int]  # device rows [first, past) that show film
    columns: tuple[int, int]

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
        x = (self.columns[0] + 0.5 - self.left) / self.scale
        return x, (self.rows[0] + 0.5 - self.top) / self.scale

    def to_film(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.left) / self.scale, (y - self.top) / self.scale

    def to_device(self, x: float, y: float) -> tuple[float, float]:
        return self.left + x * self.scale, self.top + y * self.scale


class ViewLink(QObject):
    """The view that all panes share."""

    view_changed = Signal()
    cursor_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.film_shape = (1, 1)
        self.pane_size = (1, 1)  # (width, height) of every pane, device pixels
        self.cursor: tuple[float, float] | None = None  # (x, y), film grid, continuous
        self._scale: float | None = None  # None: fitted
        self._centre = (0.5, 0.5)

    @property
    def fitted(self) -> bool:
        return self._scale is None

    @property
    def scale(self) -> float:
        """Device pixels per film pixel."""
        return self._fit_scale if self._scale is None else self._scale

    @property
    def _fit_scale(self) -> float:
        (width, height), (rows, columns) = self.pane_size, self.film_shape
        room = max(width - 2 * _MARGIN, 8), max(height - 2 * _MARGIN, 8)
        return min(room[0] / columns, room[1] / rows)

    def set_film(self, shape: tuple[int, int]) -> None:
        """Look at a film of (H, W), whole."""
        self.film_shape = shape
        self.cursor = None
        self.fit()
        self.cursor_changed.emit()

    def set_pane_size(self, width: int, height: int) -> None:
        if (width, height) != self.pane_size:
            self.pane_size = (width, height)
            self.view_changed.emit()

    def fit(self) -> None:
        """Show the whole film."""
        self._scale = None
        self._centre = (self.film_shape[1] / 2, self.film_shape[0] / 2)
        self.view_changed.emit()

    def set_scale(self, scale: float, anchor: tuple[float, float] | None = None) -> None:
        """Zoom; the film point `anchor` (x, y) stays where it is on screen."""
        before = self.scale
        smallest = min(self._fit_scale * _MINIMUM_OF_FIT, 1.0)
        after = min(max(scale, smallest), MAXIMUM_SCALE)
        if anchor is not None:
            kept = [a + (c - a) * before / after for a, c in zip(anchor, self._centre, strict=True)]
            self._centre = (kept[0], kept[1])
        self._scale = after
        self._hold()
        self.view_changed.emit()

    def zoom(self, factor: float, anchor: tuple[float, float] | None = None) -> None:
        self.set_scale(self.scale * factor, anchor)

    def pan(self, dx: float, dy: float) -> None:
        """Move the film by device pixels."""
        self._scale = self.scale
        self._centre = (self._centre[0] - dx / self._scale, self._centre[1] - dy / self._scale)
        self._hold()
        self.view_changed.emit()

    def set_cursor(self, point: tuple[float, float] | None) -> None:
        """Point at a film position; positions beside the film count as none."""
        if point is not None:
            inside = 0 <= point[0] < self.film_shape[1] and 0 <= point[1] < self.film_shape[0]
            point = point if inside else None
        if point != self.cursor:
            self.cursor = point
            self.cursor_changed.emit()

    def sight(self) -> Sight:
        """How the film lies in every pane now; to whole device pixels, so that panning is exact."""
        scale, (width, height) = self.scale, self.pane_size
        left = math.floor(width / 2 - self._centre[0] * scale + 0.5)
        top = math.floor(height / 2 - self._centre[1] * scale + 0.5)
        rows, columns = self.film_shape
        return Sight(
            scale,
            left,
            top,
            _covered(top, rows * scale, height),
            _covered(left, columns * scale, width),
        )

    def _hold(self) -> None:
        """Keep the centre on the film."""
        rows, columns = self.film_shape
        x, y = self._centre
        self._centre = (min(max(x, 0.0), float(columns)), min(max(y, 0.0), float(rows)))


def _covered(start: float, length: float, limit: int) -> tuple[int, int]:
    """Device pixels whose centres lie on [start, start + length), within [0, limit)."""
    first = max(0, math.ceil(start - 0.5))
    past = min(limit, math.ceil(start + length - 0.5))
    return first, max(first, past)
