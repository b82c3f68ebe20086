"""Drawing on the films: a stroke is a drag that ends with something made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen

from gui.panes.tools.drag import Drag
from gui.panes.view.viewport import Sight

if TYPE_CHECKING:
    from gui.panes.pane import Pane

Point = tuple[float, float]  # (x, y), film grid, continuous
EDGE = QColor(0, 0, 0, 150)


@runtime_checkable
class Stroke(Drag, Protocol):
    """A drag that is told when the button is let go."""

    def finish(self) -> None: ...


class Drawer(Protocol):
    """Something that is drawn on the films by hand, and painted on them."""

    def drag_of(self, pane: Pane, gesture: str, event: QMouseEvent) -> Drag | None:
        """The drag that a press begins, if it is this drawer's."""
        ...

    def paint(self, painter: QPainter, pane: Pane, sight: Sight) -> None:
        """Paint it on a pane, over its pictures."""
        ...

    def shape_at(self, pane: Pane, position: QPointF) -> Qt.CursorShape | None:
        """How the pointer looks there, if a press would begin a drag of this drawer."""
        ...


def pen(colour: QColor, width: float, *, dashed: bool = False) -> QPen:
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    return QPen(colour, width, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def on_widget(sight: Sight, ratio: float, point: Point) -> QPointF:
    """A film point in a pane's logical pixels."""
    x, y = sight.to_device(*point)
    return QPointF(x / ratio, y / ratio)


def held_point(pane: Pane, position: QPointF) -> Point:
    """The film point under a position, kept on the film."""
    x, y = pane.film_point(position)
    height, width = (1, 1) if pane.film is None else pane.film.shape
    return min(max(x, 0.0), float(width)), min(max(y, 0.0), float(height))
