"""The region that the reader draws on a film with a free hand, and its outline on every pane."""

from __future__ import annotations

import cv2
import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPolygonF

from gui.panes.annotation.annotations import draw_foot
from gui.panes.tools.drag import Drag
from gui.panes.tools.overlay_tool import EDGE, DrawnPane, Point, held_point, on_widget, pen
from gui.panes.view.viewport import Viewport
from gui.stores.display_state import DisplayState

TOOL = "region"
_COLOUR = QColor(214, 137, 255)
#: A drawn region below this area is a slip of the hand, in film pixels.
_SMALLEST = 16.0
#: Further points of a stroke lie at least this far apart, in film pixels.
_APART = 0.5


class RegionDrawing(QObject):
    """Freehand polygon: press, go around, let go; it closes by itself. Esc forgets the stroke."""

    drawn = Signal(object)  # tuple[Point, ...]
    too_small = Signal()
    changed = Signal()  # to be painted again

    def __init__(self, state: DisplayState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._outline: tuple[Point, ...] = ()
        self._stroke: list[Point] = []

    @property
    def drawing(self) -> bool:
        """A stroke is under way."""
        return bool(self._stroke)

    def show(self, outline: tuple[Point, ...]) -> None:
        """The region of the film that is shown now; empty for none."""
        if outline != self._outline:
            self._outline = outline
            self.changed.emit()

    def step_back(self) -> bool:
        """Forget the stroke that is under way; False if there is none."""
        if not self.drawing:
            return False
        self._stroke = []
        self.changed.emit()
        return True

    def begin(self, point: Point) -> None:
        self._stroke = [point]
        self.changed.emit()

    def extend(self, point: Point) -> None:
        if self._stroke and _apart(point, self._stroke[-1]) >= _APART:
            self._stroke.append(point)
            self.changed.emit()

    def finish(self) -> None:
        """Close the stroke: it is the region now, if it encloses anything."""
        stroke, self._stroke = tuple(self._stroke), []
        if not stroke:
            return
        self.changed.emit()
        if len(stroke) < 3 or cv2.contourArea(np.array(stroke, np.float32)) < _SMALLEST:
            self.too_small.emit()
            return
        self._state.tool = "window"
        self.drawn.emit(stroke)

    # --- the tool ---------------------------------------------------------------------------------

    def drag_of(self, pane: DrawnPane, gesture: str, event: QMouseEvent) -> Drag | None:
        if gesture != TOOL:
            return None
        self.begin(held_point(pane, event.position()))
        return _RegionStroke(self, pane)

    def paint(self, painter: QPainter, pane: DrawnPane, viewport: Viewport) -> None:
        points = tuple(self._stroke) or (self._outline if self._state.overlays_seen else ())
        if self._state.tool == TOOL and not self._stroke:
            hint = QCoreApplication.translate(
                "panes", "Draw around the region with the mouse. Esc: not now."
            )
            draw_foot(painter, QRectF(pane.rect()), hint)
        if len(points) < 2:
            return
        ratio = pane.devicePixelRatioF()
        line = QPolygonF([on_widget(viewport, ratio, point) for point in points])
        for colour, width in ((EDGE, 3.4), (_COLOUR, 1.6)):
            painter.setPen(pen(colour, width, dashed=bool(self._stroke) and colour is _COLOUR))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if self._stroke:
                painter.drawPolyline(line)
            else:
                painter.drawPolygon(line)

    def shape_at(self, _pane: DrawnPane, _position: QPointF) -> Qt.CursorShape | None:
        return Qt.CursorShape.CrossCursor if self._state.tool == TOOL else None


class _RegionStroke:
    """One stroke on one pane."""

    def __init__(self, drawing: RegionDrawing, pane: DrawnPane) -> None:
        self._drawing, self._pane = drawing, pane

    def move(self, position: QPointF, _modifiers: Qt.KeyboardModifier) -> None:
        self._drawing.extend(held_point(self._pane, position))

    def finish(self) -> None:
        self._drawing.finish()


def _apart(one: Point, other: Point) -> float:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))
