"""The view as a picture to take away: notice above, panes as shown, legend and parameters below."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPixmap

from gui.panes.pane_grid import PaneGrid
from gui.stores.display_state import DisplayState
from gui.stores.facts import Facts
from gui.stores.session import Session
from gui.words import formatting
from inference import __version__
from inference.core.attack_types import AttackResult
from inference.display.palette import STRUCTURE_COLOURS
from inference.export.export_job import ViewPicture

_BACK, _INK, _DIM = QColor(24, 26, 29), QColor(232, 236, 241), QColor(165, 173, 183)
_BANNER_BACK, _BANNER = QColor(64, 44, 16), QColor(255, 190, 104)
_PAD, _LINE, _BANNER_HEIGHT = 12, 19, 30


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """The picture and what it shows."""

    image: QImage
    synthetic: bool
    shows_identity: bool

    def view_picture(self) -> ViewPicture:
        """The same as pixels (h, w, 3) RGB."""
        image = self.image.convertToFormat(QImage.Format.Format_RGB888)
        height, width, stride = image.height(), image.width(), image.bytesPerLine()
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, stride)
        pixels = rows[:, : width * 3].reshape(height, width, 3).copy()
        return ViewPicture(pixels, self.synthetic, self.shows_identity)


def snapshot(
    grid: PaneGrid, session: Session, state: DisplayState, *, include_patient: bool = False
) -> Snapshot:
    """The panes as they are now; identity is drawn only if asked for and not hidden."""
    shows_identity = include_patient and not state.identity_hidden and _has_identity(session)
    with _for_export(state, hide_identity=not shows_identity):
        panes = grid.grab()
    image = _framed(panes, session, state)
    return Snapshot(image, _is_synthetic(grid, session, state), shows_identity)


@contextmanager
def _for_export(state: DisplayState, *, hide_identity: bool) -> Iterator[None]:
    """No identity and no crosshair while the panes are drawn; nobody hears of the change."""
    before = state.identity_hidden, state.crosshair_shown
    blocked = state.blockSignals(True)
    try:
        state.identity_hidden, state.crosshair_shown = hide_identity, False
        yield
    finally:
        state.identity_hidden, state.crosshair_shown = before
        state.blockSignals(blocked)


def _has_identity(session: Session) -> bool:
    film = session.film
    return film is not None and bool(film.study.attributes and film.study.attributes[film.index])


def _is_synthetic(grid: PaneGrid, session: Session, state: DisplayState) -> bool:
    """Whether any pixel that is shown was made by an attack."""
    film = session.film
    if film is not None and film.radiograph.adversarial:
        return True
    over = state.layer("perturbation")[0] and session.facts.attack is not None
    panes = [grid.panes[key] for key in grid.visible_keys()]
    return any(
        (pane.words.is_synthetic() and pane.words.ready())
        or (over and "perturbation" in pane.recipe.layers)
        for pane in panes
    )


def _framed(panes: QPixmap, session: Session, state: DisplayState) -> QImage:
    ratio = panes.devicePixelRatio()
    width = max(round(panes.width() / ratio), 480)
    height = round(panes.height() / ratio)
    lines = _lines(session, state)
    rows = [part for line in lines for part in _broken(line, width - 2 * _PAD)]
    legend = _legend_height(width, state)
    below = _PAD + legend + len(rows) * _LINE + _PAD
    total = _BANNER_HEIGHT + height + below
    image = QImage(round(width * ratio), round(total * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(_BACK)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    _draw_banner(painter, width)
    painter.drawPixmap((width - round(panes.width() / ratio)) // 2, _BANNER_HEIGHT, panes)
    top = _BANNER_HEIGHT + height + _PAD
    _draw_legend(painter, top, width, state)
    painter.setFont(_font())
    for place, row in enumerate(rows):
        painter.setPen(_INK if place == 0 else _DIM)
        place_of = QRect(_PAD, top + legend + place * _LINE, width - 2 * _PAD, _LINE)
        painter.drawText(place_of, Qt.AlignmentFlag.AlignVCenter, row)
    painter.end()
    return image


def _draw_banner(painter: QPainter, width: int) -> None:
    words = QCoreApplication.translate(
        "report",
        "For research and teaching. Not for diagnostic use. Adversarial films are synthetic.",
    )
    place = QRect(0, 0, width, _BANNER_HEIGHT)
    painter.fillRect(place, _BANNER_BACK)
    painter.setPen(_BANNER)
    font = _font(bold=True, size=14)
    while QFontMetrics(font).horizontalAdvance(words) > width - _PAD and font.pixelSize() > 7:
        font.setPixelSize(font.pixelSize() - 1)
    painter.setFont(font)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)


# --- legend ---------------------------------------------------------------------------------------


def _legend(state: DisplayState) -> list[tuple[QColor, str]]:
    """Colour and meaning of every outline and fill that is shown."""
    shown = state.overlays_seen
    lungs = shown and (state.contours_shown or state.layer("lung_field")[0])
    heart = shown and (state.contours_shown or state.layer("heart")[0])
    words = {
        "right_lung": QCoreApplication.translate("report", "right lung field"),
        "left_lung": QCoreApplication.translate("report", "left lung field"),
        "heart": QCoreApplication.translate("report", "heart"),
    }
    kept = [name for name in words if (heart if name == "heart" else lungs)]
    return [(QColor(*STRUCTURE_COLOURS[name]), words[name]) for name in kept]


def _legend_height(width: int, state: DisplayState) -> int:
    return _LINE + 4 if _legend(state) and width else 0


def _draw_legend(painter: QPainter, top: int, width: int, state: DisplayState) -> None:
    painter.setFont(_font())
    metrics, x = QFontMetrics(_font()), _PAD
    for colour, words in _legend(state):
        painter.fillRect(QRectF(x, top + _LINE / 2 - 2, 18, 4), colour)
        painter.setPen(_DIM)
        x += 24
        painter.drawText(QRect(x, top, width - x, _LINE), Qt.AlignmentFlag.AlignVCenter, words)
        x += metrics.horizontalAdvance(words) + 18


# --- parameters -----------------------------------------------------------------------------------


def _lines(session: Session, state: DisplayState) -> list[str]:
    """Answers, attack, window and origin; the networks' answers only where they are shown."""
    film, facts = session.film, session.facts
    if film is None:
        return []
    lines = [] if state.answers_hidden else [_answers(facts), _attack(facts, state)]
    window = state.window
    seen = "" if window is None else f"W {window.width:.0f}  C {window.center:.0f}   ·   "
    models = "  ".join(
        f"{name} {words}" for name, words in facts.versions.items() if name not in _PROGRAMS
    )
    lines.append(f"{seen}Setsudo {__version__}   ·   {models}")
    lines.append(f"SHA-256 {film.radiograph.sha256}")
    return [line for line in lines if line]


