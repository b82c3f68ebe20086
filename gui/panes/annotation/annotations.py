"""Lines of text on a pane, beside the film where there is room."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from gui.panes.picture.part_cache import PartCache
from gui.panes.picture.picture_cache import draw_kept, of_rect

TEXT = QColor(222, 227, 234)
DIM = QColor(168, 177, 188)
AMBER = QColor(240, 178, 86)
PLATE = QColor(8, 9, 11, 198)
INSET = 8.0
_PAD = 5.0
_SMALL = 11
#: Lines of one corner fill at most this share of a pane's height; the first of them always stay.
_CORNER_SHARE = 0.42
#: The same where they lie over the film, of which they would else hide what is to be read.
_SHARE_OVER_FILM = 0.28
#: Narrowest strip beside the film in which lines are broken rather than laid over the film.
_LEAST_STRIP = 80.0
#: Where a line may be broken, the better places first.
_AFTER_GROUPS, _AFTER_WORDS, _AFTER_HYPHENS = r"(?<=  )(?! )", r"(?<= )(?! )", r"(?<=[ -])"

#: Arrangements kept, by everything that they depend on.
_KEPT = 96
_laid_out = PartCache(_KEPT)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text on a pane."""

    text: str
    colour: QColor
    bold: bool = False
    size: int = 12  # font size, logical pixels
    priority: int = 0  # the highest give way first where a pane is small


@dataclass(frozen=True, slots=True)
class Surface:
    """A pane and the part of it that shows film, in logical pixels."""

    area: QRectF
    film: QRectF  # empty where there is none
    taken: float = 0.0  # width that the words in the other corner of the same edge take

    def room(self) -> float:
        """The greatest width of a line in a corner."""
        width = self.area.width()
        return max(min(width * 0.62, width - self.taken - INSET) - 2 * INSET, _LEAST_STRIP)

    def beside(self, where: Qt.AlignmentFlag) -> float:
        """Width that is free of film at the left or the right."""
        if self.film.isEmpty():
            return self.area.width()
        if is_right(where):
            return self.area.right() - self.film.right()
        return self.film.left() - self.area.left()

    def over_or_under(self, where: Qt.AlignmentFlag) -> float:
        """Height that is free of film at the top or the bottom."""
        if self.film.isEmpty():
            return self.area.height()
        if where & Qt.AlignmentFlag.AlignBottom:
            return self.area.bottom() - self.film.bottom()
        return self.film.top() - self.area.top()


def pane_font(base: QFont, *, bold: bool = False, size: int = 12) -> QFont:
    font = QFont(base)
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def draw_lines(
    painter: QPainter, surface: Surface, lines: list[Line], where: Qt.AlignmentFlag
) -> QRectF:
    """Lines on one dark plate in a corner; returns the plate.

    Where the film leaves a strip beside it, the lines are broken to stay in the strip; where it
    leaves none they lie over the film, in lines that leave room for the other corner. Only a word
    that is wider than that by itself is shortened.
    """
    base = painter.font()
    looks = tuple((e.text, e.colour.rgba(), e.bold, e.size, e.priority) for e in lines)
    places = of_rect(surface.area), of_rect(surface.film), surface.taken, where.value
    key = (looks, places, base.key())
    said = [line for line in lines if line.text]
    shown, plate = _laid_out.get("lines", key, lambda: _lay_out(surface, said, where, base))
    if shown:
        words = tuple((e.text, e.colour.rgba(), e.bold, e.size) for e in shown)
        drawn = ("lines", words, of_rect(plate), where.value, base.key())
        draw_kept(painter, drawn, plate, lambda inner: _paint(inner, shown, plate, where))
    return plate


def _lay_out(
    surface: Surface, lines: list[Line], where: Qt.AlignmentFlag, base: QFont
) -> tuple[list[Line], QRectF]:
    """The lines as they are drawn, and their plate."""
    lines = _arranged(surface, lines, where, base)
    if not lines:
        return [], QRectF()
    height = QFontMetricsF(pane_font(base)).height()
    width = max(_width(line, base) for line in lines)
    return lines, _placed(surface.area, width + 2 * _PAD, height * len(lines) + _PAD, where)


def _paint(painter: QPainter, lines: list[Line], plate: QRectF, where: Qt.AlignmentFlag) -> None:
    base = painter.font()
    height = QFontMetricsF(pane_font(base)).height()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PLATE)
    painter.drawRoundedRect(plate, 3, 3)
    inside = plate.adjusted(_PAD, _PAD / 2, -_PAD, 0)
    side = Qt.AlignmentFlag.AlignRight if is_right(where) else Qt.AlignmentFlag.AlignLeft
    for place, line in enumerate(lines):
        row = QRectF(inside.left(), inside.top() + place * height, inside.width(), height)
        painter.setFont(pane_font(base, bold=line.bold, size=line.size))
        painter.setPen(line.colour)
        painter.drawText(row, side | Qt.AlignmentFlag.AlignVCenter, line.text)


