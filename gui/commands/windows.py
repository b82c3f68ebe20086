"""The menu of window presets: what the digits do, and polarity."""

from __future__ import annotations

from collections.abc import Callable

from gui.commands.command_spec import SAVE_WINDOW, WINDOW_LEVEL, ActionSpec, Slots, Tell
from gui.panes.view.view_link import ViewLink
from gui.stores import window_presets as presets
from gui.stores.display_state import DisplayState
from gui.stores.session import Session
from gui.words.marking import QT_TRANSLATE_NOOP
from gui.words.messages import Message
from inference.core.types import Window

WINDOW_COMMANDS = (
    ActionSpec(
        "window_full",
        WINDOW_LEVEL,
        QT_TRANSLATE_NOOP("actions", "Full range"),
        QT_TRANSLATE_NOOP("actions", "Show every value of the film between black and white"),
        ("0",),
        "window",
        needs_film=True,
    ),
    ActionSpec(
        "window_file",
        WINDOW_LEVEL,
        QT_TRANSLATE_NOOP("actions", "Window of the file"),
        QT_TRANSLATE_NOOP("actions", "Use the file's window; once more for its next one"),
        ("1",),
        "window",
        needs_film=True,
    ),
    ActionSpec(
        "window_auto",
        WINDOW_LEVEL,
        QT_TRANSLATE_NOOP("actions", "Automatic, 0.5–99.5 %"),
        QT_TRANSLATE_NOOP("actions", "Spread the middle 99 percent of the values"),
        ("2",),
        "window",
        needs_film=True,
    ),
    ActionSpec(
        "window_lungs",
        WINDOW_LEVEL,
        QT_TRANSLATE_NOOP("actions", "Lung fields, 1–99 %"),
        QT_TRANSLATE_NOOP("actions", "Spread the values inside the lung fields"),
        ("3",),
        "window",
        needs_film=True,
    ),
    ActionSpec(
        "window_4",
        WINDOW_LEVEL,
        QT_TRANSLATE_NOOP("actions", "Own preset 4"),
        QT_TRANSLATE_NOOP("actions", "Use the window that was saved as 4"),
        ("4",),
        "window",
        needs_film=True,
        rule=True,
    ),
    ActionSpec(
        "window_5",
        WINDOW_LEVEL,
        QT_TRANSLATE_NOOP("actions", "Own preset 5"),
        QT_TRANSLATE_NOOP("actions", "Use the window that was saved as 5"),
        ("5",),
        "window",
        needs_film=True,
    ),
    ActionSpec(
        "window_6",
        WINDOW_LEVEL,
        QT_TRANSLATE_NOOP("actions", "Own preset 6"),
        QT_TRANSLATE_NOOP("actions", "Use the window that was saved as 6"),
        ("6",),
        "window",
        needs_film=True,
    ),
    ActionSpec(
        "window_7",
        WINDOW_LEVEL,
        QT_TRANSLATE_NOOP("actions", "Own preset 7"),
        QT_TRANSLATE_NOOP("actions", "Use the window that was saved as 7"),
        ("7",),
        "window",
        needs_film=True,
    ),
    ActionSpec(
        "window_8",
        WINDOW_LEVEL,
        QT_TRANSLATE_NOOP("actions", "Own preset 8"),
        QT_TRANSLATE_NOOP("actions", "Use the window that was saved as 8"),
        ("8",),
        "window",
        needs_film=True,
    ),
    ActionSpec(
        "window_9",
        WINDOW_LEVEL,
        QT_TRANSLATE_NOOP("actions", "Own preset 9"),
        QT_TRANSLATE_NOOP("actions", "Use the window that was saved as 9"),
        ("9",),
        "window",
        needs_film=True,
    ),
    ActionSpec(
        "save_window_4",
        SAVE_WINDOW,
        QT_TRANSLATE_NOOP("actions", "Save as preset 4"),
        QT_TRANSLATE_NOOP("actions", "Keep the window of the active pane as preset 4"),
        ("Ctrl+4",),
        "window",
        needs_film=True,
    ),
    ActionSpec(
        "save_window_5",
        SAVE_WINDOW,
        QT_TRANSLATE_NOOP("actions", "Save as preset 5"),
        QT_TRANSLATE_NOOP("actions", "Keep the window of the active pane as preset 5"),
        ("Ctrl+5",),
        "window",
        needs_film=True,
    ),
    ActionSpec(
        "save_window_6",
        SAVE_WINDOW,
        QT_TRANSLATE_NOOP("actions", "Save as preset 6"),
        QT_TRANSLATE_NOOP("actions", "Keep the window of the active pane as preset 6"),
        ("Ctrl+6",),
        "window",
        needs_film=True,
    ),
    ActionSpec(
        "save_window_7",
        SAVE_WINDOW,
        QT_TRANSLATE_NOOP("actions", "Save as preset 7"),
        QT_TRANSLATE_NOOP("actions", "Keep the window of the active pane as preset 7"),
        ("Ctrl+7",),
        "window",
        needs_film=True,
    ),
    ActionSpec(
        "save_window_8",
        SAVE_WINDOW,
        QT_TRANSLATE_NOOP("actions", "Save as preset 8"),
        QT_TRANSLATE_NOOP("actions", "Keep the window of the active pane as preset 8"),
        ("Ctrl+8",),
        "window",
        needs_film=True,
    ),
    ActionSpec(
        "save_window_9",
        SAVE_WINDOW,
        QT_TRANSLATE_NOOP("actions", "Save as preset 9"),
        QT_TRANSLATE_NOOP("actions", "Keep the window of the active pane as preset 9"),
        ("Ctrl+9",),
        "window",
        needs_film=True,
    ),
    ActionSpec(
        "invert",
        WINDOW_LEVEL,
        QT_TRANSLATE_NOOP("actions", "Invert"),
        QT_TRANSLATE_NOOP("actions", "Exchange black and white"),
        ("I",),
        "invert",
        checkable=True,
        choice="inverted",
        needs_film=True,
        rule=True,
    ),
)


