"""The one heavy entry: from a radiograph to everything that is found on it."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import torch

from inference import __version__
from inference.answers.classifier import (
    ClassifierInput,
    classifier_input,
    classify,
    needs_segmentation,
)
from inference.answers.segmentation import segment
from inference.attack.attack_warnings import with_warnings
from inference.attack.options import validated
from inference.attack.pgd import attack
from inference.attack.region import confined
from inference.attack.sweep import probability_at, sweep
from inference.attribution.maps import attribute
from inference.core.attack_types import AmplitudeSweep, AttackResult
from inference.core.counterfactual_types import Counterfactual
from inference.core.errors import OptionError
from inference.core.explanation_types import Explanation
from inference.core.progress import CancelToken, Partial, Progress, Report, Stage, ignore_report
from inference.core.requests import AnalysisRequest, AnalysisResult
from inference.core.types import (
    AttributionMap,
    AttributionMethod,
    Prediction,
    Radiograph,
    Segmentation,
)
from inference.counterfactual.amplitudes import probability_of_change
from inference.counterfactual.run import Film, searched
from inference.explanation.parts import Attacked, explain
from inference.networks.device import (
    CPU,
    choose_device,
    device_name,
    is_device_failure,
    release_memory,
)
from inference.networks.models import ModelLibrary, Network

LOGGER = logging.getLogger(__name__)

#: Stages that report their own steps.
COUNTED = (Stage.ATTACK, Stage.ATTRIBUTE, Stage.COUNTERFACTUAL, Stage.EXPLAIN)


class AnalysisPipeline:
    """Runs analyses one after another; networks are loaded on the first run, in its thread."""

    def __init__(self, library: ModelLibrary | None = None, device: str = "auto") -> None:
        """`device`: "auto" (CUDA, else MPS, else CPU) or a device's name."""
        self._library = library or ModelLibrary()
        self._preference = device

    def run(
        self,
        request: AnalysisRequest,
        report: Report = ignore_report,
        token: CancelToken | None = None,
    ) -> AnalysisResult:
        """Classify, segment, attack, sweep and attribute one film; `report` gets each part.

        When the chosen device is out of memory or lost, the run begins again on the CPU, once; its
        parts are then reported again and the result is labelled with both devices.

        Raises
        ------
        Cancelled: the token was cancelled. AnalysisError: a network is missing, damaged or gave no
        finite result; an option is out of range; the finding is unknown.
        """
        with request.radiograph.held():
            return self._run(request, report, token or CancelToken())

    def _run(self, request: AnalysisRequest, report: Report, token: CancelToken) -> AnalysisResult:
        device = choose_device(self._preference)
        try:
            return _Run(self._library, device, request, report, token).result()
        except RuntimeError as error:
            if not is_device_failure(error, device):
                raise
            LOGGER.warning("%s failed (%s); going on with the CPU", device, type(error).__name__)
        release_memory(device)
        label = f"{device_name(CPU)} (after {device} failed)"
        return _Run(self._library, CPU, request, report, token, label).result()

    def probability_at(
        self,
        radiograph: Radiograph,
        segmentation: Segmentation,
        changed: AttackResult | Counterfactual,
        amplitude: float,
    ) -> float:
        """P(finding) of `radiograph` at one amplitude of an attack's result, as the sweep has it,
        or of a counterfactual's change, on the film composed at full size.

        Raises
        ------
        AnalysisError: as for `run`.
        """
        networks = self._library.classifiers(choose_device(self._preference))
        with radiograph.held():
            subjects = tuple(classifier_input(each, radiograph, segmentation) for each in networks)
            subject = _subject(subjects, changed.finding, ())
            if isinstance(changed, AttackResult):
                return probability_at(subject, changed, amplitude)
            return probability_of_change(subject, changed.change, amplitude)


