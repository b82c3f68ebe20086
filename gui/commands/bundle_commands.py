"""Opening a network of one's own: its command, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from gui.commands.command_spec import FILE, ActionSpec
from gui.words.marking import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from gui.main_window import MainWindow

BUNDLE_COMMANDS = (
    ActionSpec(
        "open_bundle",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Open network bundle…"),
        QT_TRANSLATE_NOOP(
            "actions",
            "Use a network of your own, as training.fit makes it, until the program ends",
        ),
        ("Ctrl+Alt+B",),
        "card",
        rule=True,
    ),
)


class BundleSlots(QObject):
    """Slots of `BUNDLE_COMMANDS`, on one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def slots(self) -> dict[str, Callable[..., None]]:
        return {"open_bundle": lambda: self._ask()}

    def _ask(self) -> None:
        dialog = QFileDialog(self._window, self.tr("Open a network bundle"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(self._use)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _use(self, names: list[str]) -> None:
        for name in names:
            self._window.controller.use_bundle(Path(name))
