"""Plays the amplitude from the original to the attack and back, slowly enough for every eye."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from gui.stores.display_state import DisplayState
from gui.stores.session import Session

#: One way, and the rest at either end, in milliseconds. A round of five seconds is 0.2 Hz; what
#: flashes more than three times in a second can cause seizures (WCAG 2.2, 2.3.1).
TRAVEL_MS, REST_MS = 2000, 500
ROUND_MS = 2 * (TRAVEL_MS + REST_MS)
_FRAME_MS = 40


def amplitude_after(milliseconds: int) -> float:
    """The amplitude in [0, 1] that long after the start, which is at 0."""
    place = milliseconds % ROUND_MS
    if place > TRAVEL_MS + REST_MS:
        return max(0.0, 1 - (place - TRAVEL_MS - REST_MS) / TRAVEL_MS)
    return min(1.0, place / TRAVEL_MS)


class SweepPlayer(QObject):
    """Moves the amplitude while `DisplayState.playing` holds; whoever else moves it stops it."""

    def __init__(
        self, session: Session, state: DisplayState, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._state = session, state
        self._clock = QElapsedTimer()
        self._frames = QTimer(self, interval=_FRAME_MS)
        self._frames.timeout.connect(self._move)
        self._mine = False
        state.changed.connect(self._on_state_changed)
        session.film_changed.connect(self.stop)

    def stop(self) -> None:
        """Leave the amplitude where it is."""
        self._state.playing = False

    def _move(self) -> None:
        if self._session.facts.attack is None:
            self.stop()
            return
        self._mine = True
        self._state.amplitude = amplitude_after(self._clock.elapsed())
        self._mine = False

    def _on_state_changed(self, names: frozenset[str]) -> None:
        if "playing" in names and self._state.playing:
            self._clock.start()
            self._frames.start()
        elif "playing" in names:
            self._frames.stop()
        elif "amplitude" in names and not self._mine:
            self.stop()
