"""What the commands of teaching do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.stores.notes import Notes
from gui.teaching.guessing import Guessing
from gui.teaching.presenting import Presenting
from gui.teaching.sweep_player import SweepPlayer
from gui.widgets.dialogs.notes_window import NotesWindow
from gui.widgets.panel.guess_card import GuessCard

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class Teaching(QObject):
    """Guessing, playing and notes, on one window."""

    def __init__(self, window: MainWindow, profile: Path) -> None:
        super().__init__(window)
        self._window = window
        self.guessing = Guessing(window.session, window.state, self)
        self.player = SweepPlayer(window.session, window.state, self)
        self.guess_card = GuessCard(self.guessing, window.state)
        self.notes, self.presenting = Notes(profile), Presenting(window)
        self._notes_window: NotesWindow | None = None
        window.state.changed.connect(self._on_state_changed)
        window.closing.connect(self._on_window_closing)

    def slots(self) -> dict[str, Callable[..., object]]:
        """Command name -> what it does."""
        return {
            **self.presenting.slots(),
            "reveal": lambda: self.guessing.reveal(),
            "notes": lambda: self.show_notes(),
        }

    def show_notes(self) -> NotesWindow:
        """The window of notes, made when it is first asked for."""
        if self._notes_window is None:
            self._notes_window = NotesWindow(self._window.session, self.notes, self._window)
        self._notes_window.show()
        self._notes_window.raise_()
        self._notes_window.activateWindow()
        return self._notes_window

    def _on_state_changed(self, names: frozenset[str]) -> None:
        if "answers_hidden" in names:
            shown = not self._window.state.answers_hidden
            self._window.panel.setVisible(shown and not self.presenting.alone)
            self._window.deck.setVisible(shown)

    def _on_window_closing(self) -> None:
        if self._notes_window is not None:
            self._notes_window.save()
