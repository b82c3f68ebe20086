"""Scales at the left and the bottom of a film, and the letters of the patient's sides.

A scale says where its millimetres come from; without a spacing it counts film pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.panes.annotation.annotations import INSET, PLATE, TEXT, Surface, pane_font
from gui.panes.picture.picture_cache import draw_kept, of_rect
from gui.panes.view.viewport import Viewport
from inference.core.types import PixelSpacing

_INK, _EDGE = QColor(222, 227, 234, 220), QColor(0, 0, 0, 150)
#: Lengths that a scale may have, times a power of ten.
_STEPS = (1, 2, 5)
#: A scale is at most this share of its side of the pane, and this long, in logical pixels.
_SHARE, _LONGEST = 0.3, 320.0
_SHORTEST = 24.0
_DIRECTIONS = {"right": (1, 0), "left": (-1, 0), "bottom": (0, 1), "top": (0, -1)}
_OPPOSITE = {"L": "R", "R": "L", "A": "P", "P": "A", "H": "F", "F": "H"}


@dataclass(frozen=True, slots=True)
class Scale:
    """A length that stands for a round number of millimetres or pixels."""

    length: float  # logical pixels
    text: str


def scale_for(per_unit: float, room: float, unit: str) -> Scale | None:
    """The longest round length that fits; `per_unit` is logical pixels per mm or film pixel."""
    most = min(room * _SHARE, _LONGEST) / per_unit
    best = None
    for exponent in range(-1, 5):
        for step in _STEPS:
            value = step * 10.0**exponent
            if value <= most:
                best = value
    if best is None or best * per_unit < _SHORTEST:
        return None
    if unit == "mm" and best >= 10:
        return Scale(best * per_unit, f"{best / 10:g} cm")
    return Scale(best * per_unit, f"{best:g} {unit}")


def provenance_words(spacing: PixelSpacing | None) -> str:
    """Where the millimetres come from, in the current language."""
    match "" if spacing is None else spacing.provenance:
        case "calibrated":
            return QCoreApplication.translate("rulers", "calibrated")
        case "at detector":
            return QCoreApplication.translate("rulers", "at detector")
        case "corrected for magnification":
            return QCoreApplication.translate("rulers", "corrected for magnification")
        case "nominal":
            return QCoreApplication.translate("rulers", "nominal")
        case _:
            return QCoreApplication.translate("rulers", "uncalibrated: pixels")


def draw_rulers(
    painter: QPainter,
    area: QRectF,
    viewport: Viewport,
    ratio: float,
    spacing: PixelSpacing | None,
    words: Sequence[QRectF] = (),
) -> None:
    """Both scales; `ratio` is device pixels per logical pixel.

    `words`: plates at the edges. The lower scale goes beside those that it would cross, else above
    them; the left one lies between them, and is left out where they leave no room for it.
    """
    words = [plate for plate in words if not plate.isEmpty()]
    across, down = 1.0, 1.0
    if spacing is not None:
        across, down = spacing.column_mm, spacing.row_mm
    if viewport.orientation.quarters % 2:
        across, down = down, across
    unit = "px" if spacing is None else "mm"
    per_pixel = viewport.scale / ratio
    bottom = scale_for(per_pixel / across, area.width(), unit)
    left = scale_for(per_pixel / down, area.height(), unit)
    painter.setFont(pane_font(painter.font(), size=11))
    if bottom is not None:
        _draw_bottom(painter, area, bottom, provenance_words(spacing), words)
    if left is not None:
        start = free_start(area, left, words)
        if start is not None:
            _draw_left(painter, area, left, start)


def free_start(area: QRectF, scale: Scale, words: Iterable[QRectF]) -> float | None:
    """Where the left scale begins: as near to the middle as the plates at the left edge allow."""
    middle = area.center().y()
    top, bottom = area.top() + INSET, area.bottom() - INSET
    for plate in words:
        if plate.left() > area.left() + INSET + 24:
            continue
        if plate.center().y() < middle:
            top = max(top, plate.bottom() + 6)
        else:
            bottom = min(bottom, plate.top() - 6)
    if bottom - top < scale.length:
        return None
    return min(max(middle - scale.length / 2, top), bottom - scale.length)


def _draw_bottom(
    painter: QPainter, area: QRectF, scale: Scale, where_from: str, words: Sequence[QRectF]
) -> None:
    y = area.bottom() - INSET
    start = beside(area, scale.length, y, words)
    whole = QRectF(start - 4, y - 24, scale.length + 8, 28)
    y = min([y, *(plate.top() - 6 for plate in words if plate.intersects(whole))])
    ends = QPointF(start, y), QPointF(start + scale.length, y)
    lines = [QLineF(*ends), *(QLineF(e, e - QPointF(0, 7)) for e in ends)]
    text = f"{scale.text}  {where_from}" if area.width() >= 560 else scale.text
    width = painter.fontMetrics().horizontalAdvance(text)
    row = QRectF(start + scale.length / 2 - width / 2 - 4, y - 22, width + 8, 16)
    scale_place = QRectF(start, y - 7, scale.length, 7).adjusted(-3, -3, 3, 3)

    def draw(inner: QPainter) -> None:
        _stroke(inner, lines)
        _paint_text(inner, row, text)

    key = ("bottom", text, of_rect(row), of_rect(scale_place))
    draw_kept(painter, key, row.united(scale_place), draw)


def beside(area: QRectF, length: float, y: float, words: Sequence[QRectF]) -> float:
    """Where the lower scale begins: in the middle, else where no plate is."""
    middle = area.center().x() - length / 2
    row = QRectF(0, y - 24, length + 8, 28)
    places = [middle, *(plate.right() + 8 for plate in words)]
    for start in places:
        whole = row.translated(start - 4, 0)
        if area.contains(whole) and not any(plate.intersects(whole) for plate in words):
            return start
    return middle


def _draw_left(painter: QPainter, area: QRectF, scale: Scale, start: float) -> None:
    x = area.left() + INSET
    ends = QPointF(x, start), QPointF(x, start + scale.length)
    lines = [QLineF(*ends), *(QLineF(e, e + QPointF(7, 0)) for e in ends)]
    width = painter.fontMetrics().horizontalAdvance(scale.text)

    def draw(inner: QPainter) -> None:
        _stroke(inner, lines)
        if width + 8 <= scale.length:
            inner.translate(x + 14, start + scale.length / 2)
            inner.rotate(-90)
            _paint_text(inner, QRectF(-width / 2 - 4, -8, width + 8, 16), scale.text)

    place = QRectF(x, start, 24, scale.length).adjusted(-3, -3, 3, 3)
    draw_kept(painter, ("left", scale.text, of_rect(place)), place, draw)


def _stroke(painter: QPainter, lines: list[QLineF]) -> None:
    for colour, width in ((_EDGE, 3.0), (_INK, 1.0)):
        painter.setPen(QPen(colour, width))
        painter.drawLines(lines)


def _draw_text(painter: QPainter, row: QRectF, text: str) -> None:
    key = ("text", text, of_rect(row), painter.font().key())
    draw_kept(painter, key, row, lambda inner: _paint_text(inner, row, text))


def _paint_text(painter: QPainter, row: QRectF, text: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PLATE)
    painter.drawRoundedRect(row, 3, 3)
    painter.setPen(TEXT)
    painter.drawText(row, Qt.AlignmentFlag.AlignCenter, text)


def side_letters(orientation: str, viewport: Viewport) -> dict[str, str]:
    """Letters at "left", "right", "top" and "bottom" of the pane, from Patient Orientation.

    The attribute names the directions of the film's rows and columns (PS3.3 C.7.6.1.1.1), as in
    "L\\F": along a row towards the patient's left, down a column towards the feet.
    """
    parts = orientation.upper().split("\\")
    if len(parts) != 2 or not all(part and set(part) <= set(_OPPOSITE) for part in parts):
        return {}
    along = {(1, 0): parts[0], (0, 1): parts[1]}
    for (right, down), part in list(along.items()):
        along[-right, -down] = "".join(_OPPOSITE[letter] for letter in part)
    found = {}
    for side, direction in _DIRECTIONS.items():
        dx, dy = viewport.orientation.film_vector(*direction)
        found[side] = along[round(dx), round(dy)]
    return found


def draw_side_letters(painter: QPainter, surface: Surface, letters: dict[str, str]) -> None:
    """The left and right letters just inside the film, and the upper one of a film on its side."""
    painter.setFont(pane_font(painter.font(), bold=True, size=15))
    seen = surface.film.intersected(surface.area.adjusted(INSET + 12, INSET, -INSET, -INSET))
    side, high = 20.0, seen.center().y() - 10
    places = {
        "left": QRectF(seen.left() + 3, high, side, side),
        "right": QRectF(seen.right() - side - 3, high, side, side),
    }
    if letters.get("left") not in ("L", "R"):
        places["top"] = QRectF(seen.center().x() - side / 2, seen.top() + 3, side, side)
    for name, place in places.items():
        letter = letters.get(name, "")
        if letter:
            _draw_text(painter, place.adjusted(0, 0, 8.0 * (len(letter) - 1), 0), letter)
