"""The exact probability where the amplitude's slider rests, asked for once it does."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from gui.engine.runner import Runner
from gui.engine.worker import EvaluateAmplitude
from gui.films.response import is_evaluated, with_evaluation
from gui.stores.contents import curve_shown
from gui.stores.display_state import DisplayState
from gui.stores.facts import Facts
from gui.stores.session import Session
from inference.core.attack_types import AmplitudeSweep, AttackResult
from inference.core.counterfactual_types import Counterfactual

_REST_MS = 120


class RestingAmplitude(QObject):
    """Adds an evaluation to the curve that the panes show: the counterfactual's or the attack's."""

    failed = Signal(object)  # AnalysisError

    def __init__(
        self, session: Session, state: DisplayState, runner: Runner, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._state, self._runner = session, state, runner
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._ask)

    def start(self) -> None:
        """The slider has moved; ask when it rests."""
        self._rest.start()

    def stop(self) -> None:
        """Nothing is to be asked."""
        self._rest.stop()

    def _ask(self) -> None:
        film, facts, amplitude = self._session.film, self._session.facts, self._state.amplitude
        if film is None or facts.segmentation is None or not facts.complete:
            return
        curve = curve_shown(facts, self._state.needed_contents)
        changed = _behind(curve, facts)
        if curve is None or changed is None or is_evaluated(curve, amplitude):
            return
        request = EvaluateAmplitude(0, film.radiograph, facts.segmentation, changed, amplitude)
        ticket = self._runner.evaluate(request)
        ticket.succeeded.connect(partial(self._learn, request, curve))
        ticket.failed.connect(self.failed)

    def _learn(self, request: EvaluateAmplitude, curve: AmplitudeSweep, probability: float) -> None:
        key, facts = self._session.key, self._session.facts
        if key is None:
            return
        joined = with_evaluation(curve, request.amplitude, probability)
        changed = request.changed
        if isinstance(changed, AttackResult):
            if facts.attack is changed and facts.sweep is curve:
                self._session.learn(key, sweep=joined)
        elif facts.counterfactuals.get(str(changed.kind)) is changed:
            known = {**facts.counterfactuals, str(changed.kind): replace(changed, curve=joined)}
            self._session.learn(key, counterfactuals=known)


def _behind(curve: AmplitudeSweep | None, facts: Facts) -> AttackResult | Counterfactual | None:
    """What `curve` is the curve of."""
    found = facts.counterfactual
    if found is not None and curve is found.curve:
        return found if found.change is not None else None
    return facts.attack
