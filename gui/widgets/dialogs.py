"""Help: keys and mouse."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.widgets.layout_parts import heading, named


def gestures() -> list[tuple[str, str]]:
    """(gesture, what it does) in the current language."""
    return [
        (
            QCoreApplication.translate("gestures", "Left drag"),
            QCoreApplication.translate("gestures", "Window/level; Ctrl: five times as far"),
        ),
        (
            QCoreApplication.translate("gestures", "Right drag"),
            QCoreApplication.translate("gestures", "Zoom"),
        ),
        (
            QCoreApplication.translate("gestures", "Middle drag, Shift + left drag"),
            QCoreApplication.translate("gestures", "Pan"),
        ),
        (
            QCoreApplication.translate("gestures", "Wheel"),
            QCoreApplication.translate("gestures", "Zoom at the cursor"),
        ),
        (
            QCoreApplication.translate("gestures", "Double click"),
            QCoreApplication.translate("gestures", "Maximise or restore a pane"),
        ),
        (
            QCoreApplication.translate("gestures", "Ctrl + double click"),
            QCoreApplication.translate("gestures", "Restore the window"),
        ),
        (
            QCoreApplication.translate("gestures", "Right click"),
            QCoreApplication.translate("gestures", "Menu of the panes"),
        ),
    ]


class ShortcutsDialog(QDialog):
    """Every key and gesture, in two columns of lists."""

    def __init__(self, actions: list[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard and mouse"))
        keyed = [(_keys(action), action.text()) for action in actions if action.shortcuts()]
        half = (len(keyed) + len(gestures()) + 2) // 2
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(2, 24)
        rows: list[tuple[str, str] | str] = [self.tr("Mouse"), *gestures()]
        rows += [self.tr("Keyboard"), *keyed]
        for place, row in enumerate(rows):
            column, line = (0, place) if place < half else (3, place - half)
            if isinstance(row, str):
                title = heading()
                title.setText(row)
                grid.addWidget(title, line, column, 1, 2)
            else:
                grid.addWidget(named(QLabel(row[0]), "value"), line, column)
                grid.addWidget(QLabel(row[1]), line, column + 1)
        inside = QWidget()
        inside.setLayout(grid)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        finish(self, area)
        self.resize(900, 700)


def finish(dialog: QDialog, content: QWidget) -> QDialogButtonBox:
    """Lay out a dialog: its content over a button that closes it."""
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 18, 20, 14)
    column.addWidget(content, 1)
    column.addWidget(buttons)
    return buttons


def _keys(action: QAction) -> str:
    form = QKeySequence.SequenceFormat.NativeText
    return "   ".join(key.toString(form) for key in action.shortcuts())
