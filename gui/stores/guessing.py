"""Guess first: the networks' answers stay hidden until the reader has given theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from gui.stores.display_state import DisplayState
from gui.stores.session import Session
from inference.core.findings import FINDINGS


@dataclass(frozen=True, slots=True)
class Score:
    """How many of the reader's answers the networks gave too. It says nothing of the truth."""

    agreed: int = 0
    answers: int = 0


class Guessing(QObject):
    """The reader's guesses of this session, in memory alone.

    `DisplayState.answers_hidden` is true while the film on screen waits for a guess.
    """

    changed = Signal()

    def __init__(
        self, session: Session, state: DisplayState, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._state = session, state
        self._guesses: dict[int, Mapping[str, bool]] = {}  # film's key -> finding -> called
        self._revealed: set[int] = set()
        self._outcomes: dict[int, Score] = {}  # by film, as soon as the networks have answered
        session.film_changed.connect(self._show)
        session.facts_changed.connect(self._compare)
        state.changed.connect(self._on_state_changed)

    @property
    def guess(self) -> Mapping[str, bool] | None:
        """The reader's answers for the film on screen: finding -> called."""
        return None if self._session.key is None else self._guesses.get(self._session.key)

    @property
    def score(self) -> Score:
        """Over all films that were guessed and answered."""
        outcomes = self._outcomes.values()
        return Score(sum(o.agreed for o in outcomes), sum(o.answers for o in outcomes))

    def agrees(self, finding: str) -> bool | None:
        """Whether the network says what the reader said; None while either is missing."""
        guess, answer = self.guess, self._session.facts.prediction(finding)
        return None if guess is None or answer is None else guess[finding] == answer.positive

    def commit(self, answers: Mapping[str, bool]) -> None:
        """Take the reader's answers for the film on screen; a guess is given once."""
        key = self._session.key
        if key is None or not self._state.answers_hidden:
            return
        self._guesses[key] = dict(answers)
        self._show()
        self._compare()

    def reveal(self) -> None:
        """Show the answers of the film on screen without a guess; it is not counted."""
        if self._session.key is not None:
            self._revealed.add(self._session.key)
        self._show()

    def _show(self) -> None:
        key = self._session.key
        open_question = key is not None and key not in self._guesses and key not in self._revealed
        self._state.answers_hidden = self._state.guess_first and open_question
        self.changed.emit()

    def _compare(self) -> None:
        key, agreements = self._session.key, [self.agrees(finding) for finding in FINDINGS]
        known = [agreed for agreed in agreements if agreed is not None]
        if key is not None and len(known) == len(FINDINGS) and key not in self._outcomes:
            self._outcomes[key] = Score(sum(known), len(known))
            self.changed.emit()

    def _on_state_changed(self, names: frozenset[str]) -> None:
        if "guess_first" in names:
            self._show()
