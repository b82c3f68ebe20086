"""All counterfactuals that a request asks for, on one film."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import Criterion
from inference.core.attack_types import AttackResult
from inference.core.counterfactual_types import (
    Counterfactual,
    CounterfactualKind,
    CounterfactualRequest,
)
from inference.core.errors import AnalysisError
from inference.core.progress import CancelToken
from inference.core.types import Prediction, Segmentation
from inference.counterfactual.kind import Context
from inference.counterfactual.registry import KINDS
from inference.counterfactual.search import OnFound, counterfactual, margin_of, not_searched
from inference.networks.models import Network

#: Called with (step, steps, a counterfactual or None) as searches go on.
OnStep = Callable[[int, int, Counterfactual | None], None]


@dataclass(frozen=True, slots=True, eq=False)
class Film:
    """One film with everything that searches on it may use."""

    subjects: tuple[ClassifierInput, ...]  # of every finding
    predictions: tuple[Prediction, ...]
    segmentation: Segmentation
    segmenter: Network
    twins: Mapping[str, Network | None]  # finding -> the robust network
    translators: Mapping[str, Network | None]
    autoencoder: Network | None = None
    attack: AttackResult | None = None  # found already


def searched(
    film: Film, request: CounterfactualRequest, on_step: OnStep, token: CancelToken
) -> tuple[Counterfactual, ...]:
    """Finding after finding, in the order of the request's kinds; `on_step` hears of each.

    A search that is concluded keeps its best so far, and the kinds after it are left out. One that
    fails is in the result with its error, and the others stand.

    Raises
    ------
    Cancelled: read at every step.
    """
    wanted = [each for each in film.subjects if each.finding in request.findings]
    subjects = wanted if request.findings else list(film.subjects)
    steps = len(subjects) * len(request.kinds)
    found: list[Counterfactual] = []
    for subject in subjects:
        context = _context(film, subject, request, token)
        for name in request.kinds:
            if token.concluded:
                return tuple(found)

            def tell(made: Counterfactual, at: int = len(found)) -> None:
                on_step(at, steps, made)

            found.append(_one(name, context, request, tell, _answer(film, subject).probability))
            on_step(len(found), steps, found[-1])
    return tuple(found)


def _one(
    name: CounterfactualKind,
    context: Context,
    request: CounterfactualRequest,
    tell: OnFound,
    before: float,
) -> Counterfactual:
    """The counterfactual of one kind, or why there is none."""
    if name not in KINDS:
        return not_searched(name, context, before)
    try:
        return counterfactual(KINDS[name], context, request, tell)
    except AnalysisError as error:
        return not_searched(name, context, before, error)


def _answer(film: Film, subject: ClassifierInput) -> Prediction:
    return next(each for each in film.predictions if each.finding == subject.finding)


def _context(
    film: Film, subject: ClassifierInput, request: CounterfactualRequest, token: CancelToken
) -> Context:
    answer = _answer(film, subject)
    target = int(not answer.positive) if request.target is None else request.target
    known = film.attack
    fitting = known is not None and known.finding == subject.finding and known.target == target
    return Context(
        subject=subject,
        criterion=Criterion(target, subject.network.card.operating_point, None),
        segmentation=film.segmentation,
        segmenter=film.segmenter,
        twin=film.twins.get(subject.finding),
        others=tuple(each for each in film.subjects if each.finding != subject.finding),
        translator=film.translators.get(subject.finding),
        autoencoder=film.autoencoder,
        attack=known if fitting else None,
        margin=margin_of(request),
        seed=request.seed,
        token=token,
    )