def draw_centre(painter: QPainter, area: QRectF, text: str) -> None:
    """A sentence in the middle, for a pane that has nothing to show yet."""
    if not text:
        return
    painter.setFont(pane_font(painter.font()))
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    room = area.adjusted(24, 24, -24, -24)
    plate = painter.boundingRect(room, flags, text).adjusted(-9, -5, 9, 5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PLATE)
    painter.drawRoundedRect(plate, 3, 3)
    painter.setPen(TEXT)
    painter.drawText(room, flags, text)


def draw_foot(painter: QPainter, area: QRectF, text: str) -> None:
    """A line in the middle of the lower edge: what the tool in hand does."""
    painter.setFont(pane_font(painter.font()))
    width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 4 * _PAD
    height = QFontMetricsF(painter.font()).height() + _PAD
    plate = QRectF(area.center().x() - width / 2, area.bottom() - INSET - height, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PLATE)
    painter.drawRoundedRect(plate, 3, 3)
    painter.setPen(TEXT)
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)


def is_right(where: Qt.AlignmentFlag) -> bool:
    return bool(where & Qt.AlignmentFlag.AlignRight)


def _arranged(
    surface: Surface, lines: list[Line], where: Qt.AlignmentFlag, base: QFont
) -> list[Line]:
    """The lines as they are drawn: broken for the strip beside the film, or shortened."""
    needed = QFontMetricsF(pane_font(base)).height() * len(lines) + _PAD + INSET
    strip, share = surface.beside(where), _CORNER_SHARE
    if surface.over_or_under(where) < needed:
        if strip >= _LEAST_STRIP:
            room = strip - INSET - 2 * _PAD
            lines = [part for line in lines for part in _broken(line, base, room)]
        else:
            share = _SHARE_OVER_FILM
    room = surface.room() - 2 * _PAD
    lines = [part for line in lines for part in _within(line, base, room)]
    lines = lines_that_fit(lines, surface.area.height() * share, base)
    return [_shortened(line, base, room) for line in lines]


def lines_that_fit(lines: list[Line], room: float, base: QFont) -> list[Line]:
    """The lines without those of the highest priority numbers, until they fit."""
    height = QFontMetricsF(pane_font(base)).height()
    while len(lines) * height > room:
        least = max(line.priority for line in lines)
        if least == 0:
            break
        last = max(place for place, line in enumerate(lines) if line.priority == least)
        lines = [*lines[:last], *lines[last + 1 :]]
    return lines


def _within(line: Line, base: QFont, room: float) -> list[Line]:
    """The line, in several where it is wider than `room`: no figure or mark is cut."""
    return [line] if _width(line, base) <= room else _broken(line, base, room)


def _broken(line: Line, base: QFont, room: float) -> list[Line]:
    """Greedily between groups, else between words, in smaller type where a word is too wide.

    Groups stand apart by two spaces: a letter is not parted from its figure where both fit.
    """
    line, words = _pieces(line, base, room)
    parts = [""]
    for word in words:
        longer = parts[-1] + word
        if parts[-1] and _width(replace(line, text=longer.strip()), base) > room:
            parts.append(word)
        else:
            parts[-1] = longer
    return [replace(line, text=part.strip()) for part in parts if part.strip()]


def _pieces(line: Line, base: QFont, room: float) -> tuple[Line, list[str]]:
    """The coarsest pieces of a line that fit, in its own type or the small one."""
    small = replace(line, size=_SMALL)
    words: list[str] = []
    for shown, pattern in (
        (line, _AFTER_GROUPS),
        (line, _AFTER_WORDS),
        (small, _AFTER_WORDS),
        (small, _AFTER_HYPHENS),
    ):
        words = [word for word in re.split(pattern, line.text) if word]
        if all(_width(replace(shown, text=word.strip()), base) <= room for word in words):
            return shown, words
    return small, words


def _shortened(line: Line, base: QFont, room: float) -> Line:
    metrics = QFontMetricsF(pane_font(base, bold=line.bold, size=line.size))
    return replace(line, text=metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, room))


def _width(line: Line, base: QFont) -> float:
    font = pane_font(base, bold=line.bold, size=line.size)
    return QFontMetricsF(font).horizontalAdvance(line.text)


def _placed(area: QRectF, width: float, height: float, where: Qt.AlignmentFlag) -> QRectF:
    right, bottom = is_right(where), bool(where & Qt.AlignmentFlag.AlignBottom)
    x = area.right() - INSET - width if right else area.left() + INSET
    y = area.bottom() - INSET - height if bottom else area.top() + INSET
    return QRectF(x, y, width, height)
