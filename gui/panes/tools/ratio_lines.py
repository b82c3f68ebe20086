"""The cardiothoracic ratio's two lines, whose ends can be dragged."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter

from gui.panes.tools.drag import Drag
from gui.panes.tools.overlay_tool import EDGE, DrawnPane, Point, held_point, on_widget, pen
from gui.panes.view.viewport import Viewport
from gui.stores.display_state import DisplayState
from inference.core.types import CardiothoracicRatio
from inference.display.palette import STRUCTURE_COLOURS

_LINES = ("heart_line", "thorax_line")
_COLOURS = {
    "heart_line": QColor(*STRUCTURE_COLOURS["heart"]),
    "thorax_line": QColor(225, 230, 236),
}
#: Of a line and of the marks at its ends, in logical pixels.
_WIDTH, _TICK = 1.5, 5.0
#: A press this near to an end takes hold of it, in logical pixels.
_REACH = 9.0
#: A line is never shorter than this, in film pixels.
_SHORTEST = 2.0


@dataclass(frozen=True, slots=True)
class Grip:
    """One end of one line."""

    line: str  # of `_LINES`
    end: int  # 0 or 1


class RatioLines(QObject):
    """Paints the lines, and moves an end along the film; a line stays horizontal on the film."""

    moved = Signal(object)  # CardiothoracicRatio

    def __init__(self, state: DisplayState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._ratio: CardiothoracicRatio | None = None

    def show(self, ratio: CardiothoracicRatio | None) -> None:
        self._ratio = ratio

    def move(self, grip: Grip, point: Point) -> None:
        """Take one end to a film point; the other end keeps its place along the line."""
        if self._ratio is not None:
            self.moved.emit(moved(self._ratio, grip, point))

    def grip_at(self, pane: DrawnPane, position: QPointF) -> Grip | None:
        """The end within reach, the nearest one; None where the lines are not shown."""
        if self._ratio is None or not self._is_shown(pane):
            return None
        viewport, ratio = pane.link.viewport(pane.recipe.key), pane.devicePixelRatioF()
        grips = [Grip(line, end) for line in _LINES for end in (0, 1)]
        places = {grip: on_widget(viewport, ratio, self._end(grip)) for grip in grips}
        nearest = min(grips, key=lambda grip: _distance(places[grip], position))
        return nearest if _distance(places[nearest], position) <= _REACH else None

    def _end(self, grip: Grip) -> Point:
        ends: tuple[Point, Point] = getattr(self._ratio, grip.line)
        return ends[grip.end]

    def _is_shown(self, pane: DrawnPane) -> bool:
        state = self._state
        return pane.recipe.measures and state.overlays_seen and state.measures_shown

    # --- the tool ---------------------------------------------------------------------------------

    def drag_of(self, pane: DrawnPane, _gesture: str, event: QMouseEvent) -> Drag | None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() != Qt.MouseButton.LeftButton or not plain:
            return None
        grip = self.grip_at(pane, event.position())
        return None if grip is None else _EndDrag(self, pane, grip)

    def paint(self, painter: QPainter, pane: DrawnPane, viewport: Viewport) -> None:
        if self._ratio is None or not self._is_shown(pane):
            return
        ratio = pane.devicePixelRatioF()
        for line in _LINES:
            ends = [on_widget(viewport, ratio, point) for point in getattr(self._ratio, line)]
            for colour, width in ((EDGE, 2.2 * _WIDTH), (_COLOURS[line], _WIDTH)):
                painter.setPen(pen(colour, width))
                painter.drawLine(ends[0], ends[1])
                for end in ends:
                    _draw_tick(painter, end, ends[1] - ends[0])

    def shape_at(self, pane: DrawnPane, position: QPointF) -> Qt.CursorShape | None:
        grip = self.grip_at(pane, position)
        return None if grip is None else Qt.CursorShape.SizeAllCursor


class _EndDrag:
    """One end under the mouse."""

    def __init__(self, lines: RatioLines, pane: DrawnPane, grip: Grip) -> None:
        self._lines, self._pane, self._grip = lines, pane, grip

    def move(self, position: QPointF, _modifiers: Qt.KeyboardModifier) -> None:
        self._lines.move(self._grip, held_point(self._pane, position))


def moved(ratio: CardiothoracicRatio, grip: Grip, point: Point) -> CardiothoracicRatio:
    """`ratio` with one end at x of `point` and its line at y; 0 is the end at the smaller x."""
    ends: tuple[Point, Point] = getattr(ratio, grip.line)
    first, second = ends[0][0], ends[1][0]
    if grip.end == 0:
        first = min(point[0], second - _SHORTEST)
    else:
        second = max(point[0], first + _SHORTEST)
    line = ((first, point[1]), (second, point[1]))
    changed = replace(ratio, **{grip.line: line})  # type: ignore[arg-type]  # a field's name
    return replace(changed, ratio=_length(changed.heart_line) / _length(changed.thorax_line))


def _length(line: tuple[Point, Point]) -> float:
    return abs(line[1][0] - line[0][0])


def _distance(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())


def _draw_tick(painter: QPainter, at: QPointF, along: QPointF) -> None:
    """A short stroke across the end of a line."""
    length = max(math.hypot(along.x(), along.y()), 1e-6)
    across = QPointF(-along.y(), along.x()) * (_TICK / length)
    painter.drawLine(at - across, at + across)
