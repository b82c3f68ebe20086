"""Outlines and measuring lines, drawn with cosmetic pens over a dark edge."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from gui.colormaps import STRUCTURE_COLOURS
from inference.types import Segmentation

_EDGE = QColor(0, 0, 0, 150)


class ContourPaths:
    """A segmentation's outlines as painter paths in film coordinates, made once."""

    def __init__(self, segmentation: Segmentation | None) -> None:
        self._paths: list[tuple[QColor, QPainterPath]] = []
        self._lines: list[tuple[QColor, QLineF]] = []
        if segmentation is None:
            return
        for contour in segmentation.contours:
            path = QPainterPath()
            path.addPolygon(QPolygonF([QPointF(x, y) for x, y in contour.points.tolist()]))
            path.closeSubpath()
            self._paths.append((QColor(*STRUCTURE_COLOURS[contour.structure]), path))
        ratio = segmentation.cardiothoracic_ratio
        if ratio is not None:
            heart = QColor(*STRUCTURE_COLOURS["heart"])
            self._lines = [
                (heart, _line(ratio.heart_line)),
                (QColor(225, 230, 236), _line(ratio.thorax_line)),
            ]

    def draw_contours(self, painter: QPainter, width: float) -> None:
        """With the painter already in film coordinates; `width` in logical pixels."""
        for pen_width, edge in ((width + 1.8, True), (width, False)):
            for colour, path in self._paths:
                painter.setPen(_pen(_EDGE if edge else colour, pen_width))
                painter.drawPath(path)

    def draw_measures(self, painter: QPainter, width: float) -> None:
        """The cardiothoracic ratio's two lines."""
        for pen_width, edge in ((width + 1.8, True), (width, False)):
            for colour, line in self._lines:
                painter.setPen(_pen(_EDGE if edge else colour, pen_width))
                painter.drawLine(line)


def _line(ends: tuple[tuple[float, float], tuple[float, float]]) -> QLineF:
    return QLineF(QPointF(*ends[0]), QPointF(*ends[1]))


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    return pen
