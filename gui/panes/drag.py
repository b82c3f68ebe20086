"""What a pressed mouse button does while it moves."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from gui.display_state import DisplayState
from gui.panes.view_link import ViewLink
from inference.types import Window

#: A vertical right-drag of this many logical pixels zooms by a factor of e.
_ZOOM_TRAVEL = 150.0
#: The narrowest window, as a share of the range of values.
_NARROWEST = 1 / 4096


class Drag(Protocol):
    """A movement with a button pressed."""

    def move(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> None: ...


class WindowDrag:
    """Right widens the window, up lowers its center (brighter); Ctrl goes five times as far."""

    def __init__(
        self, start: QPointF, state: DisplayState, value_range: tuple[float, float], travel: float
    ) -> None:
        self._last, self._state = start, state
        self._low, self._high = min(value_range), max(value_range)
        self._per_pixel = (self._high - self._low) / travel
        self._turned = value_range[0] > value_range[1]

    def move(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        window = self._state.window
        step, self._last = position - self._last, position
        if window is None:
            return
        speed = 5.0 if modifiers & Qt.KeyboardModifier.ControlModifier else 1.0
        rate = self._per_pixel * speed
        up = -step.y() if self._turned else step.y()
        self._state.window = self._moved(window, step.x() * rate, up * rate)

    def _moved(self, window: Window, wider: float, higher: float) -> Window:
        span = self._high - self._low
        width = min(max(window.width + wider, span * _NARROWEST), 2 * span)
        center = min(max(window.center + higher, self._low), self._high)
        return replace(window, center=center, width=width, explanation="")


class ZoomDrag:
    """Up magnifies about the point where the button went down."""

    def __init__(self, start: QPointF, link: ViewLink, anchor: tuple[float, float]) -> None:
        self._last, self._link, self._anchor = start.y(), link, anchor

    def move(self, position: QPointF, _modifiers: Qt.KeyboardModifier) -> None:
        travel, self._last = self._last - position.y(), position.y()
        self._link.zoom(2.718281828 ** (travel / _ZOOM_TRAVEL), self._anchor)


class PanDrag:
    """The film follows the mouse."""

    def __init__(self, start: QPointF, link: ViewLink, ratio: float) -> None:
        self._last, self._link, self._ratio = start, link, ratio

    def move(self, position: QPointF, _modifiers: Qt.KeyboardModifier) -> None:
        step, self._last = position - self._last, position
        self._link.pan(step.x() * self._ratio, step.y() * self._ratio)


def drag_of(
    event: QMouseEvent,
    state: DisplayState,
    link: ViewLink,
    value_range: tuple[float, float],
    anchor: tuple[float, float],
    travel: float,
    ratio: float,
) -> Drag | None:
    """The movement that this press begins: left window, right zoom, middle or Shift+left pan.

    `travel` is the way, in logical pixels, that sweeps the whole range of values; `ratio` is the
    number of device pixels per logical pixel.
    """
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    match event.button():
        case Qt.MouseButton.MiddleButton:
            return PanDrag(event.position(), link, ratio)
        case Qt.MouseButton.LeftButton if shift:
            return PanDrag(event.position(), link, ratio)
        case Qt.MouseButton.LeftButton:
            return WindowDrag(event.position(), state, value_range, travel)
        case Qt.MouseButton.RightButton:
            return ZoomDrag(event.position(), link, anchor)
        case _:
            return None
