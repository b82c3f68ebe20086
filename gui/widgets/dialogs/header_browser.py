"""Asks for a film's header and shows it in a window of its own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.engine.runner import Runner
from gui.engine.ticket import Ticket
from gui.stores.display_state import DisplayState
from gui.widgets.dialogs.header_dialog import HeaderDialog
from gui.words.messages import error_sentences
from inference.core.errors import AnalysisError


class HeaderBrowser(QObject):
    """One dialog; it is filled again for every film that is asked for."""

    def __init__(self, runner: Runner, state: DisplayState, window: QWidget) -> None:
        super().__init__(window)
        self._runner, self._state, self._window = runner, state, window
        self._ticket: Ticket | None = None
        self.dialog: HeaderDialog | None = None

    def show(self, path: Path) -> None:
        """Read the header of the file at `path` and show it."""
        if self.dialog is None:
            self.dialog = HeaderDialog(self._state, self._window)
        self.dialog.set_waiting()
        self.dialog.show()
        self.dialog.raise_()
        if self._ticket is not None:
            self._ticket.let_go()
        self._ticket = self._runner.read_header(path)
        self._ticket.succeeded.connect(self.dialog.set_lines)
        self._ticket.failed.connect(self._on_ticket_failed)

    def _on_ticket_failed(self, error: AnalysisError) -> None:
        if self.dialog is not None:
            self.dialog.set_problem(" ".join(error_sentences(error)))
