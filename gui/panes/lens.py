"""A magnifying glass at the cursor: the same picture, two and a half times as large."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from gui.look.colormaps import Table
from gui.panes.annotation.contour_paths import ContourPaths
from gui.panes.picture.compositor import Compositor
from gui.panes.picture.layers import PanePicture
from gui.panes.view.viewport import Viewport
from gui.stores.contents import PaneRecipe
from gui.stores.display_state import DisplayState

MAGNIFICATION = 2.5
#: Across, in logical pixels.
_SIDE = 240.0
_RIM = QColor(225, 230, 236, 200)


class Lens:
    """Samples for itself, so that moving it drops nothing of what the panes keep."""

    def __init__(self, recipe: PaneRecipe, state: DisplayState) -> None:
        self._compositor = Compositor()
        self._picture = PanePicture(recipe, self._compositor, state)
        self._state = state

    def draw(
        self,
        painter: QPainter,
        viewport: Viewport,
        ratio: float,
        point: tuple[float, float],
        table: Table,
        source: Compositor,
        paths: ContourPaths,
    ) -> None:
        """The glass over a film point of the pane that `viewport` describes, with its outlines."""
        self._follow(source)
        magnified = magnified_sight(viewport, point, round(_SIDE * ratio))
        if min(magnified.shape) <= 0:
            return
        center = QPointF(*viewport.to_device(*point)) / ratio
        rim = QPainterPath()
        rim.addEllipse(center, _SIDE / 2, _SIDE / 2)
        painter.save()
        painter.setClipPath(rim)
        painter.fillPath(rim, QColor(9, 10, 12))
        for image in self._picture.images(magnified, table):
            image.draw(painter, ratio)
        if self._state.outlined:
            paths.drawn(magnified, ratio, self._state.outlined).draw(painter, ratio)
        painter.restore()
        painter.setPen(QPen(_RIM, 2))
        painter.drawEllipse(center, _SIDE / 2, _SIDE / 2)

    def _follow(self, source: Compositor) -> None:
        """Take over the film, the facts and the choices of the panes' own compositor."""
        if self._compositor.film is not source.film:
            self._compositor.set_film(source.film, source.facts)
            self._picture.forget()
        elif self._compositor.facts is not source.facts:
            self._compositor.set_facts(source.facts)
        self._compositor.set_region(source.region)
        self._compositor.heat_colours = source.heat_colours


def magnified_sight(viewport: Viewport, point: tuple[float, float], side: int) -> Viewport:
    """`viewport` magnified about a film point, on a square of `side` device pixels around it."""
    x, y = viewport.to_device(*point)
    scale = viewport.scale * MAGNIFICATION
    left = x - (x - viewport.left) * MAGNIFICATION
    top = y - (y - viewport.top) * MAGNIFICATION
    columns, rows = viewport.orientation.size(viewport.film_size)
    return Viewport(
        scale,
        left,
        top,
        _part(top, rows * scale, y, side),
        _part(left, columns * scale, x, side),
        viewport.orientation,
        viewport.film_size,
    )


def _part(start: float, length: float, middle: float, side: int) -> tuple[int, int]:
    """Device pixels of the square whose centres lie on the film."""
    first = math.floor(middle - side / 2)
    begin = max(first, math.ceil(start - 0.5))
    return begin, max(begin, min(first + side, math.ceil(start + length - 0.5)))
