"""Outlines and measuring lines, drawn with cosmetic pens over a dark edge.

Stroking is slow and all panes look alike, so each view's lines are drawn once, into a picture.
"""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from gui.colormaps import STRUCTURE_COLOURS
from gui.panes.sight import Sight
from inference.types import Segmentation

_EDGE = QColor(0, 0, 0, 150)
#: Of a line, in logical pixels.
_WIDTH = 1.5
#: Pictures kept: two kinds of panes, before and after maximising.
_KEPT = 4


class ContourPaths:
    """A segmentation's outlines as painter paths in film coordinates, made once."""

    def __init__(self, segmentation: Segmentation | None) -> None:
        self._paths: list[tuple[QColor, QPainterPath]] = []
        self._lines: list[tuple[QColor, QLineF]] = []
        self._images: dict[tuple[Sight, float, tuple[bool, bool]], QImage] = {}
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

    def image(self, sight: Sight, ratio: float, what: tuple[bool, bool]) -> QImage:
        """The lines on the part of a pane that shows film, on nothing.

        `ratio` is device pixels per logical pixel; `what` says whether to draw the outlines and
        the measuring lines.
        """
        key = (sight, ratio, what)
        if key not in self._images:
            made = self._drawn(sight, ratio, what)
            if len(self._images) >= _KEPT:
                self._images.clear()
            self._images[key] = made
        return self._images[key]

    def _drawn(self, sight: Sight, ratio: float, what: tuple[bool, bool]) -> QImage:
        height, width = sight.shape
        if all(what):  # the outlines, which take longest, are drawn for all kinds of panes at once
            image = self.image(sight, ratio, (True, False)).copy()
            what = (False, True)
        else:
            image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
            image.fill(0)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-sight.columns[0], -sight.rows[0])
        painter.setTransform(QTransform(*sight.matrix()), combine=True)
        if what[0]:
            self._draw_contours(painter, _WIDTH * ratio)
        if what[1]:
            self._draw_measures(painter, _WIDTH * ratio)
        painter.end()
        return image

    def _draw_contours(self, painter: QPainter, width: float) -> None:
        for pen_width, edge in ((2.2 * width, True), (width, False)):
            for colour, path in self._paths:
                painter.setPen(_pen(_EDGE if edge else colour, pen_width))
                painter.drawPath(path)

    def _draw_measures(self, painter: QPainter, width: float) -> None:
        for pen_width, edge in ((2.2 * width, True), (width, False)):
            for colour, line in self._lines:
                painter.setPen(_pen(_EDGE if edge else colour, pen_width))
                painter.drawLine(line)


def _line(ends: tuple[tuple[float, float], tuple[float, float]]) -> QLineF:
    return QLineF(QPointF(*ends[0]), QPointF(*ends[1]))


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    return pen
