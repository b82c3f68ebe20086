"""Ties a control to a choice, both ways, so that neither can lag behind the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QSignalBlocker
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QComboBox, QDoubleSpinBox, QSpinBox
from shiboken6 import isValid

from gui.stores.choices import ChoiceStore


def bind_checked(control: QAbstractButton | QAction, state: ChoiceStore, name: str) -> None:
    """A button or action that is checked while the choice `name` is true."""

    def show(names: frozenset[str] = frozenset((name,))) -> None:
        if name in names:
            with QSignalBlocker(control):
                control.setChecked(getattr(state, name))

    control.setCheckable(True)
    control.toggled.connect(lambda value: setattr(state, name, value))
    _follow(control, state, show)
    show()


def bind_value(action: QAction, state: ChoiceStore, name: str, value: str) -> None:
    """An action of a group that is checked while the choice `name` is `value`, and sets it."""

    def show(names: frozenset[str] = frozenset((name,))) -> None:
        if name in names and getattr(state, name) == value:
            action.setChecked(True)

    action.setCheckable(True)
    action.triggered.connect(lambda: setattr(state, name, value))
    _follow(action, state, show)
    show()


def _follow(control: QObject, state: ChoiceStore, show: Callable[[frozenset[str]], None]) -> None:
    """Call `show` on every change, as long as there is a control to be shown."""
    state.changed.connect(show)

    def part() -> None:
        if isValid(state):
            state.changed.disconnect(show)

    control.destroyed.connect(part)


def bind_slider(
    slider: QAbstractSlider, state: ChoiceStore, name: str, per_unit: float = 100.0
) -> None:
    """A slider whose integer value is `per_unit` times the choice `name`."""

    def show(names: frozenset[str] = frozenset((name,))) -> None:
        if name in names:
            with QSignalBlocker(slider):
                slider.setValue(round(getattr(state, name) * per_unit))
            slider.update()

    slider.valueChanged.connect(lambda value: setattr(state, name, value / per_unit))
    _follow(slider, state, show)
    show()


def bind_combo(combo: QComboBox, state: ChoiceStore, name: str, values: Sequence[object]) -> None:
    """A box whose n-th item stands for the n-th of `values`."""

    def show(names: frozenset[str] = frozenset((name,))) -> None:
        if name in names:
            with QSignalBlocker(combo):
                combo.setCurrentIndex(values.index(getattr(state, name)))

    combo.activated.connect(lambda place: setattr(state, name, values[place]))
    _follow(combo, state, show)
    show()


def bind_spin(
    spin: QSpinBox | QDoubleSpinBox, state: ChoiceStore, name: str, per_unit: float = 1
) -> None:
    """A box whose number is `per_unit` times the choice `name`."""

    def show(names: frozenset[str] = frozenset((name,))) -> None:
        if name in names:
            with QSignalBlocker(spin):
                shown = getattr(state, name) * per_unit
                spin.setValue(round(shown) if isinstance(spin, QSpinBox) else shown)

    spin.valueChanged.connect(lambda value: setattr(state, name, value / per_unit))
    _follow(spin, state, show)
    show()
