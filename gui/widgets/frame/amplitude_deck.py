"""Below the panes: amplitude, probability, curve, and the display gain."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from gui.films.response import is_evaluated, probability_at
from gui.look.lettering import fit, widest
from gui.stores.binding import bind_slider
from gui.stores.contents import curve_shown
from gui.stores.display_state import AMPLITUDE_LIMITS, GAIN_LIMITS, DisplayState
from gui.stores.session import Session
from gui.widgets.frame.response_plot import ResponsePlot
from gui.widgets.layout_parts import PlainLabel, named
from gui.words import formatting
from gui.words.retranslated import Retranslated
from inference.core.attack_types import AmplitudeSweep

#: Slider steps per unit of amplitude.
_PER_UNIT = 100
#: Half a handle: the slider's travel ends this far inside its widget.
_HALF_HANDLE = 10


class AmplitudeDeck(Retranslated, QFrame):
    """The slider stands exactly under the curve that it walks along."""

    def __init__(
        self, session: Session, state: DisplayState, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("deck")
        self._session, self._state = session, state
        self.plot = ResponsePlot(session, state)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("amplitude")
        self.slider.setRange(*(round(end * _PER_UNIT) for end in AMPLITUDE_LIMITS))
        self.slider.setSingleStep(5)
        self.slider.setPageStep(25)
        bind_slider(self.slider, state, "amplitude", _PER_UNIT)
        self.gain = QSlider(Qt.Orientation.Horizontal)
        self.gain.setRange(*(round(end) for end in GAIN_LIMITS))
        bind_slider(self.gain, state, "gain", 1)
        self._amplitude_name, self.amplitude = (
            named(PlainLabel(), "dim"),
            named(PlainLabel(), "readout"),
        )
        self._probability_name = named(PlainLabel(), "dim")
        self.probability = named(PlainLabel(), "readout")
        self._gain_name, self.gain_value = named(PlainLabel(), "dim"), named(PlainLabel(), "value")
        self._lay_out()
        session.facts_changed.connect(self._show)
        state.changed.connect(self._on_state_changed)
        self._retranslate()

    def _lay_out(self) -> None:
        readouts = QGridLayout()
        readouts.setHorizontalSpacing(22)
        readouts.setVerticalSpacing(0)
        for column, (name, value) in enumerate(
            (
                (self._amplitude_name, self.amplitude),
                (self._probability_name, self.probability),
            )
        ):
            readouts.addWidget(name, 0, column)
            readouts.addWidget(value, 1, column)
        gain = QGridLayout()
        gain.setHorizontalSpacing(8)
        gain.addWidget(self._gain_name, 0, 0)
        gain.addWidget(self.gain_value, 0, 1, Qt.AlignmentFlag.AlignRight)
        gain.addWidget(self.gain, 1, 0, 1, 2)
        left = QVBoxLayout()
        left.addLayout(readouts)
        left.addStretch(1)
        left.addLayout(gain)
        self._track = track = QHBoxLayout()
        track.addWidget(self.slider)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.plot, 1)
        right.addLayout(track)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(18)
        row.addLayout(left)
        row.addLayout(right, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        fit(self, self._measure)

    def _measure(self) -> None:
        """Readouts keep their place as they change; the slider stands under its curve."""
        amplitudes = [formatting.amplitude(end) for end in AMPLITUDE_LIMITS]
        self.amplitude.setMinimumWidth(widest(self.amplitude, amplitudes))
        probabilities = ["≈ " + formatting.probability(value) for value in (0.5, 1.0)]
        self.probability.setMinimumWidth(widest(self.probability, probabilities))
        self.plot.measure()
        left, right = self.plot.margins
        self._track.setContentsMargins(left - _HALF_HANDLE, 0, right - _HALF_HANDLE, 0)

    def _curve(self) -> AmplitudeSweep | None:
        """Of what the panes show: the counterfactual's, else the attack's."""
        return curve_shown(self._session.facts, self._state.needed_contents)

    def _show(self) -> None:
        state, sweep = self._state, self._curve()
        self.amplitude.setText(formatting.amplitude(state.amplitude))
        self.gain_value.setText(formatting.gain(state.gain))
        if sweep is None:
            self._probability_name.setText(self.tr("Probability"))
            self.probability.setText(formatting.DASH)
            return
        value = probability_at(sweep, state.amplitude)
        finding = formatting.finding_name(sweep.finding)
        self._probability_name.setText(self.tr("P({finding})").format(finding=finding))
        about = "" if is_evaluated(sweep, state.amplitude) else "≈ "
        self.probability.setText(about + formatting.probability(value))

    def _on_state_changed(self, names: frozenset[str]) -> None:
        if names & {"amplitude", "gain", "contents", "layout_size", "counterfactual"}:
            self._show()

    def _retranslate(self) -> None:
        self._amplitude_name.setText(self.tr("Amplitude s"))
        self._gain_name.setText(self.tr("Display gain of δ"))
        self.slider.setToolTip(
            self.tr(
                "0 is the original, 1 the changed film, beyond it exaggerated, below 0 the reverse"
            )
        )
        self.slider.setAccessibleName(self.tr("Amplitude s"))
        self.gain.setToolTip(self.tr("Magnifies δ on its own pane only, never in the film"))
        self.gain.setAccessibleName(self.tr("Display gain of δ"))
        self._show()
