"""What a pane says while it has no picture, and why."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from gui.engine.controller import Controller
from gui.engine.needed_parts import part_name, reason_of
from gui.panes.pane_grid import PaneGrid
from gui.stores.contents import fact_of
from gui.stores.session import Session
from gui.words.messages import error_sentences, notice_sentence


class Waiting(QObject):
    """Keeps every pane's sentence true."""

    def __init__(
        self, session: Session, controller: Controller, grid: PaneGrid, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._controller, self._grid = session, controller, grid
        controller.analysis_running.connect(self.show)
        session.film_changed.connect(self.show)
        session.facts_changed.connect(self.show)

    def show(self, _running: bool = False) -> None:
        """Say it now."""
        for pane in self._grid.panes.values():
            text = next(filter(None, map(self._words, pane.sources)), "")
            if text != pane.waiting_text:
                pane.waiting_text = text
                pane.update()

    def _words(self, source: str) -> str:
        if self._session.film is None or fact_of(self._session.facts, source) is not None:
            return ""
        name, facts = part_name(source), self._session.facts
        if self._controller.computing(name):
            return QCoreApplication.translate("panes", "Being computed …")
        if facts.attack is None:
            return QCoreApplication.translate("panes", "Not computed. Run the attack with F9.")
        code, error = reason_of(name, facts)
        if error is not None:
            return " ".join(error_sentences(error))
        if code:
            return notice_sentence(code)
        return QCoreApplication.translate(
            "panes", "Not computed. Choose it once more to try again."
        )
