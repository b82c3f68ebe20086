"""Eye, lines, swatch and opacity of every layer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSlider, QToolButton, QVBoxLayout, QWidget

from gui.look import colormaps, style
from gui.look.lettering import fit, widest
from gui.stores.binding import bind_checked, bind_slider
from gui.stores.display_state import LAYERS, DisplayState
from gui.widgets.layout_parts import PlainLabel, heading, named
from gui.words import formatting
from gui.words.retranslated import Retranslated

#: Layers with lines that are shown apart from their fill.
_LINED = ("lung_field", "heart", "grad_cam")


class OverlayControls(Retranslated, QWidget):
    """One line per layer, and one for the contours."""

    def __init__(self, state: DisplayState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = heading()
        self.eyes: dict[str, QToolButton] = {}
        self.sliders: dict[str, QSlider] = {}
        self.lines: dict[str, QToolButton] = {}
        self._state = state
        self._names: dict[str, QLabel] = {}
        self._swatches: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(7)
        grid.setColumnStretch(4, 1)
        for row, layer in enumerate(("contours", *LAYERS)):
            self._add_row(grid, row, layer, state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addLayout(grid)
        state.changed.connect(self._on_state_changed)
        self._retranslate()

    def _add_row(self, grid: QGridLayout, row: int, layer: str, state: DisplayState) -> None:
        eye = QToolButton()
        eye.setObjectName("plain")
        style.set_icon(eye, "eye", off="eye_off")
        eye.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        bind_checked(eye, state, f"{layer}_shown")
        name = PlainLabel()
        grid.addWidget(eye, row, 0)
        grid.addWidget(self._swatch(layer), row, 2)
        grid.addWidget(name, row, 3)
        if layer in _LINED:
            grid.addWidget(self._line_button(layer, state), row, 1)
        self.eyes[layer], self._names[layer] = eye, name
        if layer in LAYERS:
            self._add_opacity(grid, row, layer, state)

    def _line_button(self, layer: str, state: DisplayState) -> QToolButton:
        """Shows or hides the layer's lines, apart from its fill."""
        button = QToolButton()
        button.setObjectName("plain")
        style.set_icon(button, "contours")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        bind_checked(button, state, f"{layer}_lines")
        self.lines[layer] = button
        return button

    def _swatch(self, layer: str) -> QLabel:
        self._swatches[layer] = swatch = PlainLabel()
        swatch.setFixedSize(22, 12)
        self._paint_swatch(layer)
        return swatch

    def _paint_swatch(self, layer: str) -> None:
        """The layer's colours side by side, hard-edged."""
        colours = colormaps.swatch(layer, self._state.heat_colours)
        stops = []
        for place, colour in enumerate(colours):
            first, last = place / len(colours), (place + 1) / len(colours) - 0.001
            stops.append(f"stop:{first:.3f} {colour}, stop:{last:.3f} {colour}")
        gradient = f"qlineargradient(x1:0, y1:0, x2:1, y2:0, {', '.join(stops)})"
        self._swatches[layer].setStyleSheet(f"background: {gradient}; border-radius: 2px;")

    def _on_state_changed(self, names: frozenset[str]) -> None:
        if "heat_colours" in names:
            self._paint_swatch("grad_cam")

    def _add_opacity(self, grid: QGridLayout, row: int, layer: str, state: DisplayState) -> None:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, 100)
        slider.setMinimumWidth(70)
        slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        value = named(PlainLabel(), "dim")
        fit(value, lambda: value.setFixedWidth(widest(value, [formatting.percent(1.0)])))
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        bind_slider(slider, state, f"{layer}_opacity")

        def show(_names: object = None) -> None:
            value.setText(formatting.percent(getattr(state, f"{layer}_opacity")))

        state.changed.connect(show)
        show()
        grid.addWidget(slider, row, 4)
        grid.addWidget(value, row, 5)
        self.sliders[layer] = slider

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Overlays"))
        words = {
            "contours": self.tr("Contours"),
            "lung_field": self.tr("Lung fields"),
            "heart": self.tr("Heart"),
            "grad_cam": self.tr("Grad-CAM"),
            "perturbation": self.tr("Perturbation"),
        }
        for layer, word in words.items():
            self._names[layer].setText(word)
            self.eyes[layer].setToolTip(self.tr("Show or hide: {layer}").format(layer=word))
            self.eyes[layer].setAccessibleName(word)
            if layer in self.lines:
                lines = self.tr("Lines: {layer}").format(layer=word)
                self.lines[layer].setToolTip(lines)
                self.lines[layer].setAccessibleName(lines)
            if layer in self.sliders:
                opacity = self.tr("Opacity: {layer}").format(layer=word)
                self.sliders[layer].setToolTip(opacity)
                self.sliders[layer].setAccessibleName(opacity)
