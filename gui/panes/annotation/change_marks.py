"""Outlines as they are on the changed film, dashed, and arrows to where they went."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gui.panes.view.viewport import Viewport
from inference.core.counterfactual_types import Counterfactual
from inference.core.types import Segmentation
from inference.display.changes import Arrow, arrows
from inference.display.palette import STRUCTURE_COLOURS

_EDGE = QColor(0, 0, 0, 170)
_ARROW = QColor(255, 255, 255, 235)
#: Of a line and of an arrow's head, logical pixels.
_WIDTH, _HEAD = 1.6, 6.0
#: An arrow that is shorter on screen than this would be a dot.
_SHORTEST = 4.0


class ChangeMarks:
    """What a counterfactual did to the outlines, made once for all views."""

    def __init__(self, before: Segmentation | None, found: Counterfactual | None) -> None:
        after = None if found is None or found.checks is None else found.checks.after
        self._outlines: list[tuple[QColor, NDArray[np.float64]]] = [
            (QColor(*STRUCTURE_COLOURS[contour.structure]), contour.points)
            for contour in (() if after is None else after.contours)
        ]
        change = None if found is None else found.change
        contours = () if before is None or change is None else before.contours
        self._arrows: list[Arrow] = [
            arrow
            for contour in contours
            if change is not None
            for arrow in arrows(change, contour.points)
        ]

    def draw(
        self, painter: QPainter, viewport: Viewport, ratio: float, amplitude: float, moved: bool
    ) -> None:
        """The outlines after, and with `moved` the arrows, as long as `amplitude` has them."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, points in self._outlines:
            outline = QPolygonF([_point(viewport, ratio, x, y) for x, y in points[::2].tolist()])
            for ink, width in ((_EDGE, 2 * _WIDTH), (colour, _WIDTH)):
                painter.setPen(QPen(ink, width, Qt.PenStyle.DashLine))
                painter.drawPolygon(outline)
        if moved:
            for arrow in self._arrows:
                self._draw_arrow(painter, viewport, ratio, arrow, amplitude)
        painter.restore()

    def _draw_arrow(
        self, painter: QPainter, viewport: Viewport, ratio: float, arrow: Arrow, amplitude: float
    ) -> None:
        start, whole = (_point(viewport, ratio, *place) for place in (arrow.start, arrow.end))
        end = start + (whole - start) * amplitude
        length = math.hypot(end.x() - start.x(), end.y() - start.y())
        if length < _SHORTEST:
            return
        along = (end - start) / length
        across = QPointF(-along.y(), along.x())
        head = min(_HEAD, 0.6 * length)
        wings = [end - along * head + across * side * head * 0.55 for side in (1, -1)]
        for ink, width in ((_EDGE, 2.4 * _WIDTH), (_ARROW, _WIDTH)):
            painter.setPen(QPen(ink, width))
            painter.drawLine(start, end)
            painter.drawPolyline(QPolygonF([wings[0], end, wings[1]]))


def _point(viewport: Viewport, ratio: float, x: float, y: float) -> QPointF:
    column, row = viewport.to_device(x, y)
    return QPointF(column / ratio, row / ratio)