@dataclass(slots=True, eq=False)
class _Run:
    """One request on one device."""

    library: ModelLibrary
    device: torch.device
    request: AnalysisRequest
    report: Report
    token: CancelToken
    label: str = ""
    seconds: dict[str, float] = field(default_factory=dict)

    def result(self) -> AnalysisResult:
        began = time.perf_counter()
        if self.request.attack is not None:
            validated(self.request.attack)
        segmenter, classifiers = self._load()
        segmentation = self._known_segmentation()
        if segmentation is None and any(map(needs_segmentation, classifiers)):
            segmentation = self._segment(segmenter)
        subjects, predictions = self._classify(classifiers, segmentation)
        if segmentation is None:
            segmentation = self._segment(segmenter)
        self._partial(Stage.SEGMENT, segmentation)
        found, curve = self._attack(subjects, predictions, segmentation)
        chosen = self.request.finding or (found.finding if found else None)
        heat_maps = self._attribute(_subject(subjects, chosen, predictions))
        changed = self._search(subjects, predictions, segmenter, segmentation, found)
        explanation = None
        if found is not None and self.request.explanation:
            attacked = self._attacked(subjects, segmenter, segmentation, found, curve, heat_maps)
            explanation = self._explain(attacked)
        self.seconds["total"] = time.perf_counter() - began
        return AnalysisResult(
            request_id=self.request.request_id,
            predictions=predictions,
            segmentation=segmentation,
            attack=found,
            sweep=curve,
            attributions=heat_maps,
            device=self.label or device_name(self.device),
            seconds=self.seconds,
            versions=_versions([segmenter, *classifiers]),
            threads=torch.get_num_threads(),
            explanation=explanation,
            counterfactuals=changed,
        )

    def _load(self) -> tuple[Network, tuple[Network, ...]]:
        with self._stage(Stage.LOAD_MODELS):
            return self.library.segmenter(self.device), self.library.classifiers(self.device)

    def _classify(
        self, classifiers: tuple[Network, ...], segmentation: Segmentation | None
    ) -> tuple[tuple[ClassifierInput, ...], tuple[Prediction, ...]]:
        film, known = self.request.radiograph, self._known_predictions()
        with self._stage(Stage.CLASSIFY):
            subjects = tuple(classifier_input(each, film, segmentation) for each in classifiers)
            predictions = tuple(map(classify, subjects)) if known is None else known
        self._partial(Stage.CLASSIFY, predictions)
        return subjects, predictions

    def _segment(self, segmenter: Network) -> Segmentation:
        with self._stage(Stage.SEGMENT):
            return segment(segmenter, self.request.radiograph)

    def _attack(
        self,
        subjects: tuple[ClassifierInput, ...],
        predictions: tuple[Prediction, ...],
        segmentation: Segmentation,
    ) -> tuple[AttackResult | None, AmplitudeSweep | None]:
        config, known = self.request.attack, self.request.known
        if known is not None and known.attack is not None:
            return known.attack, known.sweep
        if config is None:
            return None, None
        subject = _subject(subjects, config.finding, predictions)
        with self._stage(Stage.ATTACK, config.steps * config.restarts):
            within = confined(subject, config, segmentation, self.request.drawn)
            found = attack(within, config, self._attack_step, self.token)
            answer = _of_finding(predictions, subject.finding)
            found = with_warnings(subject, found, segmentation, answer)
        self._partial(Stage.ATTACK, found)
        with self._stage(Stage.SWEEP):
            curve = sweep(subject, found, self.token)
        self._partial(Stage.SWEEP, curve)
        return found, curve

    def _attribute(self, subject: ClassifierInput) -> tuple[AttributionMap, ...]:
        methods = self.request.attributions
        made: list[AttributionMap] = []
        with self._stage(Stage.ATTRIBUTE, len(methods)):
            for step, method in enumerate(methods, 1):
                known = self._known_map(method, subject.finding)
                made.append(known or attribute(subject, method, self.token))
                self._step(Stage.ATTRIBUTE, step, len(methods))
                self._partial(Stage.ATTRIBUTE, made[-1])
        return tuple(made)

    def _attacked(
        self,
        subjects: tuple[ClassifierInput, ...],
        segmenter: Network,
        segmentation: Segmentation,
        found: AttackResult,
        curve: AmplitudeSweep | None,
        heat_maps: tuple[AttributionMap, ...],
    ) -> Attacked:
        return Attacked(
            subject=_subject(subjects, found.finding, ()),
            result=found,
            sweep=curve,
            segmentation=segmentation,
            maps=heat_maps,
            others=tuple(each for each in subjects if each.finding != found.finding),
            segmenter=segmenter,
            robust_twin=self.library.robust_twin(found.finding, self.device),
            translator=self.library.translator(found.finding, self.device),
            drawn=self.request.drawn,
            band_width=self.request.band_width,
        )

    def _search(
        self,
        subjects: tuple[ClassifierInput, ...],
        predictions: tuple[Prediction, ...],
        segmenter: Network,
        segmentation: Segmentation,
        found: AttackResult | None,
    ) -> tuple[Counterfactual, ...]:
        """The counterfactuals that were asked for, and those that are known."""
        request, known = self.request.counterfactuals, self.request.known
        before = () if known is None else known.counterfactuals
        if request is None:
            return before
        findings = [each.finding for each in subjects]
        film = Film(
            subjects=subjects,
            predictions=predictions,
            segmentation=segmentation,
            segmenter=segmenter,
            twins={name: self.library.robust_twin(name, self.device) for name in findings},
            translators={name: self.library.translator(name, self.device) for name in findings},
            autoencoder=self.library.autoencoder(self.device),
            attack=found,
        )
        with self._stage(Stage.COUNTERFACTUAL, len(request.kinds)):
            return (*before, *searched(film, request, self._search_step, self.token))

    def _search_step(self, step: int, steps: int, made: Counterfactual | None) -> None:
        self._step(Stage.COUNTERFACTUAL, step, steps)
        if made is not None:
            self._partial(Stage.COUNTERFACTUAL, made)

    def _explain(self, attacked: Attacked) -> Explanation:
        with self._stage(Stage.EXPLAIN, len(set(self.request.explanation))):
            return explain(attacked, self.request.explanation, self._explain_step, self.token)

    def _explain_step(self, step: int, steps: int, part: object | None) -> None:
        if part is None:
            self._step(Stage.EXPLAIN, step, steps)
        else:
            self._partial(Stage.EXPLAIN, part)

    def _known_segmentation(self) -> Segmentation | None:
        known = self.request.known
        return self.request.segmentation or (known.segmentation if known else None)

    def _known_predictions(self) -> tuple[Prediction, ...] | None:
        known = self.request.known
        return self.request.predictions or (known.predictions if known else None)

    def _known_map(self, method: AttributionMethod, finding: str) -> AttributionMap | None:
        made = () if self.request.known is None else self.request.known.attributions
        fitting = (each for each in made if each.method is method and each.finding == finding)
        return next(fitting, None)

    def _attack_step(self, step: int, steps: int) -> None:
        self._step(Stage.ATTACK, step, steps)

    def _step(self, stage: Stage, step: int, steps: int) -> None:
        self.report(Progress(self.request.request_id, stage, step, steps))

    def _partial(self, stage: Stage, payload: object) -> None:
        self.report(Partial(self.request.request_id, stage, payload))

    @contextmanager
    def _stage(self, stage: Stage, steps: int = 1) -> Iterator[None]:
        """Time a stage and report its begin and, unless it counts its own steps, its end."""
        self.token.raise_if_cancelled()
        self._step(stage, 0, steps)
        began = time.perf_counter()
        yield
        self.seconds[stage] = time.perf_counter() - began
        if stage not in COUNTED:
            self._step(stage, 1, 1)
        self.token.raise_if_cancelled()


def _subject(
    subjects: tuple[ClassifierInput, ...],
    finding: str | None,
    predictions: tuple[Prediction, ...],
) -> ClassifierInput:
    """The input of the classifier for `finding`; None: for the finding of highest probability."""
    if finding is None:
        finding = max(predictions, key=lambda prediction: prediction.probability).finding
    for subject in subjects:
        if subject.finding == finding:
            return subject
    known = ", ".join(subject.finding for subject in subjects)
    raise OptionError("unknown_finding", name=finding, known=known)


def _of_finding(predictions: tuple[Prediction, ...], finding: str) -> Prediction | None:
    return next((each for each in predictions if each.finding == finding), None)


def _versions(networks: list[Network]) -> dict[str, str]:
    cards = [network.card for network in networks]
    models = {card.name: f"{card.version} ({card.weights_sha256[:12]})" for card in cards}
    return {"setsudo": __version__, "torch": torch.__version__, **models}
