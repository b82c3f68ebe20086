"""The menu of lessons: a class guesses, the network's answer is revealed, and why is shown."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

import resources
from gui.commands.command_spec import LESSONS, ActionSpec, Slots, Tell
from gui.engine.controller import Controller
from gui.stores.contents import RECIPES
from gui.stores.display_state import COUNTERFACTUALS, DisplayState
from gui.stores.session import Session
from gui.teaching.lesson import Lesson, LessonFilm, read_lesson
from gui.teaching.lesson_window import LessonWindow
from gui.words.marking import QT_TRANSLATE_NOOP
from gui.words.messages import Message
from inference.core.errors import AnalysisError

LESSON_COMMANDS = (
    ActionSpec(
        "lesson_planted_cause",
        LESSONS,
        QT_TRANSLATE_NOOP("actions", "The network that reads the marker"),
        QT_TRANSLATE_NOOP(
            "actions", "Five minutes with a network that is right for a wrong reason"
        ),
        ("Ctrl+Alt+L",),
        "guess",
    ),
    ActionSpec(
        "open_lesson",
        LESSONS,
        QT_TRANSLATE_NOOP("actions", "Open lesson…"),
        QT_TRANSLATE_NOOP("actions", "Open a folder with a lesson of your own"),
        ("Ctrl+Alt+Shift+L",),
        "folder",
        rule=True,
    ),
)
#: Pictures of a lesson that have another name among the panes.
_PANES = {"pgd_linf": "perturbation", "pgd_l2": "perturbation"}


class LessonCommands(QObject):
    """Starts a lesson and follows it; the program's own networks come back when it ends."""

    def __init__(
        self,
        session: Session,
        state: DisplayState,
        controller: Controller,
        tell: Tell,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._state, self._controller = session, state, controller
        self._tell, self._window = tell, window
        self.lesson_window: LessonWindow | None = None
        session.film_changed.connect(self._hide_answers)

    def slots(self) -> Slots:
        """Command name -> what it does."""
        own = resources.folder("lessons") / "planted_cause"
        return {
            "lesson_planted_cause": lambda: self.start(own),
            "open_lesson": lambda: self._ask(),
        }

    def start(self, folder: Path) -> None:
        """Open a lesson's films with its network, and its window."""
        try:
            lesson = read_lesson(folder)
        except AnalysisError as error:
            self._tell(Message((error,)))
            return
        self.stop()
        if lesson.bundle is not None:
            self._controller.use_bundle(lesson.bundle)
        self._controller.open(tuple(film.path for film in lesson.films))
        self.lesson_window = self._made(lesson)
        self.lesson_window.show()

    def stop(self) -> None:
        """End the lesson that runs."""
        window, self.lesson_window = self.lesson_window, None
        if window is None:
            return
        if window.lesson.bundle is not None:
            self._controller.use_bundle(None)
        self._state.answers_hidden = False
        window.close()
        window.deleteLater()

    def _made(self, lesson: Lesson) -> LessonWindow:
        window = LessonWindow(lesson, self._window)
        window.shown.connect(self._show_film)
        window.revealed.connect(self._reveal)
        window.closed.connect(self.stop)
        return window

    def _ask(self) -> None:
        dialog = QFileDialog(self._window)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.start(Path(name)))
        dialog.open()

    def _show_film(self, place: int) -> None:
        entries = self._session.entries
        if place < len(entries):
            self._controller.show_key(entries[place].key)

    def _hide_answers(self) -> None:
        window, film = self.lesson_window, self._session.film
        if window is None or film is None:
            return
        if film.path == window.film.path:
            self._state.answers_hidden = True

    def _reveal(self, film: LessonFilm) -> None:
        """The networks' answers, and the pictures that the lesson names beside the film."""
        state, known = self._state, {row.key for row in RECIPES}
        kinds = [name for name in film.show if name in COUNTERFACTUALS]
        panes = [_PANES.get(name, name) for name in film.show if name not in COUNTERFACTUALS]
        panes += ["counterfactual"] if kinds else []
        shown = ("original", *(key for key in dict.fromkeys(panes) if key in known))[:4]
        with state.batch():
            state.answers_hidden = False
            if kinds:
                state.counterfactual = kinds[0]
            if len(shown) > 1:
                rest = [key for key in state.contents if key not in shown]
                state.contents = (*shown, *rest)[:4]
                state.layout_size = len(shown)
