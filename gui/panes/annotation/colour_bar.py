"""A colour scale on a pane: beside the film, below it, or over it where there is no other room."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter

from gui.panes.annotation.annotations import DIM, INSET, PLATE, TEXT, Surface, pane_font
from gui.panes.picture.picture_cache import draw_kept, of_rect
from inference.display.palette import DEFAULT_HEAT_MAP, HEAT_MAPS

_THICKNESS = 10.0
_LONGEST, _SHORTEST = 220.0, 40.0
_RIGHT, _BOTTOM = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignBottom


@dataclass(frozen=True, slots=True)
class ColourBar:
    """A colour scale with its labels from low to high."""

    table: NDArray[np.float64]  # (256, 3) red, green, blue, 0 to 255
    labels: tuple[str, ...]
    caption: str


def heat_bar(limit: float, caption: str, name: str = DEFAULT_HEAT_MAP) -> ColourBar:
    return ColourBar(HEAT_MAPS[name], ("0", f"{limit:g}"), caption)


def draw_colour_bars(painter: QPainter, surface: Surface, bars: list[ColourBar]) -> None:
    """One below the other, each in its share of the pane's height."""
    height = surface.area.height() / max(len(bars), 1)
    for place, bar in enumerate(bars):
        area = QRectF(surface.area)
        area.setTop(surface.area.top() + place * height)
        area.setHeight(height)
        draw_colour_bar(painter, replace(surface, area=area), bar)


def draw_colour_bar(painter: QPainter, surface: Surface, bar: ColourBar) -> QRectF:
    """Upright at the right edge, or lying under a film that is as wide as the pane.

    Returns the plate on which it is drawn, empty where the pane is too small.
    """
    painter.setFont(pane_font(painter.font()))
    metrics = QFontMetricsF(painter.font())
    widest = max(metrics.horizontalAdvance(text) for text in (*bar.labels, bar.caption))
    lying = (
        surface.beside(_RIGHT) < INSET + _THICKNESS + widest + 10
        and surface.over_or_under(_BOTTOM) >= _THICKNESS + metrics.height() + INSET + 6
    )
    if lying:
        return _draw_lying(painter, surface.area, bar, metrics)
    return _draw_upright(painter, surface.area, bar, metrics, widest)


def _draw_upright(
    painter: QPainter, area: QRectF, bar: ColourBar, metrics: QFontMetricsF, widest: float
) -> QRectF:
    """Labels at the left, the caption above."""
    length = min(_LONGEST, area.height() * 0.5)
    if length < _SHORTEST:
        return QRectF()
    left, top = area.right() - INSET - _THICKNESS, area.center().y() - length / 2
    stem = QRectF(left, top, _THICKNESS, length)
    plate = stem.adjusted(-widest - 10, -metrics.height() * 1.7, 4, metrics.height() * 0.7)

    def draw(inner: QPainter) -> None:
        _draw_plate(inner, plate)
        inner.fillRect(stem, _gradient(stem.bottomLeft(), stem.topLeft(), bar))
        inner.setPen(TEXT)
        for place, text in enumerate(bar.labels):
            y = stem.bottom() - length * place / (len(bar.labels) - 1)
            row = QRectF(plate.left(), y - metrics.height() / 2, stem.left() - 5 - plate.left(), 0)
            row.setHeight(metrics.height())
            inner.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        head = QRectF(plate.left(), plate.top() + 1, plate.width() - 4, metrics.height())
        inner.setPen(DIM)
        inner.drawText(head, Qt.AlignmentFlag.AlignRight, bar.caption)

    draw_kept(painter, _key("upright", painter, plate, bar), plate, draw)
    return plate


def _draw_lying(painter: QPainter, area: QRectF, bar: ColourBar, metrics: QFontMetricsF) -> QRectF:
    """Labels above, the caption at the left."""
    length = min(_LONGEST, area.width() * 0.5)
    if length < _SHORTEST:
        return QRectF()
    half = max(metrics.horizontalAdvance(text) for text in bar.labels) / 2
    right, bottom = area.right() - INSET - half, area.bottom() - INSET
    stem = QRectF(right - length, bottom - _THICKNESS, length, _THICKNESS)
    caption = metrics.horizontalAdvance(bar.caption)
    plate = stem.adjusted(-max(half, caption + 8) - 3, -metrics.height() - 2, half + 3, 3)

    def draw(inner: QPainter) -> None:
        _draw_plate(inner, plate)
        inner.fillRect(stem, _gradient(stem.topLeft(), stem.topRight(), bar))
        inner.setPen(TEXT)
        for place, text in enumerate(bar.labels):
            x = stem.left() + length * place / (len(bar.labels) - 1)
            row = QRectF(x - half, plate.top(), 2 * half, metrics.height())
            inner.drawText(row, Qt.AlignmentFlag.AlignCenter, text)
        inner.setPen(DIM)
        beside = QRectF(plate.left() + 3, stem.center().y() - metrics.height() / 2, caption + 2, 0)
        beside.setHeight(metrics.height())
        inner.drawText(beside, Qt.AlignmentFlag.AlignVCenter, bar.caption)

    draw_kept(painter, _key("lying", painter, plate, bar), plate, draw)
    return plate


def _key(how: str, painter: QPainter, plate: QRectF, bar: ColourBar) -> tuple[object, ...]:
    """All that a bar's picture depends on: `plate` and font say where its parts lie."""
    words = (bar.caption, *bar.labels)
    return how, of_rect(plate), painter.font().key(), words, bar.table.tobytes()


def _draw_plate(painter: QPainter, plate: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PLATE)
    painter.drawRoundedRect(plate, 3, 3)


def _gradient(low: QPointF, high: QPointF, bar: ColourBar) -> QLinearGradient:
    gradient = QLinearGradient(low, high)
    rows = bar.table
    for place in range(0, 256, 15):
        red, green, blue = (int(v) for v in rows[place])
        gradient.setColorAt(place / 255, QColor(red, green, blue))
    return gradient