class WindowCommands:
    """Sets the window of all panes, or of the active one while they are let go."""

    def __init__(self, session: Session, state: DisplayState, link: ViewLink, tell: Tell) -> None:
        self._session, self._state, self._link, self._tell = session, state, link, tell

    def slots(self) -> Slots:
        """Command name -> what it does."""
        own: Slots = {
            f"window_{digit}": lambda _=False, digit=digit: self._use_own(digit)
            for digit in presets.OWN
        }
        saved: Slots = {
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
        }

    def _use(self, make: Callable[..., Window]) -> None:
        film = self._session.film
        if film is not None:
            self._set(make(film))

    def _set(self, window: Window) -> None:
        self._state.set_window(window, self._link.active)

    def _use_file(self) -> None:
        shown = self._state.window_of(self._link.active)
        self._use(lambda film: presets.file_window(film, shown))

    def _use_lungs(self) -> None:
        session = self._session
        if session.film is None:
            return
        window = presets.lung_window(session.film, session.facts.segmentation)
        if window is None:
            self._tell(Message(notices=("lung_window_unknown",)))
        else:
            self._set(window)

    def _use_own(self, digit: int) -> None:
        film, saved = self._session.film, self._state.user_windows
        if film is None:
            return
        window = presets.own_window(film, saved, digit)
        if window is None:
            self._tell(Message(notices=("preset_empty",)))
        else:
            self._set(window)

    def _save_own(self, digit: int) -> None:
        film, state = self._session.film, self._state
        window = state.window_of(self._link.active)
        if film is not None and window is not None:
            state.user_windows = presets.with_own(film, state.user_windows, digit, window)
            self._tell(Message(notices=("preset_saved",)))
