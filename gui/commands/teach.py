"""The Teaching menu: the audience, guessing first, notes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.commands.command_spec import TEACHING, VIEW, ActionSpec, Slots
from gui.stores.display_state import DisplayState
from gui.stores.guessing import Guessing
from gui.stores.notes import Notes
from gui.stores.session import Session
from gui.teaching.sweep_player import SweepPlayer
from gui.widgets.dialogs.notes_window import NotesWindow
from gui.widgets.panel.guess_card import GuessCard
from gui.words.marking import QT_TRANSLATE_NOOP

TEACHING_COMMANDS = (
    ActionSpec(
        "presentation",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Presentation"),
        QT_TRANSLATE_NOOP(
            "actions", "Show the films alone, large and without names; on a second screen if any"
        ),
        ("F5",),
        "presentation",
        checkable=True,
        rule=True,
    ),
    ActionSpec(
        "audience",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Audience window"),
        QT_TRANSLATE_NOOP("actions", "A second window for the audience, never with names"),
        ("Shift+F5",),
        "audience",
        checkable=True,
    ),
    ActionSpec(
        "guess_first",
        TEACHING,
        QT_TRANSLATE_NOOP("actions", "Guess first"),
        QT_TRANSLATE_NOOP("actions", "Hide the networks' answers until you have given yours"),
        ("Ctrl+G",),
        "guess",
        checkable=True,
        choice="guess_first",
    ),
    ActionSpec(
        "reveal",
        TEACHING,
        QT_TRANSLATE_NOOP("actions", "Reveal answers"),
        QT_TRANSLATE_NOOP("actions", "Show the networks' answers for this film without a guess"),
        ("Ctrl+Shift+G",),
        "eye",
        needs_film=True,
    ),
    ActionSpec(
        "notes",
        TEACHING,
        QT_TRANSLATE_NOOP("actions", "Teaching notes…"),
        QT_TRANSLATE_NOOP("actions", "Keep notes on this film, in your own settings folder"),
        ("Ctrl+Shift+N",),
        "notes",
        rule=True,
    ),
)


class TeachCommands(QObject):
    """Guessing, playing and notes; the notes' window stands on `window`."""

    def __init__(
        self,
        session: Session,
        state: DisplayState,
        profile: Path,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self.guessing = Guessing(session, state, self)
        self.player = SweepPlayer(session, state, self)
        self.guess_card = GuessCard(self.guessing, state)
        self.notes = Notes(profile)
        self._notes_window: NotesWindow | None = None

    def slots(self) -> Slots:
        """Command name -> what it does."""
        return {
            "reveal": lambda: self.guessing.reveal(),
            "notes": lambda: self.show_notes(),
        }

    def show_notes(self) -> NotesWindow:
        """The window of notes, made when it is first asked for."""
        if self._notes_window is None:
            self._notes_window = NotesWindow(self._session, self.notes, self._window)
        self._notes_window.show()
        self._notes_window.raise_()
        self._notes_window.activateWindow()
        return self._notes_window

    def save(self) -> None:
        """Put what stands in the notes' window into its file."""
        if self._notes_window is not None:
            self._notes_window.save()
