"""Asks for a film's header and shows it in a window of its own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.engine.runner import Runner
from gui.engine.worker import ReadHeader, Request
from gui.stores.display_state import DisplayState
from gui.widgets.dialogs.header_dialog import HeaderDialog
from gui.words.messages import error_sentences
from inference.core.errors import AnalysisError


class HeaderBrowser(QObject):
    """One dialog; it is filled again for every film that is asked for."""

    def __init__(self, runner: Runner, state: DisplayState, window: QWidget) -> None:
        super().__init__(window)
        self._runner, self._state, self._window = runner, state, window
        self._asked: int | None = None
        self.dialog: HeaderDialog | None = None
        runner.succeeded.connect(self._on_runner_succeeded)
        runner.failed.connect(self._on_runner_failed)

    def show(self, path: Path) -> None:
        """Read the header of the file at `path` and show it."""
        if self.dialog is None:
            self.dialog = HeaderDialog(self._state, self._window)
        self.dialog.set_waiting()
        self.dialog.show()
        self.dialog.raise_()
        self._asked = self._runner.read_header(path)

    def _on_runner_succeeded(self, request: Request, payload: object) -> None:
        if isinstance(request, ReadHeader) and request.request_id == self._asked and self.dialog:
            assert isinstance(payload, tuple)
            self.dialog.set_lines(payload)

    def _on_runner_failed(self, request: Request, error: AnalysisError) -> None:
        if isinstance(request, ReadHeader) and request.request_id == self._asked and self.dialog:
            self.dialog.set_problem(" ".join(error_sentences(error)))
