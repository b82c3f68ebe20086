"""How each film was looked at: its window, polarity and amplitude, kept while it is open.

Nothing passes from one film to another: two radiographs have nothing in common that a window
could rely on.
"""

from __future__ import annotations

from gui.stores.display_state import DisplayState
from gui.stores.session import Session

_KEPT = tuple(name for name, choice in DisplayState.choices().items() if choice.of_film)


class FilmChoices:
    """Puts the choices of the film that is left away, and brings those of the next."""

    def __init__(self, session: Session, state: DisplayState) -> None:
        self._session, self._state = session, state
        self._key: int | None = None
        self._kept: dict[int, dict[str, object]] = {}

    def change_film(self) -> None:
        """The session shows another film: how it was left, or as its file would have it."""
        film, key = self._session.film, self._session.key
        if self._key is not None:
            self._kept[self._key] = {name: getattr(self._state, name) for name in _KEPT}
        open_keys = {entry.key for entry in self._session.entries}
        self._kept = {k: choices for k, choices in self._kept.items() if k in open_keys}
        self._key = key
        if film is None or key is None:
            return
        known = self._state.choices()
        choices: dict[str, object] = {name: known[name].default for name in _KEPT}
        choices["window"] = film.window
        with self._state.batch():
            for name, value in (choices | self._kept.get(key, {})).items():
                setattr(self._state, name, value)
