"""Tools that draw on the films, and what they need to know of the pane they draw on."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen

from gui.films.film import Film
from gui.panes.tools.drag import Drag
from gui.panes.view.view_link import ViewLink
from gui.panes.view.viewport import Viewport
from gui.stores.contents import PaneRecipe

Point = tuple[float, float]  # (x, y), film grid, continuous
EDGE = QColor(0, 0, 0, 150)


@runtime_checkable
class Stroke(Drag, Protocol):
    """A drag that is told when the button is let go."""

    def finish(self) -> None: ...


class DrawnPane(Protocol):
    """What a tool needs of the pane that it draws on: `gui.panes.pane.Pane` is one."""

    @property
    def recipe(self) -> PaneRecipe: ...

    @property
    def link(self) -> ViewLink: ...

    @property
    def film(self) -> Film | None: ...

    def film_point(self, position: QPointF, /) -> Point:
        """The film point under a position of the pane."""
        ...

    def fitting_scale(self) -> float:
        """How large its words are, against those of the reader's window."""
        ...

    def devicePixelRatioF(self) -> float: ...

    def rect(self) -> QRect: ...


class OverlayTool(Protocol):
    """Something that is drawn on the films by hand, and painted on them."""

    def drag_of(self, pane: DrawnPane, gesture: str, event: QMouseEvent) -> Drag | None:
        """The drag that a press begins, if it is this tool's."""
        ...

    def paint(self, painter: QPainter, pane: DrawnPane, viewport: Viewport) -> None:
        """Paint it on a pane, over its pictures."""
        ...

    def shape_at(self, pane: DrawnPane, position: QPointF) -> Qt.CursorShape | None:
        """How the pointer looks there, if a press would begin a drag of this tool."""
        ...


def pen(colour: QColor, width: float, *, dashed: bool = False) -> QPen:
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    return QPen(colour, width, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def on_widget(viewport: Viewport, ratio: float, point: Point) -> QPointF:
    """A film point in a pane's logical pixels."""
    x, y = viewport.to_device(*point)
    return QPointF(x / ratio, y / ratio)


def held_point(pane: DrawnPane, position: QPointF) -> Point:
    """The film point under a position, kept on the film."""
    x, y = pane.film_point(position)
    height, width = (1, 1) if pane.film is None else pane.film.shape
    return min(max(x, 0.0), float(width)), min(max(y, 0.0), float(height))
