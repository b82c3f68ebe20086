"""Where the panes look, all of them or each by itself, and where the cursor is."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from gui.panes.view.orientation import AS_READ, Orientation
from gui.panes.view.viewport import Viewport

__all__ = ["Orientation", "ViewLink", "Viewport"]

#: Screen pixels per film pixel beyond which there is nothing more to see.
MAXIMUM_SCALE = 40.0
#: The smallest view, as a share of the fitted one.
_MINIMUM_OF_FIT = 0.5
#: Films whose views are kept, the last ones seen.
_KEPT_FILMS = 1000
#: Room left around a fitted film, in device pixels.
_MARGIN = 6


@dataclass(frozen=True, slots=True)
class _View:
    """Where one pane looks, or all of them."""

    scale: float | None = None  # device pixels per film pixel; None: fitted
    centre: tuple[float, float] = (0.5, 0.5)  # film point in the middle of the pane
    orientation: Orientation = AS_READ


class ViewLink(QObject):
    """The views of the panes. `pane` is a pane's key; left out, the active pane is meant.

    While `linked`, every pane looks where the others look.
    """

    view_changed = Signal()
    cursor_changed = Signal()
    active_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.film_shape = (1, 1)
        self.pane_size = (1, 1)  # (width, height) of every pane, device pixels
        self.cursor: tuple[float, float] | None = None  # (x, y), film grid, continuous
        self.cursor_pane = ""  # the pane that the mouse is over
        self.active = ""  # the pane that keys and menus mean
        self._film_key: int | None = None
        self._shared = _View()
        self._own: dict[str, _View] | None = None  # None: linked
        self._kept: dict[int, _View] = {}  # film key -> where it was looked at last

    @property
    def linked(self) -> bool:
        return self._own is None

    def set_linked(self, linked: bool) -> None:
        """Look at one place with all panes, the active pane's, or let each go its own way."""
        if linked == self.linked:
            return
        if linked:
            self._shared = self._view("")
            self._own = None
        else:
            self._own = {}
        self.view_changed.emit()

    def set_active(self, pane: str) -> None:
        if pane != self.active:
            self.active = pane
            self.active_changed.emit()

    # --- what is seen -------------------------------------------------------------------------

    @property
    def fitted(self) -> bool:
        return self._view("").scale is None

    @property
    def scale(self) -> float:
        """Device pixels per film pixel, on the active pane."""
        return self._scale_of(self._view(""))

    @property
    def orientation(self) -> Orientation:
        """How the film lies on the active pane."""
        return self._view("").orientation

    def scale_of(self, pane: str) -> float:
        return self._scale_of(self._view(pane))

    def viewport(self, pane: str = "") -> Viewport:
        """How the film lies in a pane now; to whole device pixels, so that panning is exact."""
        view, (width, height) = self._view(pane), self.pane_size
        scale, size = self._scale_of(view), self._film_size
        u, v = view.orientation.point(*view.centre, size)
        left = math.floor(width / 2 - u * scale + 0.5)
        top = math.floor(height / 2 - v * scale + 0.5)
        columns, rows = view.orientation.size(size)
        return Viewport(
            scale,
            left,
            top,
            _covered(top, rows * scale, height),
            _covered(left, columns * scale, width),
            view.orientation,
            size,
        )

    # --- looking elsewhere --------------------------------------------------------------------

    def set_film(self, shape: tuple[int, int], key: int | None = None) -> None:
        """Look at a film of (H, W): whole, or as it was left if it was seen before.

        `key` names the film; views do not pass from one film to another.
        """
        if self._film_key is not None:
            self._kept.pop(self._film_key, None)
            self._kept[self._film_key] = self._view("")
            if len(self._kept) > _KEPT_FILMS:
                del self._kept[next(iter(self._kept))]
        self.film_shape, self._film_key = shape, key
        self.cursor = None
        if self._own is not None:
            self._own = {}
        whole = _View(None, (shape[1] / 2, shape[0] / 2))
        self._shared = whole if key is None else self._kept.get(key, whole)
        self.view_changed.emit()
        self.cursor_changed.emit()

    def set_pane_size(self, width: int, height: int) -> None:
        if (width, height) != self.pane_size:
            self.pane_size = (width, height)
            self.view_changed.emit()

    def fit(self, pane: str = "") -> None:
        """Show the whole film."""
        middle = (self.film_shape[1] / 2, self.film_shape[0] / 2)
        self._look(pane, _View(None, middle, self._view(pane).orientation))

    def reset(self) -> None:
        """Show the whole film on every pane, lying as it was read."""
        whole = _View(None, (self.film_shape[1] / 2, self.film_shape[0] / 2))
        self._shared = whole
        if self._own is not None:
            self._own = {}
        self.view_changed.emit()

    def set_scale(
        self, scale: float, anchor: tuple[float, float] | None = None, pane: str = ""
    ) -> None:
        """Zoom; the film point `anchor` (x, y) stays where it is on screen."""
        view = self._view(pane)
        before = self._scale_of(view)
        smallest = min(self._fit_scale(view.orientation) * _MINIMUM_OF_FIT, 1.0)
        after = min(max(scale, smallest), MAXIMUM_SCALE)
        centre = view.centre
        if anchor is not None:
            kept = [a + (c - a) * before / after for a, c in zip(anchor, centre, strict=True)]
            centre = (kept[0], kept[1])
        self._look(pane, _View(after, self._held(centre), view.orientation))

    def zoom(
        self, factor: float, anchor: tuple[float, float] | None = None, pane: str = ""
    ) -> None:
        self.set_scale(self._scale_of(self._view(pane)) * factor, anchor, pane)

    def pan(self, dx: float, dy: float, pane: str = "") -> None:
        """Move the film by device pixels."""
        view = self._view(pane)
        scale = self._scale_of(view)
        x, y = view.orientation.film_vector(dx / scale, dy / scale)
        centre = (view.centre[0] - x, view.centre[1] - y)
        self._look(pane, _View(scale, self._held(centre), view.orientation))

    def rotate(self, quarters: int, pane: str = "") -> None:
        """Turn the film clockwise by quarters."""
        view = self._view(pane)
        self._look(pane, replace(view, orientation=view.orientation.rotated(quarters)))

    def flip(self, pane: str = "") -> None:
        """Exchange left and right of what is seen."""
        view = self._view(pane)
        self._look(pane, replace(view, orientation=view.orientation.flipped()))

    def set_cursor(self, point: tuple[float, float] | None, pane: str = "") -> None:
        """Point at a film position; positions beside the film count as none."""
        if point is not None:
            inside = 0 <= point[0] < self.film_shape[1] and 0 <= point[1] < self.film_shape[0]
            point = point if inside else None
        if point != self.cursor or pane != self.cursor_pane:
            self.cursor, self.cursor_pane = point, pane
            self.cursor_changed.emit()

    # --- inside -------------------------------------------------------------------------------

    @property
    def _film_size(self) -> tuple[float, float]:
        return float(self.film_shape[1]), float(self.film_shape[0])

    def _view(self, pane: str) -> _View:
        if self._own is None:
            return self._shared
        return self._own.get(pane or self.active, self._shared)

    def _look(self, pane: str, view: _View) -> None:
        if self._own is None:
            self._shared = view
        else:
            self._own[pane or self.active] = view
        self.view_changed.emit()

    def _scale_of(self, view: _View) -> float:
        return self._fit_scale(view.orientation) if view.scale is None else view.scale

    def _fit_scale(self, orientation: Orientation) -> float:
        (width, height), (columns, rows) = self.pane_size, orientation.size(self._film_size)
        room = max(width - 2 * _MARGIN, 8), max(height - 2 * _MARGIN, 8)
        return min(room[0] / columns, room[1] / rows)

    def _held(self, centre: tuple[float, float]) -> tuple[float, float]:
        """`centre`, kept on the film."""
        columns, rows = self._film_size
        return min(max(centre[0], 0.0), columns), min(max(centre[1], 0.0), rows)


def _covered(start: float, length: float, limit: int) -> tuple[int, int]:
    """Device pixels whose centres lie on [start, start + length), within [0, limit)."""
    first = max(0, math.ceil(start - 0.5))
    past = min(limit, math.ceil(start + length - 0.5))
    return first, max(first, past)
