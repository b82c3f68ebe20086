"""What the reader asks for, turned into requests; what comes back, turned into facts."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from gui.engine.film_loader import FilmLoader
from gui.engine.needed_parts import (
    Wanted,
    as_result,
    kind_shown,
    known_names,
    merged,
    with_compared,
    with_payload,
)
from gui.engine.resting_amplitude import RestingAmplitude
from gui.engine.runner import Runner
from gui.engine.ticket import Ticket
from gui.films.outline_mask import Outline, mask_of
from gui.stores.contents import COUNTERFACTUAL
from gui.stores.display_state import DisplayState
from gui.stores.film_choices import FilmChoices
from gui.stores.session import Session
from gui.words.messages import Message
from inference.core.attack_types import AttackConfig
from inference.core.counterfactual_types import Counterfactual, CounterfactualRequest
from inference.core.errors import AnalysisError
from inference.core.explanation_types import Explanation, ExplanationPart
from inference.core.progress import Partial, Stage
from inference.core.requests import AnalysisRequest, AnalysisResult
from inference.core.types import AttributionMap, CardiothoracicRatio

log = logging.getLogger(__name__)

#: Quiet time before a newly shown film is analysed, so that leafing through films starts nothing.
_SETTLE_MS = 150

#: Quiet time after which the amplitude counts as resting and is evaluated exactly.

#: Which fact a partial result is.
_FACT_OF_STAGE = {
    Stage.CLASSIFY: "predictions",
    Stage.SEGMENT: "segmentation",
    Stage.ATTACK: "shown_attack",
    Stage.SWEEP: "sweep",
}
#: Choices after which something more may have to be computed.
_ASKING = frozenset({"contents", "layout_size", "tab", "answers_hidden", "pair", "counterfactual"})


def _asked(request: AnalysisRequest) -> Wanted:
    """The parts that a request asks for."""
    search = request.counterfactuals
    kinds = () if search is None else search.kinds
    return Wanted(request.attributions, request.explanation, kinds)


def _search(wanted: Wanted, finding: str) -> CounterfactualRequest | None:
    kinds = wanted.counterfactuals
    return CounterfactualRequest(kinds, findings=(finding,)) if kinds else None


class Controller(QObject):
    """Opens, analyses, cancels. Nothing here knows how it is drawn."""

    told = Signal(object)  # Message
    asked = Signal(object)  # tuple[Path, ...] that are to be opened
    progressed = Signal(object)  # Progress | None when nothing runs
    reading = Signal(int, int)  # files read, files in all; (0, 0) when nothing is read
    analysis_running = Signal(bool)
    opened = Signal(bool)  # an opening has ended; False when no file of it could be shown

    def __init__(
        self,
        session: Session,
        state: DisplayState,
        runner: Runner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._state, self._runner = session, state, runner
        self._choices = FilmChoices(session, state)
        self._loader = FilmLoader(session, runner, self)
        self._analysis: Ticket | None = None  # that runs or waits
        self._analysed_key: int | None = None
        self._request: AnalysisRequest | None = None
        self._refused: dict[int, frozenset[str]] = {}  # film -> parts that did not come about
        self.config = AttackConfig()
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._analyse_if_unknown)
        self._rest = RestingAmplitude(session, state, runner, self)
        self._rest.failed.connect(self._tell_error)
        self._connect()

    @property
    def runner(self) -> Runner:
        """Hands requests to the worker."""
        return self._runner

    @property
    def busy(self) -> bool:
        """An analysis runs, waits, or is about to be asked for."""
        return self._analysis is not None or self._settle.isActive()

    def open(self, paths: tuple[Path, ...]) -> None:
        """Open files and folders; the study on screen stays until the first new film is whole."""
        self.cancel()
        self.asked.emit(paths)
        self._loader.open(paths)

    def show_key(self, key: int) -> None:
        """Show one of the open films."""
        if key == self._session.key:
            return
        if self._session.has_film(key):
            self._session.show(key)
        else:
            self.cancel()
            self._loader.restore(key)

    def step(self, by: int) -> None:
        """Show the film `by` places further on, if there is one."""
        place = self._session.position + by
        if 0 <= place < len(self._session.entries) and self._session.position >= 0:
            self.show_key(self._session.entries[place].key)

    def attack(self, config: AttackConfig) -> None:
        """Attack the film that is shown; what is known of it already is not computed again."""
        self.config = config
        film, key, facts = self._session.film, self._session.key, self._session.facts
        if film is None or key is None:
            return
        self._settle.stop()
        self._refused.pop(key, None)
        self._session.learn(
            key,
            shown_attack=None,
            sweep=None,
            attributions={},
            explanation=Explanation(),
            counterfactuals={},
            complete=False,
        )
        wanted = Wanted.by(self._state, self._session.facts)
        self._analyse(
            AnalysisRequest(
                0,
                film.radiograph,
                config,
                predictions=facts.predictions or None,
                segmentation=facts.segmentation,
                drawn=mask_of(facts.outline, film.shape),
                attributions=wanted.attributions,
                explanation=wanted.explanation,
            )
        )

    def ask(self, part: ExplanationPart) -> None:
        """Compute a part that takes long, because the reader wants it now."""
        self._refused.pop(self._session.key or 0, None)
        self._add(Wanted.by(self._state, self._session.facts).with_part(part))

    def compare_maps(self) -> None:
        """Compute every heat map that a pane can show, and their agreement with δ."""
        self._refused.pop(self._session.key or 0, None)
        self._add(Wanted.of_every_map())

    def computing(self, name: str) -> bool:
        """A part is on its way, or will be asked for."""
        request = self._request
        if self._analysis is None or request is None:
            return self._settle.isActive()
        asked = _asked(request).names
        if name == COUNTERFACTUAL.name:
            return any(each.startswith(f"{name}_") for each in asked) or request.known is None
        return name in asked or (name == "attack" and request.known is None)

    def use_bundle(self, path: Path | None) -> None:
        """Use a person's own networks; if they can be used, every film is analysed anew.

        None: those that the program was started with.
        """
        self.cancel()
        ticket = self._runner.use_bundle(path)
        ticket.succeeded.connect(self._bundle_used)
        ticket.failed.connect(self._bundle_refused)

    def set_outline(self, outline: Outline) -> None:
        """Keep the region that the reader drew on the film that is shown; empty removes it."""
        key, facts = self._session.key, self._session.facts
        if key is None:
            return
        explanation = replace(facts.explanation, regions=None)
        self._session.learn(key, outline=outline, explanation=explanation)
        self._refused.pop(key, None)
        self._add_missing()

    def set_ratio(self, ratio: CardiothoracicRatio | None) -> None:
        """Keep the cardiothoracic ratio as the reader moved its lines; None: as measured."""
        if self._session.key is not None:
            self._session.learn(self._session.key, edited_ratio=ratio)

    def set_config(self, config: AttackConfig) -> None:
        """Attack films that are opened from now on in this way."""
        self.config = config

    def cancel(self) -> None:
        """Stop the analysis at its next step; what was found until then stays."""
        self._settle.stop()
        self._runner.cancel_analysis()

    def step_back(self) -> bool:
        """Stop the analysis that runs or waits; False if there is none."""
        if not self.busy:
            return False
        self.cancel()
        return True

    def conclude(self) -> None:
        """End the running attack at its next step and keep what it has found."""
        self._runner.conclude_analysis()

    def close(self) -> None:
        """End the worker."""
        self._settle.stop()
        self._rest.stop()
        self._loader.close()
        self._runner.close()

    def _connect(self) -> None:
        self._loader.told.connect(self.told)
        self._loader.reading.connect(self.reading)
        self._loader.opened.connect(self.opened)
        self._loader.stayed.connect(self._settle.start)
        self._session.film_changed.connect(self._on_session_film_changed)
        self._state.changed.connect(self._on_state_changed)

    def _add(self, wanted: Wanted) -> None:
        """Compute what is missing of `wanted` for a film that is analysed, beside what is known."""
        film, facts = self._session.film, self._session.facts
        known, key = as_result(facts), self._session.key
        if film is None or key is None or known is None or facts.attack is None or self.busy:
            return
        missing = wanted.without(known_names(facts) | self._refused.get(key, frozenset()))
        if not missing:
            return
        missing = with_compared(missing, facts)
        self._analyse(
            AnalysisRequest(
                0,
                film.radiograph,
                facts.attack.config,
                predictions=facts.predictions,
                segmentation=facts.segmentation,
                drawn=mask_of(facts.outline, film.shape),
                attributions=missing.attributions,
                explanation=missing.explanation,
                known=known,
                counterfactuals=_search(missing, facts.attack.finding),
            )
        )

    def _add_missing(self) -> None:
        self._add(Wanted.by(self._state, self._session.facts))

    def _refuse_missing(self) -> None:
        """What was asked for and is not there is not asked for again until the reader does."""
        key, request = self._analysed_key, self._request
        if key is None or request is None:
            return
        asked = _asked(request).names
        missing = asked - known_names(self._session.facts_of(key))
        self._refused[key] = self._refused.get(key, frozenset()) | missing

    def _analyse(self, request: AnalysisRequest) -> None:
        if self._analysis is not None:
            self._analysis.let_go()
        self._analysed_key, self._request = self._session.key, request
        ticket = self._analysis = self._runner.analyse(request)
        ticket.progressed.connect(self.progressed)
        ticket.partial.connect(self._on_analysis_partial)
        ticket.succeeded.connect(self._on_analysis_succeeded)
        ticket.cancelled.connect(self._analysis_ended)
        ticket.failed.connect(self._on_analysis_failed)
        self.analysis_running.emit(True)

    def _analyse_if_unknown(self) -> None:
        film = self._session.film
        if film is not None and not self._session.facts.complete:
            self.attack(self.config)
        else:
            self._add_missing()

    def _analysis_ended(self) -> None:
        self._refuse_missing()
        self._analysis = self._request = None
        self.progressed.emit(None)
        self.analysis_running.emit(False)

    def _on_session_film_changed(self) -> None:
        film = self._session.film
        self._runner.cancel_analysis()
        self._choices.change_film()
        if film is None:
            return
        self._settle.start()

    def _on_state_changed(self, names: frozenset[str]) -> None:
        if "amplitude" in names:
            self._rest.start()
        if "counterfactual" in names:
            self._show_kind()
        if names & _ASKING:
            self._refused.pop(self._session.key or 0, None)
            self._add_missing()

    def _on_analysis_partial(self, found: Partial) -> None:
        if self._analysed_key is None:
            return
        key, facts = self._analysed_key, self._session.facts_of(self._analysed_key)
        payload = found.payload
        match found.stage:
            case Stage.ATTRIBUTE:
                assert isinstance(payload, AttributionMap)
                maps = {**facts.attributions, str(payload.method): payload}
                self._session.learn(key, attributions=maps)
            case Stage.COUNTERFACTUAL:
                assert isinstance(payload, Counterfactual)
                self._learn_counterfactuals((payload,))
            case Stage.EXPLAIN:
                self._session.learn(key, explanation=with_payload(facts.explanation, payload))
            case stage if stage in _FACT_OF_STAGE and not self._is_adding():
                self._session.learn(key, **{_FACT_OF_STAGE[stage]: payload})

    def _learn_counterfactuals(self, found: tuple[Counterfactual, ...]) -> None:
        key = self._analysed_key
        if key is None or not found:
            return
        facts = self._session.facts_of(key)
        finding = None if facts.attack is None else facts.attack.finding
        fitting = {str(each.kind): each for each in found if each.finding == finding}
        self._session.learn(
            key,
            counterfactuals={**facts.counterfactuals, **fitting},
            counterfactual_kind=str(kind_shown(self._state, facts) or ""),
        )

    def _show_kind(self) -> None:
        """The kind that the reader chose, of the film that is shown."""
        key, kind = self._session.key, kind_shown(self._state, self._session.facts)
        if key is not None and kind is not None:
            self._session.learn(key, counterfactual_kind=str(kind))

    def _is_adding(self) -> bool:
        """The running analysis adds to facts that stand."""
        return self._request is not None and self._request.known is not None

    def _on_analysis_succeeded(self, result: AnalysisResult) -> None:
        self._learn_result(result)
        self._learn_counterfactuals(result.counterfactuals)
        self._analysis_ended()
        self._rest.start()
        self._add_missing()

    def _on_analysis_failed(self, error: AnalysisError) -> None:
        self._tell_error(error)
        self._analysis_ended()

    def _tell_error(self, error: AnalysisError) -> None:
        self.told.emit(Message((error,)))

    def _bundle_refused(self, error: AnalysisError) -> None:
        self._tell_error(error)
        self._settle.start()

    def _bundle_used(self, _nothing: object) -> None:
        self._refused.clear()
        self._session.forget_facts()
        self.told.emit(Message(notices=("bundle_used",)))
        self._settle.start()

    def _learn_result(self, result: AnalysisResult) -> None:
        if self._analysed_key is None:
            return
        facts = self._session.facts_of(self._analysed_key)
        found: dict[str, object] = {
            "attributions": {
                **facts.attributions,
                **{str(each.method): each for each in result.attributions},
            },
            "explanation": merged(facts.explanation, result.explanation or Explanation()),
        }
        if not self._is_adding():
            found |= {
                "predictions": result.predictions,
                "segmentation": result.segmentation,
                "sweep": result.sweep,
                "device": result.device,
                "seconds": result.seconds,
                "versions": result.versions,
                "threads": result.threads,
                "complete": True,
            }
        self._session.learn(self._analysed_key, **found)
        failures = () if result.explanation is None else result.explanation.failures.values()
        if failures:
            self.told.emit(Message(tuple(failures)))
