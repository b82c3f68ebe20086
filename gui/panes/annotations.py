"""Words and scales on a pane: title, values, identity, colour bar."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QLinearGradient, QPainter

from gui import colormaps

TEXT = QColor(222, 227, 234)
DIM = QColor(168, 177, 188)
AMBER = QColor(240, 178, 86)
_PLATE = QColor(8, 9, 11, 165)
_PAD = 5.0
_INSET = 8.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text on a pane."""

    text: str
    colour: QColor
    bold: bool = False


@dataclass(frozen=True, slots=True)
class ColourBar:
    """A colour scale with its labels from bottom to top."""

    table: object  # (256, 3) red, green, blue
    labels: tuple[str, ...]
    caption: str


def pane_font(base: QFont, *, bold: bool = False) -> QFont:
    font = QFont(base)
    font.setPixelSize(12)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def draw_lines(painter: QPainter, area: QRectF, lines: list[Line], where: Qt.AlignmentFlag) -> None:
    """Lines on one dark plate in a corner of `area`, shortened where the pane is narrow."""
    lines = [line for line in lines if line.text]
    if not lines:
        return
    base = painter.font()
    room = area.width() * 0.62 - 2 * _INSET
    set_lines = []
    for line in lines:
        metrics = QFontMetricsF(pane_font(base, bold=line.bold))
        text = metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, room)
        set_lines.append((line, text, metrics.horizontalAdvance(text)))
    height = QFontMetricsF(pane_font(base)).height()
    width = max(entry[2] for entry in set_lines)
    plate = _placed(area, width + 2 * _PAD, height * len(lines) + _PAD, where)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_PLATE)
    painter.drawRoundedRect(plate, 3, 3)
    inside = plate.adjusted(_PAD, _PAD / 2, -_PAD, 0)
    side = Qt.AlignmentFlag.AlignRight if _is_right(where) else Qt.AlignmentFlag.AlignLeft
    for place, (line, text, _) in enumerate(set_lines):
        row = QRectF(inside.left(), inside.top() + place * height, inside.width(), height)
        painter.setFont(pane_font(base, bold=line.bold))
        painter.setPen(line.colour)
        painter.drawText(row, side | Qt.AlignmentFlag.AlignVCenter, text)
    painter.setFont(base)


def draw_centre(painter: QPainter, area: QRectF, text: str) -> None:
    """A sentence in the middle, for a pane that has nothing to show yet."""
    if not text:
        return
    painter.setFont(pane_font(painter.font()))
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    room = area.adjusted(24, 24, -24, -24)
    plate = painter.boundingRect(room, flags, text).adjusted(-9, -5, 9, 5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_PLATE)
    painter.drawRoundedRect(plate, 3, 3)
    painter.setPen(TEXT)
    painter.drawText(room, flags, text)


def draw_colour_bar(painter: QPainter, area: QRectF, bar: ColourBar) -> None:
    """At the right edge, upright, labels at its left."""
    length = min(220.0, area.height() * 0.5)
    if length < 60:
        return
    stem = QRectF(area.right() - _INSET - 10, area.center().y() - length / 2, 10, length)
    font = pane_font(painter.font())
    metrics = QFontMetricsF(font)
    widest = max(metrics.horizontalAdvance(text) for text in (*bar.labels, bar.caption))
    plate = stem.adjusted(-widest - 10, -metrics.height() * 1.7, 4, metrics.height() * 0.7)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_PLATE)
    painter.drawRoundedRect(plate, 3, 3)
    painter.fillRect(stem, _gradient(stem, bar))
    painter.setFont(font)
    painter.setPen(TEXT)
    for place, text in enumerate(bar.labels):
        y = stem.bottom() - length * place / (len(bar.labels) - 1)
        row = QRectF(plate.left(), y - metrics.height() / 2, stem.left() - 5 - plate.left(), 0)
        row.setHeight(metrics.height())
        painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
    head = QRectF(plate.left(), plate.top() + 1, plate.width() - 4, metrics.height())
    painter.setPen(DIM)
    painter.drawText(head, Qt.AlignmentFlag.AlignRight, bar.caption)


def _gradient(stem: QRectF, bar: ColourBar) -> QLinearGradient:
    gradient = QLinearGradient(QPointF(stem.left(), stem.bottom()), stem.topLeft())
    rows = bar.table
    for place in range(0, 256, 15):
        red, green, blue = (int(v) for v in rows[place])  # type: ignore[index]
        gradient.setColorAt(place / 255, QColor(red, green, blue))
    return gradient


def heat_bar(limit: float, caption: str) -> ColourBar:
    return ColourBar(colormaps.SEQUENTIAL, ("0", f"{limit:g}"), caption)


def _is_right(where: Qt.AlignmentFlag) -> bool:
    return bool(where & Qt.AlignmentFlag.AlignRight)


def _placed(area: QRectF, width: float, height: float, where: Qt.AlignmentFlag) -> QRectF:
    right, bottom = _is_right(where), bool(where & Qt.AlignmentFlag.AlignBottom)
    x = area.right() - _INSET - width if right else area.left() + _INSET
    y = area.bottom() - _INSET - height if bottom else area.top() + _INSET
    return QRectF(x, y, width, height)
