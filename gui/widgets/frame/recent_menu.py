"""The Recent menu: files opened lately, kept only while the reader wants it.

Off at first. A path may hold a patient's name, so nothing is written or shown unless the reader
turned it on, nothing is added or shown while identity is hidden, and turning it off deletes the
list.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gui.engine.controller import Controller
from gui.stores.display_state import DisplayState
from gui.stores.recent_files import LIMIT, RecentFiles
from gui.words.messages import Message
from gui.words.plain_tip import plain_tip
from inference.core.errors import ExportError


class RecentMenu(QObject):
    """Fills the menu each time it opens."""

    def __init__(
        self,
        kept: RecentFiles,
        state: DisplayState,
        controller: Controller,
        menu: QMenu,
    ) -> None:
        super().__init__(menu)
        self._kept, self._state, self._controller, self._menu = kept, state, controller, menu
        self._asked: tuple[Path, ...] = ()
        self._entries: list[QAction] = []
        controller.asked.connect(self._on_controller_asked)
        controller.opened.connect(self._on_controller_opened)
        state.changed.connect(self._on_state_changed)
        menu.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """One entry per path that is kept, above the commands; none while identity is hidden."""
        for entry in self._entries:
            self._menu.removeAction(entry)
            entry.deleteLater()
        self._entries = []
        if not self._state.recent_kept or self._state.identity_hidden:
            return
        first = self._menu.actions()[0] if self._menu.actions() else None
        for path in self._kept.read():
            entry = QAction(path.name.replace("&", "&&"), self._menu)
            entry.setToolTip(plain_tip(str(path)))
            entry.triggered.connect(lambda _=False, path=path: self._controller.open((path,)))
            self._entries.append(entry)
        if self._entries:
            rule = QAction(self._menu)
            rule.setSeparator(True)
            self._entries.append(rule)
        for entry in self._entries:
            if first is None:
                self._menu.addAction(entry)
            else:
                self._menu.insertAction(first, entry)

    def _on_controller_asked(self, paths: tuple[Path, ...]) -> None:
        self._asked = paths

    def _on_controller_opened(self, shown: bool) -> None:
        if shown and self._state.recent_kept and not self._state.identity_hidden:
            self._kept.add(self._asked[:LIMIT])

    def _on_state_changed(self, names: frozenset[str]) -> None:
        if "recent_kept" in names and not self._state.recent_kept:
            try:
                self._kept.clear()
            except ExportError as error:
                self._controller.told.emit(Message((error,)))
