"""The curve P(s), with the flip point and the amplitude that is shown."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent
from PySide6.QtWidgets import QWidget

from gui.films.response import probability_at
from gui.look import lettering, theme
from gui.stores.contents import curve_shown
from gui.stores.display_state import AMPLITUDE_LIMITS, DisplayState
from gui.stores.session import Session
from gui.words import formatting
from gui.words.retranslated import Retranslated
from inference.core.attack_types import AmplitudeSweep

#: Between the labels and the curve, logical pixels; at least half a handle of the slider below.
_GAP = 14
#: Probabilities with a line of their own.
_LEVELS = (0.0, 0.5, 1.0)
#: Room above 1 and below 0, so that a saturated curve is not cut in half.
_ROOM = 0.04


class ResponsePlot(Retranslated, pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph carries no types
    """Probability over amplitude; a press or drag sets the amplitude."""

    def __init__(
        self, session: Session, state: DisplayState, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, background=None)  # type: ignore[call-arg]  # pyqtgraph has no types
        self._session, self._state = session, state
        self.setStyleSheet("background: transparent; border: none")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._grid: list[Any] = []
        self._lay_out()
        self.curve = self.plot(antialias=True)
        self.flip_line, self.now_line = self._upright(), self._upright()
        self.called_line = pg.InfiniteLine(0.5, angle=0)
        self.addItem(self.called_line, ignoreBounds=True)
        self.called_line.setVisible(False)
        self.flip_line.setZValue(1)  # its label lies over the other line
        self.flip_label = pg.InfLineLabel(self.flip_line, "", position=0.76, movable=False)
        self.marks = pg.ScatterPlotItem(antialias=True)
        self.addItem(self.marks)
        self._apply_theme()
        self.getViewBox().sigResized.connect(lambda _box: self._place_label())
        session.facts_changed.connect(self._retranslate)
        state.changed.connect(self._on_state_changed)
        self._retranslate()

    def sizeHint(self) -> QSize:
        return QSize(400, 3 * self._metrics().height() + 36)

    def _lay_out(self) -> None:
        plot = self.getPlotItem()
        plot.hideButtons()
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(x=False, y=False)
        plot.setRange(xRange=AMPLITUDE_LIMITS, yRange=(-_ROOM, 1 + _ROOM), padding=0)
        for name in ("left", "bottom"):
            axis = plot.getAxis(name)
            axis.setStyle(tickLength=0, tickTextOffset=5)
        for level in _LEVELS:
            self._grid.append(pg.InfiniteLine(level, angle=0))
            self.addItem(self._grid[-1])
        for amplitude in (0.0, 1.0):
            self._grid.append(self._upright())
            self._grid[-1].setValue(amplitude)

    @property
    def margins(self) -> tuple[int, int]:
        """Left and right of the curve; the slider below keeps the same."""
        metrics = self._metrics()
        left = max(metrics.horizontalAdvance(f"{level:g}") for level in _LEVELS) + 2 * _GAP
        outer = metrics.horizontalAdvance(formatting.number(AMPLITUDE_LIMITS[1], 0)) // 2
        return left, outer + 2 * _GAP

    def measure(self) -> None:
        """Make room for the labels in the font that is shown."""
        plot, font, (left, right) = self.getPlotItem(), lettering.base_font(), self.margins
        small = QFont(font)
        small.setPixelSize(lettering.pixels(11))
        plot.layout.setContentsMargins(0, 4, right, 0)
        for name in ("left", "bottom"):
            plot.getAxis(name).setStyle(tickFont=small, hideOverlappingLabels=2 * right)
        plot.getAxis("left").setWidth(left)
        plot.getAxis("bottom").setHeight(self._metrics().height() + 6)
        self.flip_label.setFont(font)
        self._place_label()
        self.setMinimumHeight(2 * self._metrics().height() + 32)

    @staticmethod
    def _metrics() -> QFontMetrics:
        return QFontMetrics(lettering.base_font())

    def _upright(self) -> Any:
        line = pg.InfiniteLine(angle=90)
        self.addItem(line, ignoreBounds=True)
        return line

    def _apply_theme(self) -> None:
        """Take the colours of the theme."""
        plot = self.getPlotItem()
        for name in ("left", "bottom"):
            plot.getAxis(name).setPen(theme.colour("grid"))
            plot.getAxis(name).setTextPen(theme.colour("dim"))
        for line in self._grid:
            line.setPen(theme.colour("grid"))
        ground = theme.colour("panel")
        ground.setAlpha(220)
        self.curve.setPen(pg.mkPen(theme.colour("curve"), width=2))
        self.flip_line.setPen(theme.colour("strong"))
        self.flip_label.setColor(theme.colour("strong"))
        self.flip_label.fill = pg.mkBrush(ground)
        point = Qt.PenStyle.DotLine
        self.called_line.setPen(pg.mkPen(theme.colour("strong"), style=point))
        self.now_line.setPen(pg.mkPen(theme.colour("called"), style=Qt.PenStyle.DashLine))

    def _curve(self) -> AmplitudeSweep | None:
        """Of what the panes show: the counterfactual's, else the attack's."""
        return curve_shown(self._session.facts, self._state.needed_contents)

    def _show(self) -> None:
        sweep = self._curve()
        flip = None if sweep is None else sweep.flip_amplitude
        for item in (self.curve, self.marks, self.now_line):
            item.setVisible(sweep is not None)
        self.flip_line.setVisible(flip is not None)
        if sweep is None:
            self.called_line.setVisible(False)
            return
        self.curve.setData(sweep.amplitudes, sweep.probabilities)
        self._show_operating_point(sweep)
        if flip is not None:
            self.flip_line.setValue(flip)
            amplitude = formatting.amplitude(flip)
            self.flip_label.setFormat(
                self.tr("flips at s = {amplitude}").format(amplitude=amplitude)
            )
            self._place_label()
        self._show_amplitude()

    def _show_operating_point(self, sweep: AmplitudeSweep) -> None:
        """The probability from which the finding is called."""
        answer = self._session.facts.prediction(sweep.finding)
        self.called_line.setVisible(answer is not None)
        if answer is not None:
            self.called_line.setValue(answer.operating_point)

    def _place_label(self) -> None:
        """Where it is whole; of two such sides, where the curve is low: it covers none of it."""
        sweep = self._curve()
        if sweep is None or sweep.flip_amplitude is None:
            return
        low, high = AMPLITUDE_LIMITS
        share = (sweep.flip_amplitude - low) / (high - low)
        room, needed = self.getViewBox().width(), self._label_width()
        fits_left, fits_right = share * room > needed, (1 - share) * room > needed
        if fits_left and fits_right:
            right = bool(sweep.probabilities[-1] < sweep.probabilities[0])
        else:
            right = fits_right or (not fits_left and share < 0.5)
        self.flip_label.anchors = [(0.0 if right else 1.0, 0.5)] * 2
        self.flip_label.updatePosition()

    def _label_width(self) -> float:
        label = self.flip_label
        return float(label.mapRectToScene(label.boundingRect()).width())

    def _show_amplitude(self) -> None:
        sweep, now = self._curve(), self._state.amplitude
        if sweep is None:
            return
        self.now_line.setValue(now)
        marked = [(now, theme.colour("called"), 10)]
        if sweep.flip_amplitude is not None:
            marked.insert(0, (sweep.flip_amplitude, theme.colour("strong"), 8))
        self.marks.setData(
            [
                {"pos": (at, probability_at(sweep, at)), "brush": colour, "pen": None, "size": size}
                for at, colour, size in marked
            ]
        )

    def _set_from(self, event: QMouseEvent) -> None:
        place = self.mapToScene(event.position().toPoint())
        self._state.amplitude = float(self.getViewBox().mapSceneToView(place).x())

    def _retranslate(self) -> None:
        self.setToolTip(self.tr("Probability of the finding along the change"))
        self.setAccessibleName(self.tr("Curve P(s)"))
        low, high = AMPLITUDE_LIMITS
        attacked = self._curve() is self._session.facts.sweep
        whole = self.tr("1  attack") if attacked else self.tr("1  counterfactual")
        words = {0.0: self.tr("0  original"), 1.0: whole}
        ticks = [(at, words.get(at, formatting.number(at, 0))) for at in (low, 0.0, 1.0, high)]
        self.getAxis("bottom").setTicks([ticks])
        self.getAxis("left").setTicks([[(p, f"{p:g}") for p in _LEVELS]])
        self._show()

    def _on_state_changed(self, names: frozenset[str]) -> None:
        if names & {"contents", "layout_size", "answers_hidden", "pair", "counterfactual"}:
            self._retranslate()
        elif "amplitude" in names:
            self._show_amplitude()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._set_from(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons():
            self._set_from(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: object) -> None:
        """The range stays as it is."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "marks"):
            self._apply_theme()
            self._show_amplitude()
