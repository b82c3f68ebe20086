"""A small card on the panes: amplitude and opacity at hand, with no panel open."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QSlider, QWidget

from gui.look.lettering import fit, widest
from gui.stores.binding import bind_slider
from gui.stores.display_state import AMPLITUDE_LIMITS, LAYERS, DisplayState
from gui.widgets.layout_parts import PlainLabel, named
from gui.words import formatting
from gui.words.retranslated import Retranslated

#: Shortest slider, logical pixels.
_TRACK = 84


class CanvasCard(Retranslated, QFrame):
    """Two sliders. Opacity is that of every layer that is shown, or of the heat map if none is."""

    def __init__(self, state: DisplayState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("canvasCard")
        self._state = state
        self.amplitude, self.opacity = _slider(), _slider()
        self._names = named(PlainLabel(), "dim"), named(PlainLabel(), "dim")
        self._values = PlainLabel(), PlainLabel()
        self.amplitude.setRange(*(round(100 * end) for end in AMPLITUDE_LIMITS))
        bind_slider(self.amplitude, state, "amplitude")
        self.opacity.setRange(0, 100)
        self.opacity.valueChanged.connect(self._set_opacity)
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 4, 8, 4)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(0)
        for row, slider in enumerate((self.amplitude, self.opacity)):
            grid.addWidget(self._names[row], row, 0)
            grid.addWidget(slider, row, 1)
            grid.addWidget(self._values[row], row, 2)
            self._values[row].setAlignment(
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
        state.changed.connect(self._show)
        self._retranslate()
        fit(self, self._measure)

    def _measure(self) -> None:
        """Figures keep their place when one is longer than another."""
        for value in self._values:
            samples = formatting.amplitude(AMPLITUDE_LIMITS[0]), formatting.percent(1.0)
            value.setFixedWidth(widest(value, samples))
        self.adjustSize()

    def _layers(self) -> list[str]:
        shown = [layer for layer in LAYERS if getattr(self._state, f"{layer}_shown")]
        return shown or ["grad_cam"]

    def _set_opacity(self, value: int) -> None:
        with self._state.batch():
            for layer in self._layers():
                setattr(self._state, f"{layer}_opacity", value / 100)

    def _show(self, _names: object = None) -> None:
        opacity = getattr(self._state, f"{self._layers()[0]}_opacity")
        with QSignalBlocker(self.opacity):
            self.opacity.setValue(round(opacity * 100))
        self._values[0].setText(formatting.amplitude(self._state.amplitude))
        self._values[1].setText(formatting.percent(opacity))

    def _retranslate(self) -> None:
        words = self.tr("Amplitude"), self.tr("Opacity")
        for name, slider, word in zip(
            self._names, (self.amplitude, self.opacity), words, strict=True
        ):
            name.setText(word)
            slider.setAccessibleName(word)
        self.amplitude.setToolTip(self.tr("Amplitude of the perturbation: 0 original, 1 attack"))
        self.opacity.setToolTip(self.tr("Opacity of the overlays that are shown"))
        self._show()


def _slider() -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    slider.setMinimumWidth(_TRACK)
    return slider
