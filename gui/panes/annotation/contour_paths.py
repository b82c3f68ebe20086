"""Outlines, drawn with cosmetic pens over a dark edge.

Stroking is slow and all panes look alike, so each view's lines are drawn once, into a picture, and
of a line's points only those that the view can show.
"""

from __future__ import annotations

import math
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from gui.panes.picture.layers import PlacedImage
from gui.panes.picture.part_cache import PartCache
from gui.panes.view.viewport import Viewport
from inference.answers.contours import level_lines
from inference.core.types import Segmentation
from inference.display.palette import STRUCTURE_COLOURS
from inference.display.scale import ShownMap

_EDGE = QColor(0, 0, 0)
_EDGE_OPACITY = 150 / 255
_HEAT = QColor(252, 200, 96)
#: Of a line, in logical pixels.
_WIDTH = 1.5
#: Pictures kept: two kinds of panes, before and after maximising.
_KEPT = 4
#: A line may be drawn this far from where it runs, in device pixels.
_TOLERANCE = 0.15


class ContourPaths:
    """Outlines as painter paths in film coordinates, made once.

    A segmentation's, and the line where a heat map has half of its scale.
    """

    def __init__(self, segmentation: Segmentation | None, heat: ShownMap | None = None) -> None:
        self._lines: list[tuple[str, QColor, NDArray[np.float64]]] = []  # layer, colour, points
        self._paths: dict[int, list[QPainterPath]] = {}  # one per line, by the level of detail
        self._images = PartCache(_KEPT)
        for contour in () if segmentation is None else segmentation.contours:
            layer = "heart" if contour.structure == "heart" else "lung_field"
            colour = QColor(*STRUCTURE_COLOURS[contour.structure])
            self._lines.append((layer, colour, contour.points))
        if heat is not None and heat.limit is not None:
            for line in level_lines(heat.values, heat.limit / 2, heat.grid):
                self._lines.append(("grad_cam", _HEAT, line))

    def image(self, viewport: Viewport, ratio: float, layers: frozenset[str]) -> PlacedImage:
        """As `drawn`; kept for the other panes of the view."""
        make = partial(self.drawn, viewport, ratio, layers)
        return self._images.get("lines", (viewport, ratio, layers), make)

    def drawn(self, viewport: Viewport, ratio: float, layers: frozenset[str]) -> PlacedImage:
        """The lines of `layers` on nothing; `ratio` is device pixels per logical pixel."""
        lines = zip(self._lines, self._detailed(viewport.scale), strict=True)
        shown = [(colour, path) for (layer, colour, _), path in lines if layer in layers]
        edge = 2.2 * _WIDTH * ratio
        part = viewport.around(_frame([path for _, path in shown]), margin=edge)
        height, width = part.shape
        if min(height, width) == 0:
            return PlacedImage(part, QImage())
        image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        _stroke(image, part, edge, [(_EDGE, path) for _, path in shown])
        _fade(image, _EDGE_OPACITY)
        _stroke(image, part, _WIDTH * ratio, shown)
        return PlacedImage(part, image)

    def _detailed(self, scale: float) -> list[QPainterPath]:
        """Every line with the detail for `scale` device pixels per film pixel, or up to twice."""
        level = math.ceil(math.log2(scale))
        if level not in self._paths:
            tolerance = _TOLERANCE / 2.0**level
            self._paths[level] = [_closed(points, tolerance) for _, _, points in self._lines]
        return self._paths[level]


def _closed(points: NDArray[np.float64], tolerance: float) -> QPainterPath:
    """A closed line through some of `points`, all of which are within `tolerance` of it."""
    fewer = cv2.approxPolyDP(points.astype(np.float32)[:, None], tolerance, True)[:, 0]
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in fewer.tolist()]))
    path.closeSubpath()
    return path


def _frame(paths: list[QPainterPath]) -> tuple[float, float, float, float]:
    """(x0, y0, x1, y1) around all of them."""
    whole = QRectF()
    for path in paths:
        whole = whole.united(path.controlPointRect())
    return whole.left(), whole.top(), whole.right(), whole.bottom()


def _stroke(
    image: QImage, viewport: Viewport, width: float, lines: list[tuple[QColor, QPainterPath]]
) -> None:
    """Lines in opaque colours: Qt takes five times as long over each that lets through."""
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-viewport.columns[0], -viewport.rows[0])
    painter.setTransform(QTransform(*viewport.matrix()), combine=True)
    for colour, path in lines:
        painter.setPen(_pen(colour, width))
        painter.drawPath(path)
    painter.end()


def _fade(image: QImage, opacity: float) -> None:
    """Let a premultiplied image's pixels through, in place."""
    rows = np.frombuffer(image.bits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    cv2.convertScaleAbs(rows, dst=rows, alpha=opacity)


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    return pen
