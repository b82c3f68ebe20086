"""Help: keys and mouse."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.widgets.layout_parts import PlainLabel, heading, named


def gestures() -> list[tuple[str, str]]:
    """(gesture, what it does) in the current language."""
    return [
        (
            QCoreApplication.translate("gestures", "Left drag"),
            QCoreApplication.translate(
                "gestures", "Window/level; Ctrl: five times as far, Shift: a fifth"
            ),
        ),
        (
            QCoreApplication.translate("gestures", "Right drag"),
            QCoreApplication.translate("gestures", "Zoom"),
        ),
        (
            QCoreApplication.translate("gestures", "Middle drag, Shift or Space + left drag"),
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
        (
            QCoreApplication.translate("gestures", "Space or Q held"),
            QCoreApplication.translate("gestures", "Hide overlays or magnify until let go"),
        ),
        (
            QCoreApplication.translate("gestures", "Tab"),
            QCoreApplication.translate("gestures", "Next pane"),
        ),
    ]


class ShortcutsDialog(QDialog):
    """Every key and gesture by its menu, in two columns; typing finds some of them."""

    def __init__(
        self, groups: list[tuple[str, list[tuple[str, str]]]], parent: QWidget | None = None
    ) -> None:
        """`groups`: (menu's title, (keys, what they do) in the menu's order)."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard and mouse"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a key or a command"))
        self.search.setAccessibleName(self.tr("Find a key or a command"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._show_found)
        self._groups: list[tuple[QLabel, list[tuple[QLabel, QLabel]]]] = []
        area = QScrollArea()
        area.setWidget(self._filled([(self.tr("Mouse"), gestures()), *groups]))
        area.setWidgetResizable(True)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(area, 1)
        finish(self, content)
        self.resize(940, 700)

    def _filled(self, groups: list[tuple[str, list[tuple[str, str]]]]) -> QWidget:
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(2, 6, 14, 6)
        row.setSpacing(30)
        half, done = (sum(len(rows) + 1 for _, rows in groups) + 1) // 2, 0
        grids = [QGridLayout(), QGridLayout()]
        for grid in grids:
            grid.setHorizontalSpacing(14)
            grid.setVerticalSpacing(4)
            grid.setColumnStretch(1, 1)
            row.addLayout(grid, 1)
        for title, rows in groups:
            self._add_group(grids[0 if done < half else 1], title, rows)
            done += len(rows) + 1
        for grid in grids:
            grid.setRowStretch(grid.rowCount(), 1)
        return inside

    def _add_group(self, grid: QGridLayout, title: str, rows: list[tuple[str, str]]) -> None:
        head, line = heading(), grid.rowCount()
        head.setText(title)
        grid.addWidget(head, line, 0, 1, 2)
        labels: list[tuple[QLabel, QLabel]] = []
        for place, (keys, text) in enumerate(rows, start=line + 1):
            pair = named(PlainLabel(keys), "value"), PlainLabel(text)
            pair[1].setWordWrap(True)
            for column, label in enumerate(pair):
                grid.addWidget(label, place, column, Qt.AlignmentFlag.AlignTop)
            labels.append(pair)
        self._groups.append((head, labels))

    def _show_found(self, wanted: str) -> None:
        """Only the rows that hold what was typed, and the headings above them."""
        for head, labels in self._groups:
            whole = wanted.casefold() in head.text().casefold()
            kept = [
                whole or wanted.casefold() in f"{k.text()} {t.text()}".casefold() for k, t in labels
            ]
            head.setVisible(any(kept))
            for pair, shown in zip(labels, kept, strict=True):
                for label in pair:
                    label.setVisible(shown)


def finish(dialog: QDialog, content: QWidget) -> QDialogButtonBox:
    """Lay out a dialog: its content over a button that closes it."""
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 18, 20, 14)
    column.addWidget(content, 1)
    column.addWidget(buttons)
    return buttons