_PROGRAMS = ("setsudo", "torch")


def _answers(facts: Facts) -> str:
    words = [
        f"{formatting.finding_name(each.finding)} P {formatting.probability(each.probability)}"
        for each in facts.predictions
    ]
    ratio = None if facts.segmentation is None else facts.segmentation.cardiothoracic_ratio
    if ratio is not None:
        name = QCoreApplication.translate("report", "Cardiothoracic ratio")
        words.append(f"{name} {ratio.ratio:.3f}")
    return "   ·   ".join(words)


def _attack(facts: Facts, state: DisplayState) -> str:
    attack: AttackResult | None = facts.attack
    if attack is None:
        return ""
    config = attack.config
    norm = {"linf": "L∞", "l2": "L2"}[config.norm]
    steps = QCoreApplication.translate("report", "Steps")
    return (
        f"PGD  {formatting.finding_name(attack.finding)}   ·   {norm}  "
        f"ε = {formatting.epsilon(config)}   ·   {steps} {attack.steps_taken}/{config.steps}   ·   "
        f"s = {formatting.amplitude(state.amplitude)}   ·   "
        f"P {formatting.probability(attack.probability_before)} → "
        f"{formatting.probability(attack.probability_after)}"
    )


def _broken(line: str, width: int) -> list[str]:
    """A line in as many rows as it needs, broken at its double spaces."""
    metrics, rows, row = QFontMetrics(_font()), [], ""
    for word in line.split("  "):
        longer = f"{row}  {word}" if row else word
        if row and metrics.horizontalAdvance(longer) > width:
            rows.append(row.strip())
            row = word
        else:
            row = longer
    return [*rows, row.strip()]


def _font(*, bold: bool = False, size: int = 12) -> QFont:
    font = QFont()
    font.setPixelSize(size)
    font.setBold(bold)
    return font
