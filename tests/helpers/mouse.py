"""Moves a mouse over a pane as a hand does, by film positions."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from tests.helpers.window import Bench

Share = tuple[float, float]  # of the film's width and height
_NONE = Qt.MouseButton.NoButton


def place(here: Bench, key: str, share: Share) -> QPointF:
    """Where a film position lies on a pane, in its logical pixels."""
    rows, columns = here.window.link.film_shape
    viewport = here.window.link.viewport(key)
    return QPointF(*viewport.to_device(share[0] * columns, share[1] * rows))


def drag(
    here: Bench,
    key: str,
    way: list[QPointF],
    button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    *,
    let_go: bool = True,
) -> None:
    """Press at the first point, move along the others, let go at the last."""
    _send(here, key, QEvent.Type.MouseButtonPress, way[0], button, button)
    for point in way[1:]:
        _send(here, key, QEvent.Type.MouseMove, point, _NONE, button)
    if let_go:
        _send(here, key, QEvent.Type.MouseButtonRelease, way[-1], button, _NONE)


def _send(
    here: Bench,
    key: str,
    kind: QEvent.Type,
    at: QPointF,
    pressed: Qt.MouseButton,
    held: Qt.MouseButton,
) -> None:
    pane, plain = here.window.grid.panes[key], Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(kind, at, pane.mapToGlobal(at), pressed, held, plain)
    QApplication.sendEvent(pane, event)
