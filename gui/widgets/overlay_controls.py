"""Eye, swatch and opacity of every layer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSlider, QToolButton, QVBoxLayout, QWidget

from gui import colormaps, formatting, style
from gui.binding import bind_checked, bind_slider
from gui.display_state import LAYERS, DisplayState
from gui.widgets.layout_parts import heading, named


class OverlayControls(QWidget):
    """One line per layer, and one for the contours."""

    def __init__(self, state: DisplayState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = heading()
        self.eyes: dict[str, QToolButton] = {}
        self.sliders: dict[str, QSlider] = {}
        self._names: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(7)
        grid.setColumnStretch(3, 1)
        for row, layer in enumerate(("contours", *LAYERS)):
            self._add_row(grid, row, layer, state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addLayout(grid)
        self._retranslate()

    def _add_row(self, grid: QGridLayout, row: int, layer: str, state: DisplayState) -> None:
        eye = QToolButton()
        eye.setObjectName("plain")
        style.dress(eye, "eye", off="eye_off")
        eye.setFixedHeight(23)
        eye.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        bind_checked(eye, state, f"{layer}_shown")
        name = QLabel()
        grid.addWidget(eye, row, 0)
        grid.addWidget(_swatch(colormaps.swatch(layer)), row, 1)
        grid.addWidget(name, row, 2)
        self.eyes[layer], self._names[layer] = eye, name
        if layer in LAYERS:
            self._add_opacity(grid, row, layer, state)

    def _add_opacity(self, grid: QGridLayout, row: int, layer: str, state: DisplayState) -> None:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, 100)
        slider.setMinimumWidth(70)
        slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        value = named(QLabel(), "dim")
        value.setFixedWidth(40)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        bind_slider(slider, state, f"{layer}_opacity")

        def show(_names: object = None) -> None:
            value.setText(formatting.percent(getattr(state, f"{layer}_opacity")))

        state.changed.connect(show)
        show()
        grid.addWidget(slider, row, 3)
        grid.addWidget(value, row, 4)
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
            if layer in self.sliders:
                opacity = self.tr("Opacity: {layer}").format(layer=word)
                self.sliders[layer].setToolTip(opacity)
                self.sliders[layer].setAccessibleName(opacity)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _swatch(colours: tuple[str, ...]) -> QLabel:
    """The layer's colours side by side, hard-edged."""
    stops = []
    for place, colour in enumerate(colours):
        first, last = place / len(colours), (place + 1) / len(colours) - 0.001
        stops.append(f"stop:{first:.3f} {colour}, stop:{last:.3f} {colour}")
    swatch = QLabel()
    swatch.setFixedSize(22, 12)
    gradient = f"qlineargradient(x1:0, y1:0, x2:1, y2:0, {', '.join(stops)})"
    swatch.setStyleSheet(f"background: {gradient}; border-radius: 2px;")
    return swatch
