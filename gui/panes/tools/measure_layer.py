"""Draws measurements on a pane, and lets a hand draw and move them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
)

from gui.films.film import Film
from gui.panes.annotation.annotations import PLATE, TEXT, pane_font
from gui.panes.annotation.ruler import provenance_words
from gui.panes.tools.drag import Drag
from gui.panes.tools.overlay_tool import DrawnPane, held_point, on_widget
from gui.panes.view.viewport import Viewport
from gui.stores.contents import Base
from gui.stores.display_state import MEASURES, DisplayState
from gui.stores.measures import Measure, Measures, measure_words

_INK, _EDGE = QColor(140, 235, 150), QColor(0, 0, 0, 160)
#: How near to an end the mouse has to be to move it, in logical pixels.
_GRASP = 8.0
_SEGMENTS = 48


class MeasureDrag:
    """The end of a measurement follows the mouse."""

    def __init__(self, measures: Measures, place: int, which: int, pane: DrawnPane) -> None:
        self._measures, self._place, self._which = measures, place, which
        self._pane = pane

    def move(self, position: QPointF, _modifiers: Qt.KeyboardModifier) -> None:
        shown = self._measures.shown
        if self._place < len(shown):
            point = held_point(self._pane, position)
            self._measures.put(self._place, shown[self._place].moved(self._which, point))


class NewMeasure:
    """A measurement that begins with the first movement: a click alone measures nothing."""

    def __init__(self, measures: Measures, begun: Measure, pane: DrawnPane) -> None:
        self._measures, self._begun, self._pane = measures, begun, pane
        self._drag: MeasureDrag | None = None

    def move(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if self._drag is None:
            place = self._measures.add(self._begun)
            self._drag = MeasureDrag(self._measures, place, 1, self._pane)
        self._drag.move(position, modifiers)


class MeasureLayer:
    """The tool that measures: a press of a measuring tool begins one, or takes hold of an end.

    Figures stand only on panes whose picture is the film itself.
    """

    def __init__(self, measures: Measures, state: DisplayState) -> None:
        self._measures, self._state = measures, state

    def drag_of(self, pane: DrawnPane, gesture: str, event: QMouseEvent) -> Drag | None:
        if gesture not in MEASURES or pane.film is None:
            return None
        held = self._grasped(pane, event.position())
        if held is None:
            point = held_point(pane, event.position())
            return NewMeasure(self._measures, Measure(gesture, point, point), pane)
        return MeasureDrag(self._measures, *held, pane)

    def paint(self, painter: QPainter, pane: DrawnPane, viewport: Viewport) -> None:
        if self._measures.shown and self._state.overlays_seen:
            film = pane.film if pane.recipe.base is Base.FILM else None
            ratio, scale = pane.devicePixelRatioF(), pane.fitting_scale()
            draw_measures(painter, viewport, ratio, self._measures.shown, film, scale)

    def shape_at(self, pane: DrawnPane, position: QPointF) -> Qt.CursorShape | None:
        if self._state.tool not in MEASURES or self._grasped(pane, position) is None:
            return None
        return Qt.CursorShape.SizeAllCursor

    def _grasped(self, pane: DrawnPane, position: QPointF) -> tuple[int, int] | None:
        """(place, end) of the measurement whose end lies under `position`, the last drawn first."""
        viewport, ratio = pane.link.viewport(pane.recipe.key), pane.devicePixelRatioF()
        shown = self._measures.shown
        for place in range(len(shown) - 1, -1, -1):
            for which, end in enumerate((shown[place].start, shown[place].end)):
                if (on_widget(viewport, ratio, end) - position).manhattanLength() <= _GRASP:
                    return place, which
        return None


def draw_measures(
    painter: QPainter,
    viewport: Viewport,
    ratio: float,
    measures: tuple[Measure, ...],
    film: Film | None,
    scale: float = 1.0,
) -> None:
    """Every measurement; with its words, `scale` times as large, where `film` is given.

    `ratio` is device pixels per logical pixel.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for measure in measures:
        path = _path(measure, viewport, ratio)
        for colour, width in ((_EDGE, 3.5), (_INK, 1.5)):
            painter.setPen(QPen(colour, width))
            painter.drawPath(path)
            for end in (measure.start, measure.end):
                painter.drawEllipse(on_widget(viewport, ratio, end), 3.0, 3.0)
        if film is not None:
            _draw_words(painter, viewport, ratio, measure, film, scale)


def _path(measure: Measure, viewport: Viewport, ratio: float) -> QPainterPath:
    """The outline on screen. An ellipse is mapped point by point, so that it may be turned."""
    path = QPainterPath()
    if measure.kind == "length":
        path.moveTo(on_widget(viewport, ratio, measure.start))
        path.lineTo(on_widget(viewport, ratio, measure.end))
        return path
    outline = QPainterPath()
    box = QRectF(QPointF(*measure.start), QPointF(*measure.end)).normalized()
    if measure.kind == "ellipse":
        outline.addEllipse(box)
    else:
        outline.addRect(box)
    points = [outline.pointAtPercent(k / _SEGMENTS) for k in range(_SEGMENTS)]
    if measure.kind == "rectangle":
        points = [box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()]
    path.addPolygon(QPolygonF([on_widget(viewport, ratio, (p.x(), p.y())) for p in points]))
    path.closeSubpath()
    return path


def _draw_words(
    painter: QPainter, viewport: Viewport, ratio: float, measure: Measure, film: Film, scale: float
) -> None:
    lines = measure_words(film, measure)
    if measure.kind == "length":
        lines.append(provenance_words(film.radiograph.spacing))
    if not lines:
        return
    font = pane_font(painter.font(), size=round(12 * scale))
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    width = max(metrics.horizontalAdvance(line) for line in lines) + 10
    height = metrics.height() * len(lines) + 4
    corner = on_widget(viewport, ratio, measure.end) + QPointF(10, 6)
    film_area = QRectF(
        QPointF(viewport.rect.topLeft()) / ratio, QSizeF(viewport.rect.size()) / ratio
    )
    corner.setX(max(min(corner.x(), film_area.right() - width - 2), film_area.left() + 2))
    corner.setY(max(min(corner.y(), film_area.bottom() - height - 2), film_area.top() + 2))
    plate = QRectF(corner.x(), corner.y(), width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PLATE)
    painter.drawRoundedRect(plate, 3, 3)
    painter.setPen(TEXT)
    painter.drawText(plate.adjusted(5, 2, -5, -2), Qt.AlignmentFlag.AlignLeft, "\n".join(lines))
    painter.setBrush(Qt.BrushStyle.NoBrush)
