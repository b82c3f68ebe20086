"""Offers the report of a crash: to read, to copy, to find on disk. It is never sent."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.widgets.layout_parts import PlainLabel


class CrashDialog(QDialog):
    """One report; `path` is None where there is none."""

    def __init__(self, path: Path | None, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Crash report"))
        self._folder = folder
        self.words, self.text = PlainLabel(self._words(path)), QPlainTextEdit()
        self.words.setWordWrap(True)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Crash report"))
        self.text.setVisible(path is not None)
        if path is not None:
            self.text.setPlainText(path.read_text(encoding="utf-8", errors="replace"))
        self.copy_button = QPushButton(self.tr("Copy"))
        self.copy_button.setToolTip(self.tr("Put the report on the clipboard"))
        self.copy_button.setEnabled(path is not None)
        self.folder_button = QPushButton(self.tr("Open folder"))
        self.folder_button.setToolTip(self.tr("Show the folder with the reports"))
        self.copy_button.clicked.connect(self._copy)
        self.folder_button.clicked.connect(self._open_folder)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.folder_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 14)
        column.addWidget(self.words)
        column.addWidget(self.text, 1)
        column.addWidget(buttons)
        self.resize(620, 420 if path is not None else 140)

    def _words(self, path: Path | None) -> str:
        if path is None:
            return self.tr("There is no crash report.")
        return self.tr(
            "Setsudo met an error that it did not expect. This report says where and of which "
            "kind. It holds no film, no patient and no path, and nothing is sent: copy it if you "
            "want to report the error."
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
