"""The hand at the window as it is in life: lost releases, two buttons, and every kind of wheel."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QMenu,
    QSlider,
    QWidget,
)

from tests.helpers.gestures import LEFT, RIGHT, send, stroke
from tests.helpers.window import Bench

NONE = Qt.MouseButton.NoButton
PRESS, MOVE, RELEASE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonRelease,
)
Buttons = Qt.MouseButton


def wheel(widget: QWidget, *, angle: int = 0, pixels: int = 0) -> None:
    """One turn of the wheel over the middle of a widget."""
    at = QPointF(widget.rect().center())
    QApplication.sendEvent(
        widget,
        QWheelEvent(
            at,
            widget.mapToGlobal(at),
            QPoint(0, pixels),
            QPoint(0, angle),
            NONE,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )


def mouse(pane: QWidget, kind: QEvent.Type, x: float, button: Buttons, held: Buttons) -> None:
    """A mouse event with the buttons that stay held told apart from its own."""
    at = QPointF(x, 100)
    event = QMouseEvent(
        kind, at, pane.mapToGlobal(at), button, held, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(pane, event)


def value_of(control: QWidget) -> object:
    if isinstance(control, QComboBox):
        return control.currentIndex()
    if isinstance(control, QSlider):
        return control.value()
    assert isinstance(control, QAbstractSpinBox)
    return control.text()


def test_every_menu_opens_and_closes_twice(shown: Bench) -> None:
    pane, grid = shown.window.grid.panes["original"], shown.window.grid
    for _ in range(2):
        stroke(pane, RIGHT, (100, 100), (100, 100))
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, QMenu)
        popup.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert not shiboken6.isValid(popup)
        grid.content_asked.emit(0, QPoint(50, 50))
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, QMenu)
        assert popup.actions()
        popup.close()
        for menu in shown.window.findChildren(QMenu):
            menu.popup(QPoint(50, 50))
            assert menu.isVisible() or not menu.actions()
            menu.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_wheel_over_what_has_no_focus_changes_nothing(shown: Bench) -> None:
    controls = [
        each
        for kind in (QAbstractSpinBox, QComboBox, QSlider)
        for each in shown.window.findChildren(kind)
    ]
    assert len(controls) > 11
    for control in controls:
        shown.window.grid.setFocus()
        before = value_of(control)
        for turn in (-120, 120, 120):
            wheel(control, angle=turn)
            assert value_of(control) == before, control
            assert not control.hasFocus()


def test_a_lost_release_ends_the_drag(shown: Bench) -> None:
    pane, state = shown.window.grid.panes["original"], shown.application.state
    send(pane, PRESS, (100, 100), LEFT, held=True)
    send(pane, MOVE, (100, 120), LEFT, held=True)
    before = state.window
    send(pane, MOVE, (160, 160), LEFT, held=False)
    assert state.window == before


def test_a_second_button_leaves_the_drag_alone(shown: Bench) -> None:
    pane, state = shown.window.grid.panes["original"], shown.application.state
    mouse(pane, PRESS, 100, LEFT, LEFT)
    mouse(pane, MOVE, 120, NONE, LEFT)
    for kind in (PRESS, RELEASE, QEvent.Type.MouseButtonDblClick, RELEASE):
        mouse(pane, kind, 120, RIGHT, LEFT if kind is RELEASE else LEFT | RIGHT)
    assert QApplication.activePopupWidget() is None
    before = state.window
    mouse(pane, MOVE, 140, NONE, LEFT)
    assert state.window != before
    mouse(pane, RELEASE, 140, LEFT, NONE)
    before = state.window
    mouse(pane, MOVE, 180, NONE, NONE)
    assert state.window == before


def test_a_wheel_that_tells_pixels_alone_zooms(shown: Bench) -> None:
    pane, link = shown.window.grid.panes["original"], shown.window.link
    before = link.scale
    wheel(pane, pixels=60)
    assert link.scale == before * 1.15 or abs(link.scale / before - 1.15) < 1e-6
