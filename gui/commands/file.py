"""The File menu: films, archives and folders, networks of one's own, leaving."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

import resources
from gui.commands.command_spec import FILE, RECENT, ActionSpec, Slots, Tell
from gui.engine.controller import Controller
from gui.stores.recent_files import RecentFiles
from gui.words.marking import QT_TRANSLATE_NOOP
from gui.words.messages import Message
from inference.core.errors import ExportError

FILM_COMMANDS = (
    ActionSpec(
        "open",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Open…"),
        QT_TRANSLATE_NOOP("actions", "Open one or several radiographs"),
        ("Ctrl+O",),
        "open",
    ),
    ActionSpec(
        "open_folder",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Open folder…"),
        QT_TRANSLATE_NOOP("actions", "Open every radiograph in a folder"),
        ("Ctrl+Shift+O",),
        "folder",
    ),
    ActionSpec(
        "open_demo",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Open demo study"),
        QT_TRANSLATE_NOOP("actions", "Open the eight simulated films that come with the program"),
        ("Ctrl+D",),
        "demo",
    ),
    ActionSpec(
        "recent_kept",
        RECENT,
        QT_TRANSLATE_NOOP("actions", "Remember opened files"),
        QT_TRANSLATE_NOOP("actions", "Keep the paths of opened files; turning it off deletes them"),
        ("Ctrl+Alt+O",),
        "recent",
        checkable=True,
        choice="recent_kept",
    ),
    ActionSpec(
        "clear_recent",
        RECENT,
        QT_TRANSLATE_NOOP("actions", "Clear list"),
        QT_TRANSLATE_NOOP("actions", "Forget the paths of opened files"),
        ("Ctrl+Alt+Del",),
        "close",
    ),
    ActionSpec(
        "previous",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Previous film"),
        QT_TRANSLATE_NOOP("actions", "Show the film before this one"),
        ("PgUp", "Left"),
        "previous",
        rule=True,
    ),
    ActionSpec(
        "next",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Next film"),
        QT_TRANSLATE_NOOP("actions", "Show the film after this one"),
        ("PgDown", "Right"),
        "next",
    ),
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


#: What the File menu ends with, below everything that others put there.
CLOSING_COMMANDS = (
    ActionSpec(
        "quit",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Quit"),
        QT_TRANSLATE_NOOP("actions", "End the program"),
        ("Ctrl+Q",),
        "quit",
        rule=True,
    ),
)


class FileCommands(QObject):
    """Opens what the reader chooses; its dialogs stand on `window`."""

    def __init__(
        self, controller: Controller, recent: RecentFiles, tell: Tell, window: QWidget
    ) -> None:
        super().__init__(window)
        self._controller, self._recent, self._tell = controller, recent, tell
        self._window = window

    def slots(self) -> Slots:
        """Command name -> what it does."""
        return {
            "open": lambda: self._ask_files(),
            "open_folder": lambda: self._ask_folder(),
            "open_demo": lambda: self.open_demo(),
            "open_bundle": lambda: self._ask_bundle(),
            "clear_recent": lambda: self._forget_paths(),
            "previous": lambda: self._controller.step(-1),
            "next": lambda: self._controller.step(1),
            "quit": lambda: self._quit(),
        }

    def open_demo(self) -> None:
        """Open the simulated films that come with the program."""
        samples = tuple(sorted(resources.folder("samples").glob("*.dcm")))
        if samples:
            self._controller.open(samples)
        else:
            self._tell(Message(notices=("demo_missing",)))

    def _forget_paths(self) -> None:
        try:
            self._recent.clear()
        except ExportError as error:
            self._tell(Message((error,)))

    def _ask_files(self) -> None:
        dialog = QFileDialog(self._window, self.tr("Open radiographs"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [
                self.tr("Radiographs (*.dcm *.dicom *.png *.jpg *.jpeg *.tif *.tiff)"),
                self.tr("Archives and DICOM media (*.zip DICOMDIR)"),
                self.tr("All files (*)"),
            ]
        )
        dialog.filesSelected.connect(self._open)
        _ask(dialog)

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self._window, self.tr("Open a folder of radiographs"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(self._open)
        _ask(dialog)

    def _ask_bundle(self) -> None:
        dialog = QFileDialog(self._window, self.tr("Open a network bundle"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(self._use_bundles)
        _ask(dialog)

    def _open(self, names: list[str]) -> None:
        self._controller.open(tuple(map(Path, names)))

    def _use_bundles(self, names: list[str]) -> None:
        for name in names:
            self._controller.use_bundle(Path(name))

    def _quit(self) -> None:
        self._window.close()


def _ask(dialog: QFileDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
