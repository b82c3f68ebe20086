"""What a hand does to a pane: press, move, let go; with the keys that are held."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

PLAIN = Qt.KeyboardModifier.NoModifier
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
MIDDLE = Qt.MouseButton.MiddleButton
Place = tuple[float, float]


def send(
    pane: QWidget,
    kind: QEvent.Type,
    at: Place,
    button: Qt.MouseButton,
    *,
    held: bool,
    keys: Qt.KeyboardModifier = PLAIN,
) -> None:
    """One mouse event at a place of the pane."""
    none = Qt.MouseButton.NoButton
    pressed = none if kind is QEvent.Type.MouseMove else button
    place = QPointF(*at)
    buttons = button if held else none
    QApplication.sendEvent(
        pane, QMouseEvent(kind, place, pane.mapToGlobal(place), pressed, buttons, keys)
    )


def stroke(
    pane: QWidget,
    button: Qt.MouseButton,
    start: Place,
    end: Place,
    keys: Qt.KeyboardModifier = PLAIN,
    *,
    keys_while_moving: Qt.KeyboardModifier | None = None,
) -> None:
    """Press at `start`, move to `end`, let go there."""
    while_moving = keys if keys_while_moving is None else keys_while_moving
    send(pane, QEvent.Type.MouseButtonPress, start, button, held=True, keys=keys)
    send(pane, QEvent.Type.MouseMove, end, button, held=True, keys=while_moving)
    send(pane, QEvent.Type.MouseButtonRelease, end, button, held=False, keys=while_moving)


def drag(
    pane: QWidget, button: Qt.MouseButton, by: tuple[int, int], keys: Qt.KeyboardModifier = PLAIN
) -> None:
    """A stroke from the middle of nowhere by so many pixels."""
    stroke(pane, button, (100, 100), (100 + by[0], 100 + by[1]), keys)
