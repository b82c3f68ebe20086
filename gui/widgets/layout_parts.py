"""Small parts that the panels share."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from gui.look import style


class PlainLabel(QLabel):
    """Shows its text as it is written: words from files must never become markup.

    A plain `QLabel` guesses, and a value such as `<img src=…>` would read the file that it names.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if text:
            self.setText(text)


def heading() -> QLabel:
    label = PlainLabel()
    label.setObjectName("heading")
    return label


def rule() -> QFrame:
    """A hairline between sections."""
    line = QFrame()
    line.setObjectName("rule")
    return line


def named(label: QLabel, name: str) -> QLabel:
    """`label` with the style name `name`."""
    label.setObjectName(name)
    return label


def called(label: QLabel, positive: bool) -> None:
    """Show a label's text as a positive answer, or as any other."""
    label.setProperty("called", positive)
    label.style().unpolish(label)
    label.style().polish(label)


class Picture(PlainLabel):
    """A line icon in a colour of the theme, sharp on every screen."""

    def __init__(
        self, name: str, colour: str = "ink", side: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._name, self._colour, self._side = name, colour, side
        self._show()

    def _show(self) -> None:
        ratio = self.devicePixelRatioF()
        picture = style.pixmap(self._name, round(self._side * ratio), self._colour)
        picture.setDevicePixelRatio(ratio)
        self.setPixmap(picture)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.DevicePixelRatioChange):
            self._show()
