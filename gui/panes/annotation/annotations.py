"""Lines of text on a pane, beside the film where there is room."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath

from gui.panes.annotation.line_breaks import BREAKS, BREAKS_WITHIN
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
_CORNER_SHARE = 0.46
#: The same where they lie over the film, of which they would else hide what is to be read.
SHARE_OVER_FILM = 0.28
#: Narrowest strip beside the film in which lines are broken rather than laid over the film.
_LEAST_STRIP = 60.0
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
    continues: bool = False  # the line before it, broken; both stay or go together


@dataclass(frozen=True, slots=True)
class Surface:
    """A pane and the part of it that shows film, in logical pixels."""

    area: QRectF
    film: QRectF  # empty where there is none
    taken: float = 0.0  # width that the words in the other corner of the same edge take
    share: float = _CORNER_SHARE  # of the height, that lines in a corner beside the film may fill

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
    """Lines in a corner, dark behind the words only; returns what they lie within.

    Where the film leaves a strip beside it, the lines are broken to stay in the strip; where it
    leaves none they lie over the film, in lines that leave room for the other corner. Only a word
    that is wider than that by itself is shortened.
    """
    base = painter.font()
    looks = tuple((e.text, e.colour.rgba(), e.bold, e.size, e.priority) for e in lines)
    places = of_rect(surface.area), of_rect(surface.film), surface.taken, surface.share, where.value
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
    painter.drawPath(_behind(lines, plate, where, base))
    inside = plate.adjusted(_PAD, _PAD / 2, -_PAD, 0)
    side = Qt.AlignmentFlag.AlignRight if is_right(where) else Qt.AlignmentFlag.AlignLeft
    for place, line in enumerate(lines):
        row = QRectF(inside.left(), inside.top() + place * height, inside.width(), height)
        painter.setFont(pane_font(base, bold=line.bold, size=line.size))
        painter.setPen(line.colour)
        painter.drawText(row, side | Qt.AlignmentFlag.AlignVCenter, line.text)


def _behind(lines: list[Line], plate: QRectF, where: Qt.AlignmentFlag, base: QFont) -> QPainterPath:
    """What is dark behind lines: of each as much as its words take, and no gap between them."""
    height, made = QFontMetricsF(pane_font(base)).height(), QPainterPath()
    made.setFillRule(Qt.FillRule.WindingFill)
    for place, line in enumerate(lines):
        width = min(_width(line, base) + 2 * _PAD, plate.width())
        left = plate.right() - width if is_right(where) else plate.left()
        row = QRectF(left, plate.top() + place * height, width, height + _PAD)
        made.addRoundedRect(row, 3, 3)
    return made


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
    strip, share = surface.beside(where), surface.share
    if surface.over_or_under(where) < needed:
        if strip >= _LEAST_STRIP:
            room = strip - INSET - 2 * _PAD
            lines = [part for line in lines for part in _broken(line, base, room)]
        else:
            share = min(share, SHARE_OVER_FILM)
    room = surface.room() - 2 * _PAD
    lines = [part for line in lines for part in _within(line, base, room)]
    inner = surface.area.height() - 2 * INSET - 2 * _PAD
    lines = lines_that_fit(lines, inner * share, base)
    return [_shortened(line, base, room) for line in lines]


def lines_that_fit(lines: list[Line], room: float, base: QFont) -> list[Line]:
    """The lines without those of the highest priority numbers, until they fit."""
    height = QFontMetricsF(pane_font(base)).height()
    while len(lines) * height > room:
        least = max(line.priority for line in lines)
        if least == 0:
            break
        last = max(place for place, line in enumerate(lines) if line.priority == least)
        first = last
        while lines[first].continues:
            first -= 1
        lines = [*lines[:first], *lines[last + 1 :]]
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
    parts = [part.strip() for part in parts if part.strip()]
    more = (line.continues, *(True for _ in parts[1:]))
    return [replace(line, text=part, continues=go) for part, go in zip(parts, more, strict=False)]


def _pieces(line: Line, base: QFont, room: float) -> tuple[Line, list[str]]:
    """The coarsest pieces of a line that fit, in its own type or the small one."""
    small, parts = replace(line, size=_SMALL), [line.text]
    for shown, way in ((line, BREAKS), (small, BREAKS), (small, BREAKS_WITHIN)):
        for break_at in way:
            parts = break_at(line.text)
            if all(_width(replace(shown, text=part.strip()), base) <= room for part in parts):
                return shown, parts
    return small, parts


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
