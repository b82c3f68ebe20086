"""Outlines, drawn with cosmetic pens over a dark edge.

Stroking is slow and all panes look alike, so each view's lines are drawn once, into a picture.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF
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
        self._images: dict[tuple[Sight, float], QImage] = {}
        if segmentation is None:
            return
        for contour in segmentation.contours:
            path = QPainterPath()
            path.addPolygon(QPolygonF([QPointF(x, y) for x, y in contour.points.tolist()]))
            path.closeSubpath()
            self._paths.append((QColor(*STRUCTURE_COLOURS[contour.structure]), path))

    def image(self, sight: Sight, ratio: float) -> QImage:
        """The lines on the part of a pane that shows film, on nothing.

        `ratio` is device pixels per logical pixel.
        """
        key = (sight, ratio)
        if key not in self._images:
            if len(self._images) >= _KEPT:
                self._images.clear()
            self._images[key] = self._drawn(sight, ratio)
        return self._images[key]

    def _drawn(self, sight: Sight, ratio: float) -> QImage:
        height, width = sight.shape
        image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-sight.columns[0], -sight.rows[0])
        painter.setTransform(QTransform(*sight.matrix()), combine=True)
        self._draw_contours(painter, _WIDTH * ratio)
        painter.end()
        return image

    def _draw_contours(self, painter: QPainter, width: float) -> None:
        for pen_width, edge in ((2.2 * width, True), (width, False)):
            for colour, path in self._paths:
                painter.setPen(_pen(_EDGE if edge else colour, pen_width))
                painter.drawPath(path)


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    return pen
