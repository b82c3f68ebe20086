"""Ties a control to a choice, both ways, so that neither can lag behind the other."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider

from gui.display_state import DisplayState


def bind_checked(control: QAbstractButton | QAction, state: DisplayState, name: str) -> None:
    """A button or action that is checked while the choice `name` is true."""

    def show(names: frozenset[str] = frozenset((name,))) -> None:
        if name in names:
            with QSignalBlocker(control):
                control.setChecked(getattr(state, name))

    control.setCheckable(True)
    control.toggled.connect(lambda value: setattr(state, name, value))
    state.changed.connect(show)
    show()


def bind_slider(
    slider: QAbstractSlider, state: DisplayState, name: str, per_unit: float = 100.0
) -> None:
    """A slider whose integer value is `per_unit` times the choice `name`."""

    def show(names: frozenset[str] = frozenset((name,))) -> None:
        if name in names:
            with QSignalBlocker(slider):
                slider.setValue(round(getattr(state, name) * per_unit))
            slider.update()

    slider.valueChanged.connect(lambda value: setattr(state, name, value / per_unit))
    state.changed.connect(show)
    show()
