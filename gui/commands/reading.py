"""What the commands of reading do: window presets, the view's reset."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.commands.header_browser import HeaderBrowser
from gui.stores import window_presets as presets
from gui.widgets.dialogs.display_pattern import TestPattern
from gui.words.messages import Message
from inference.core.types import Window

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class Reading(QObject):
    """Slots of the reading commands, on one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.headers = HeaderBrowser(window.controller.runner, window.state, window)

    def slots(self) -> dict[str, Callable[..., None]]:
        """Command name -> what it does."""
        own = {
            f"window_{digit}": lambda _=False, digit=digit: self._use_own(digit)
            for digit in presets.OWN
        }
        saved = {
            f"save_window_{digit}": lambda _=False, digit=digit: self._save_own(digit)
            for digit in presets.OWN
        }
        return {
            **own,
            **saved,
            "window_full": lambda: self._use(presets.full_window),
            "window_file": lambda: self._use_file(),
            "window_auto": lambda: self._use(presets.automatic_window),
            "window_lungs": lambda: self._use_lungs(),
            "reset": lambda: self._reset(),
            "remove_measure": lambda: self._window.grid.measures.remove_last(),
            "clear_measures": lambda: self._window.grid.measures.clear(),
            "clear_recent": lambda: self._window.recent.clear(),
            "header": lambda: self._show_header(),
            "test_pattern": lambda: self._show_pattern(),
        }

    # --- window presets -------------------------------------------------------------------------

    def _use(self, make: Callable[..., Window]) -> None:
        film = self._window.session.film
        if film is not None:
            self._set(make(film))

    def _set(self, window: Window) -> None:
        self._window.state.set_window(window, self._window.link.active)

    def _use_file(self) -> None:
        shown = self._window.state.window_of(self._window.link.active)
        self._use(lambda film: presets.file_window(film, shown))

    def _use_lungs(self) -> None:
        session = self._window.session
        if session.film is None:
            return
        window = presets.lung_window(session.film, session.facts.segmentation)
        if window is None:
            self._window.tell(Message(notices=("lung_window_unknown",)))
        else:
            self._set(window)

    def _use_own(self, digit: int) -> None:
        film, saved = self._window.session.film, self._window.state.user_windows
        if film is None:
            return
        window = presets.own_window(film, saved, digit)
        if window is None:
            self._window.tell(Message(notices=("preset_empty",)))
        else:
            self._set(window)

    def _save_own(self, digit: int) -> None:
        film, state = self._window.session.film, self._window.state
        window = state.window_of(self._window.link.active)
        if film is not None and window is not None:
            state.user_windows = presets.with_own(film, state.user_windows, digit, window)
            self._window.tell(Message(notices=("preset_saved",)))

    # --- view -----------------------------------------------------------------------------------

    def _reset(self) -> None:
        """Every pane whole, upright, and in the film's own window."""
        window = self._window
        window.link.reset()
        with window.state.batch():
            window.state.inverted = False
            window.state.own_windows = {}
            window.state.window = (
                None if window.session.film is None else window.session.film.window
            )

    # --- tools ----------------------------------------------------------------------------------

    def _show_header(self) -> None:
        film = self._window.session.film
        if film is not None:
            self.headers.show(film.path)

    def _show_pattern(self) -> None:
        pattern = TestPattern(self._window)
        pattern.showFullScreen()
