"""The curve P(s), with the flip point and the amplitude that is shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import formatting
from gui.display_state import AMPLITUDE_LIMITS, DisplayState
from gui.response import probability_at
from gui.session import Session

_GRID, _AXIS = QColor("#2b3037"), QColor("#8f99a5")
_CURVE, _NOW = QColor("#7ab4ec"), QColor("#f0b256")
#: Left margin for the labels; the slider below keeps the same.
LEFT, RIGHT = 44, 30
_FOOT = 18


class ResponsePlot(QWidget):
    """Probability over amplitude; a press or drag sets the amplitude."""

    def __init__(
        self, session: Session, state: DisplayState, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._state = session, state
        self.setMinimumHeight(64)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        session.facts_changed.connect(self.update)
        state.changed.connect(self._on_state_changed)
        self._retranslate()

    def sizeHint(self) -> QSize:
        return QSize(400, 84)

    def area(self) -> QRectF:
        """Where the curve lies."""
        width = max(self.width() - LEFT - RIGHT, 10)
        return QRectF(LEFT, 7, width, max(self.height() - 7 - _FOOT, 10))

    def point(self, amplitude: float, probability: float) -> QPointF:
        low, high = AMPLITUDE_LIMITS
        area = self.area()
        x = area.left() + (amplitude - low) / (high - low) * area.width()
        return QPointF(x, area.bottom() - probability * area.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_axes(painter)
        facts = self._session.facts
        if facts.sweep is None:
            return
        pairs = zip(facts.sweep.amplitudes, facts.sweep.probabilities, strict=True)
        painter.setPen(QPen(_CURVE, 2))
        painter.drawPolyline(QPolygonF([self.point(float(s), float(p)) for s, p in pairs]))
        flip = facts.sweep.flip_amplitude
        if flip is not None:
            self._draw_flip(painter, flip, probability_at(facts.sweep, flip))
        now = self._state.amplitude
        here = self.point(now, probability_at(facts.sweep, now))
        painter.setPen(QPen(_NOW, 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(here.x(), self.area().top()), QPointF(here.x(), self.height()))
        painter.setPen(QPen(QColor("#15181c"), 1.5))
        painter.setBrush(_NOW)
        painter.drawEllipse(here, 5, 5)

    def _draw_axes(self, painter: QPainter) -> None:
        font = painter.font()
        font.setPixelSize(11)
        painter.setFont(font)
        area, metrics = self.area(), QFontMetricsF(font)
        for probability in (0.0, 0.5, 1.0):
            y = self.point(0, probability).y()
            painter.setPen(QPen(_GRID, 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(_AXIS)
            row = QRectF(0, y - metrics.height() / 2, LEFT - 7, metrics.height())
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(row, side, f"{probability:g}")
        for amplitude in (-1.0, 0.0, 1.0, 2.0):
            x = self.point(amplitude, 0).x()
            painter.setPen(QPen(_GRID, 1))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom() + 3))
            painter.setPen(_AXIS)
            row = QRectF(x - 60, area.bottom() + 3, 120, _FOOT - 3)
            painter.drawText(row, Qt.AlignmentFlag.AlignCenter, self._words_at(amplitude))

    def _words_at(self, amplitude: float) -> str:
        match amplitude:
            case 0.0:
                return self.tr("0  original")
            case 1.0:
                return self.tr("1  attack")
            case _:
                return formatting.number(amplitude, 0)

    def _draw_flip(self, painter: QPainter, flip: float, probability: float) -> None:
        here, area = self.point(flip, probability), self.area()
        painter.setPen(QPen(QColor("#e8ecf1"), 1))
        painter.drawLine(QPointF(here.x(), area.top()), QPointF(here.x(), area.bottom()))
        painter.setBrush(QColor("#15181c"))
        painter.setPen(QPen(QColor("#e8ecf1"), 1.5))
        painter.drawEllipse(here, 3.5, 3.5)
        text = self.tr("flips at s = {amplitude}").format(amplitude=formatting.amplitude(flip))
        width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 6
        left = here.x() + 6 if here.x() + 6 + width < area.right() else here.x() - 6 - width
        spot = QRectF(left, area.center().y() - 8, width, 16)
        painter.fillRect(spot, QColor(26, 29, 34, 220))
        painter.setPen(QColor("#e8ecf1"))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, text)

    def _on_state_changed(self, names: frozenset[str]) -> None:
        if "amplitude" in names:
            self.update()

    def _set_from(self, event: QMouseEvent) -> None:
        low, high = AMPLITUDE_LIMITS
        share = (event.position().x() - self.area().left()) / self.area().width()
        self._state.amplitude = low + share * (high - low)

    def _retranslate(self) -> None:
        self.setToolTip(self.tr("Probability of the finding along the perturbation"))
        self.setAccessibleName(self.tr("Curve P(s)"))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._set_from(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._set_from(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
