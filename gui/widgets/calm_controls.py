"""Controls that change only when one means them: with the focus, and not by a letter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QScrollArea, QSlider, QWidget

_KINDS: tuple[type[QWidget], ...] = (QAbstractSpinBox, QComboBox, QSlider)
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class _Calm(QObject):
    """Hands on to what lies behind a control what was not meant for it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, QWidget):
            return False
        wheel = isinstance(event, QWheelEvent) and not watched.hasFocus()
        letter = (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QComboBox)
            and not watched.isEditable()
            and _is_letter(event)
        )
        if wheel or letter:
            event.ignore()  # so that Qt offers it to the parent: the scrolled panel, the window
            return True
        return False


def calm(root: QWidget) -> None:
    """Let every box and slider inside `root` leave the wheel alone unless it has the focus.

    The wheel does not give them the focus, either, and letters typed in a closed box go to the
    window.
    """
    keeper = _Calm(root)
    for control in root.findChildren(QWidget):
        if not isinstance(control, _KINDS):
            continue
        if control.focusPolicy() == Qt.FocusPolicy.WheelFocus:
            control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        control.installEventFilter(keeper)


class PanelScroll(QScrollArea):
    """A scrolled page that also follows a wheel that tells pixels alone."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        pixels = event.pixelDelta().y()
        if event.angleDelta().isNull() and pixels:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - pixels)
            event.accept()
            return
        super().wheelEvent(event)


def _is_letter(event: QKeyEvent) -> bool:
    """A key that would search a closed box; space opens it."""
    text = event.text()
    return bool(text.strip()) and text.isprintable() and not event.modifiers() & _COMMANDS
