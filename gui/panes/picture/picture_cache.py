"""Small pictures of words and scales, kept: text is slow to paint and seldom changes."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from gui.panes.picture.part_cache import PartCache

#: Pictures kept, the last used ones; a window of four panes needs about twenty.
_KEPT = 96
_images = PartCache(_KEPT)


def draw_kept(
    painter: QPainter, key: Hashable, bounds: QRectF, draw: Callable[[QPainter], None]
) -> None:
    """What `draw` paints within `bounds`, painted once for one `key` and one pixel ratio.

    The key must name everything that `draw` depends on.
    """
    ratio = painter.device().devicePixelRatioF() * painter.worldTransform().m11()
    rect = bounds.toAlignedRect()
    whole = (key, ratio, rect.getRect())

    def make() -> QImage:
        size = (math.ceil(rect.width() * ratio), math.ceil(rect.height() * ratio))
        image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(0)
        inner = QPainter(image)
        inner.setRenderHints(painter.renderHints())
        inner.setFont(painter.font())
        inner.translate(-QPointF(rect.topLeft()))
        draw(inner)
        inner.end()
        return image

    image = _images.get("words", whole, make)
    painter.drawImage(QPointF(rect.topLeft()), image)


def of_rect(rect: QRectF) -> tuple[float, float, float, float]:
    """A rectangle as a part of a key."""
    return rect.x(), rect.y(), rect.width(), rect.height()
