"""What a pressed mouse button does while it moves (docs/reading.md, "The mouse")."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from gui.panes.view.view_link import ViewLink
from gui.stores.display_state import DisplayState
from inference.core.types import Window

#: A vertical drag of this many logical pixels zooms by a factor of e.
_ZOOM_TRAVEL = 150.0
#: The narrowest window, as a share of the range of values.
_NARROWEST = 1 / 4096


class Drag(Protocol):
    """A movement with a button pressed."""

    def move(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> None: ...


@dataclass(frozen=True, slots=True)
class DragContext:
    """What a drag on one pane acts upon."""

    pane: str  # the pane's key
    state: DisplayState
    link: ViewLink
    data_range: tuple[float, float]  # modality values of the film's darkest and brightest pixel
    widest: float  # window that is allowed: that of all values, or the film's own
    falling: bool  # low modality values are shown bright
    travel: float  # logical pixels that sweep the whole range of values
    ratio: float  # device pixels per logical pixel


def speed(modifiers: Qt.KeyboardModifier) -> float:
    """Ctrl goes five times as far, Shift a fifth."""
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return 5.0
    return 0.2 if modifiers & Qt.KeyboardModifier.ShiftModifier else 1.0


class WindowDrag:
    """Right widens the window, up lowers its center (brighter)."""

    def __init__(self, start: QPointF, context: DragContext) -> None:
        self._last, self._context = start, context
        self._low, self._high = context.data_range
        self._per_pixel = (self._high - self._low) / context.travel

    def move(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        state, pane = self._context.state, self._context.pane
        window = state.window_of(pane)
        step, self._last = position - self._last, position
        if window is None:
            return
        rate = self._per_pixel * speed(modifiers)
        turned = self._context.falling != state.vertical_drag_inverted
        higher = -step.y() if turned else step.y()
        state.set_window(self._moved(window, step.x() * rate, higher * rate), pane)

    def _moved(self, window: Window, wider: float, higher: float) -> Window:
        narrowest = (self._high - self._low) * _NARROWEST
        width = min(max(window.width + wider, narrowest), self._context.widest)
        center = min(max(window.center + higher, self._low), self._high)
        return replace(window, center=center, width=width, explanation="")


class ZoomDrag:
    """Up magnifies about the point where the button went down."""

    def __init__(self, start: QPointF, context: DragContext, anchor: tuple[float, float]) -> None:
        self._last, self._context, self._anchor = start.y(), context, anchor

    def move(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        travel, self._last = self._last - position.y(), position.y()
        factor = 2.718281828 ** (speed(modifiers) * travel / _ZOOM_TRAVEL)
        self._context.link.zoom(factor, self._anchor, self._context.pane)


class PanDrag:
    """The film follows the mouse."""

    def __init__(self, start: QPointF, context: DragContext) -> None:
        self._last, self._context = start, context

    def move(self, position: QPointF, _modifiers: Qt.KeyboardModifier) -> None:
        step, self._last = position - self._last, position
        ratio, context = self._context.ratio, self._context
        context.link.pan(step.x() * ratio, step.y() * ratio, context.pane)


def gesture_of(event: QMouseEvent, state: DisplayState, *, space: bool) -> str:
    """One of `display_state.TOOLS`, or "" for a button that does nothing; `space` is held."""
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    match event.button():
        case Qt.MouseButton.MiddleButton:
            return "pan"
        case Qt.MouseButton.LeftButton if shift or space:
            return "pan"
        case Qt.MouseButton.LeftButton if state.right_button_windows and state.tool == "window":
            return "zoom"
        case Qt.MouseButton.LeftButton:
            return state.tool
        case Qt.MouseButton.RightButton:
            return "window" if state.right_button_windows else "zoom"
        case _:
            return ""


def drag_of(
    gesture: str, start: QPointF, context: DragContext, anchor: tuple[float, float]
) -> Drag | None:
    """The movement of a gesture that begins at `start`, over the film point `anchor`."""
    match gesture:
        case "window":
            return WindowDrag(start, context)
        case "zoom":
            return ZoomDrag(start, context, anchor)
        case "pan":
            return PanDrag(start, context)
        case _:
            return None
