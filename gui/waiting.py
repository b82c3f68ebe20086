"""What a pane says while it has no picture, and why."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from gui.controller import Controller
from gui.panes.pane_grid import PaneGrid
from gui.parts import part_name
from gui.session import Session


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
            text = self._words(pane.recipe.source)
            if text != pane.waiting_text:
                pane.waiting_text = text
                pane.update()

    def _words(self, source: str) -> str:
        if self._session.film is None or not source:
            return ""
        if self._controller.computing(part_name(source)):
            return QCoreApplication.translate("panes", "Being computed …")
        if self._session.facts.attack is None:
            return QCoreApplication.translate("panes", "Not computed. Run the attack with F9.")
        return QCoreApplication.translate(
            "panes", "Not computed. Choose it once more to try again."
        )
