"""The mouse on a pane: presses, drags, clicks and the wheel, as the conventions have them."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QMouseEvent, QWheelEvent

from gui.panes.tools.drag import Drag, DragContext, drag_of, gesture_of
from gui.panes.tools.overlay_tool import DrawnPane, Stroke
from gui.stores.display_state import DisplayState

#: One notch of the wheel zooms by this factor.
_WHEEL_STEP = 1.15
#: A right button that moved less than this is a click, in logical pixels.
_CLICK_SLOP = 4
#: Where a wheel tells pixels alone, this many are one notch (Qt on macOS: half the angle).
_NOTCH_PIXELS = 60


class MousePane(DrawnPane, Protocol):
    """What the mouse needs of the pane that it is on: `gui.panes.pane.Pane` is one."""

    @property
    def state(self) -> DisplayState: ...

    def space_held(self) -> bool:
        """Whether the space bar is held down."""
        ...

    def is_on_title(self, position: QPointF, /) -> bool:
        """Whether a click there opens the menu of contents."""
        ...

    def ask_content(self) -> None:
        """Open the menu of contents."""
        ...

    def ask_menu(self, position: QPoint, /) -> None:
        """Open the menu of the pane at a global position."""
        ...

    def ask_maximise(self) -> None:
        """Let the pane fill the grid, or put it back."""
        ...

    def drawing_of(self, gesture: str, event: QMouseEvent, /) -> Drag | None:
        """The drag of a tool that draws on the film."""
        ...

    def drawing_shape(self, position: QPointF, /) -> Qt.CursorShape | None:
        """How the pointer looks where a press would draw."""
        ...

    def cursor(self) -> QCursor: ...

    def setCursor(self, shape: Qt.CursorShape, /) -> None: ...

    def width(self) -> int: ...


class PaneMouse:
    """Turns what the mouse does on one pane into view, window and cursor."""

    def __init__(self, pane: MousePane) -> None:
        self._pane = pane
        self._drag: Drag | None = None
        self._button = Qt.MouseButton.NoButton  # the one that is held and leads
        self._right_pressed_at: QPointF | None = None  # while it may still become a click

    def press(self, event: QMouseEvent) -> None:
        if self._leads_another(event):
            return
        self._end()  # whose release was lost
        pane = self._pane
        pane.link.set_active(pane.recipe.key)
        if pane.film is None:
            return
        if event.button() == Qt.MouseButton.LeftButton and pane.is_on_title(event.position()):
            pane.ask_content()
            return
        right = event.button() == Qt.MouseButton.RightButton
        self._right_pressed_at = event.position() if right else None
        self._button = event.button()
        gesture = gesture_of(event, pane.state, space=pane.space_held())
        self._drag = pane.drawing_of(gesture, event) or drag_of(
            gesture, event.position(), self._context(), pane.film_point(event.position())
        )

    def move(self, event: QMouseEvent) -> None:
        pane = self._pane
        if pane.film is None:
            return
        if not event.buttons() & self._button:
            self._end()  # the release went elsewhere, as with Alt+Tab
        pressed_at = self._right_pressed_at
        if pressed_at is not None and _is_near(event.position(), pressed_at):
            return
        self._right_pressed_at = None
        if self._drag is not None:
            self._drag.move(event.position(), event.modifiers())
        pane.link.set_cursor(pane.film_point(event.position()), pane.recipe.key)
        self._show_shape(event.position())

    def release(self, event: QMouseEvent) -> None:
        if self._leads_another(event):
            return
        pressed_at = self._right_pressed_at
        self._end()
        if event.button() == Qt.MouseButton.RightButton and pressed_at is not None:
            self._pane.ask_menu(event.globalPosition().toPoint())

    def _leads_another(self, event: QMouseEvent) -> bool:
        """Another button is held than the one of the event: its drag goes on."""
        return event.button() != self._button and bool(event.buttons() & self._button)

    def _end(self) -> None:
        """No button leads any more; what was drawn until here stays."""
        drag, self._drag = self._drag, None
        self._button, self._right_pressed_at = Qt.MouseButton.NoButton, None
        if isinstance(drag, Stroke):
            drag.finish()

    def double_click(self, event: QMouseEvent) -> None:
        if self._leads_another(event):
            return
        self._drag = None
        pane = self._pane
        if event.button() != Qt.MouseButton.LeftButton or pane.is_on_title(event.position()):
            return
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            pane.ask_maximise()
        elif pane.film is not None:
            pane.state.set_window(pane.film.window, pane.recipe.key)

    def wheel(self, event: QWheelEvent) -> None:
        pane = self._pane
        if pane.film is not None:
            pixels = event.pixelDelta().y() if event.angleDelta().isNull() else 0
            notches = event.angleDelta().y() / 120 + pixels / _NOTCH_PIXELS
            anchor = pane.film_point(event.position())
            pane.link.zoom(_WHEEL_STEP**notches, anchor, pane.recipe.key)
        event.accept()

    def _show_shape(self, position: QPointF) -> None:
        """The pointer says what a press would do."""
        pane = self._pane
        if self._drag is not None:
            return
        drawing = pane.drawing_shape(position) or Qt.CursorShape.CrossCursor
        shape = Qt.CursorShape.PointingHandCursor if pane.is_on_title(position) else drawing
        if pane.cursor().shape() is not shape:
            pane.setCursor(shape)

    def _context(self) -> DragContext:
        pane, film = self._pane, self._pane.film
        assert film is not None
        low, high = film.data_range
        return DragContext(
            pane.recipe.key,
            pane.state,
            pane.link,
            film.data_range,
            max(high - low, film.window.width),
            film.radiograph.inverted,
            max(float(pane.width()), 200.0),
            pane.devicePixelRatioF(),
        )


def _is_near(here: QPointF, there: QPointF) -> bool:
    return (here - there).manhattanLength() <= _CLICK_SLOP
