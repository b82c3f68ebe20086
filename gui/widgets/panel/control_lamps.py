"""Does anything of the same size flip the answer? The perturbation and its controls as lamps."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.stores.session import Session
from gui.widgets.layout_parts import PlainLabel, heading, named
from gui.words import formatting
from gui.words.plain_tip import plain_tip
from gui.words.retranslated import Retranslated
from inference.core.explanation_types import ControlLight

_NAMES = ("perturbation", "random_sign", "shuffled", "gaussian", "other_network")
#: From this flip rate on a control speaks against the perturbation (`ControlLights.verdict`).
_HIGH = 0.1
_GREEN, _AMBER, _RED, _OFF = "#3fae6a", "#e0a73c", "#dd5a4f", "#4a525c"


class Lamp(QWidget):
    """One light; its colour is also said by its place in a bar, for readers who can't tell them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour, self._share = QColor(_OFF), 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def colour(self) -> str:
        return self._colour.name()

    def set_light(self, colour: str, share: float) -> None:
        self._colour, self._share = QColor(colour), share
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(46, 14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawEllipse(QRectF(1, 2, 10, 10))
        painter.setBrush(QColor(_OFF))
        painter.drawRoundedRect(QRectF(16, 5, 30, 4), 2, 2)
        painter.setBrush(self._colour)
        painter.drawRoundedRect(QRectF(16, 5, max(30 * self._share, 0.01), 4), 2, 2)


class ControlLamps(Retranslated, QWidget):
    """The flip rate of δ and of each control: δ should flip, and nothing else of its size."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._title = heading()
        self.lamps = {name: Lamp() for name in _NAMES}
        self.names = {name: named(PlainLabel(), "dim") for name in _NAMES}
        self.rates = {name: named(PlainLabel(), "value") for name in _NAMES}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(1)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, name in enumerate(_NAMES):
            grid.addWidget(self.lamps[name], row, 0)
            grid.addWidget(self.names[name], row, 1)
            grid.addWidget(self.rates[name], row, 2, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addLayout(grid)
        session.facts_changed.connect(self._show)
        self._retranslate()

    def _show(self) -> None:
        found = self._session.facts.explanation.controls
        lights = {} if found is None else {light.name: light for light in found.lights}
        for name in _NAMES:
            light = lights.get(name)
            here = light is not None or found is None
            for part in (self.lamps[name], self.names[name], self.rates[name]):
                part.setVisible(here)
            self.lamps[name].set_light(_colour(light), 0.0 if light is None else light.flip_rate)
            self.rates[name].setText(self._rate(light))
            self.rates[name].setToolTip(plain_tip(self._tip(light)))

    def _rate(self, light: ControlLight | None) -> str:
        if light is None:
            return formatting.DASH
        rate = formatting.percent(light.flip_rate)
        return self.tr("flips {rate}").format(rate=rate)

    def _tip(self, light: ControlLight | None) -> str:
        if light is None:
            return ""
        text = self.tr("{draws} draws of norm {norm}; mean probability {probability}")
        return text.format(
            draws=light.draws,
            norm=formatting.significant(light.norm),
            probability=formatting.probability(light.probability),
        )

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Controls of the same size"))
        words = {
            "perturbation": (self.tr("Perturbation δ"), self.tr("The attack's own")),
            "random_sign": (self.tr("Random signs"), self.tr("|δ| kept, signs drawn")),
            "shuffled": (self.tr("Shuffled"), self.tr("Values of δ shuffled over the body")),
            "gaussian": (self.tr("Gaussian"), self.tr("Gaussian values of the same norm")),
            "other_network": (
                self.tr("Other network’s δ"),
                self.tr("The perturbation of the network for the other finding"),
            ),
        }
        for name, (word, tip) in words.items():
            self.names[name].setText(word)
            self.names[name].setToolTip(tip)
        self._show()


def _colour(light: ControlLight | None) -> str:
    """Green: as it should be. δ that flips, a control that does not."""
    if light is None:
        return _OFF
    if light.name == "perturbation":
        return _GREEN if light.flip_rate >= 0.5 else _RED
    if light.flip_rate < _HIGH:
        return _GREEN
    return _AMBER if light.flip_rate < 0.5 else _RED
