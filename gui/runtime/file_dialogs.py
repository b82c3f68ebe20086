"""Qt's file dialogs keep the folders that were visited in a settings file of Qt's own."""

from __future__ import annotations

from PySide6.QtCore import QSettings


def forget_places() -> None:
    """Take those folders out of it: their names may be a patient's."""
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    if "FileDialog" in kept.childGroups():
        kept.remove("FileDialog")
        kept.sync()
