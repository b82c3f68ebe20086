"""What is measured on a counterfactual film: outlines, other networks, controls, low-pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from inference.answers.classifier import ClassifierInput, classifier_input
from inference.answers.criteria import Criterion
from inference.answers.segmentation import segment
from inference.attack.perturbed import probability
from inference.core.counterfactual_types import (
    Change,
    Checks,
    LowPass,
    Mover,
    OtherAnswer,
    RandomChanges,
)
from inference.core.types import FloatArray, Segmentation, read_only
from inference.counterfactual.composition import film_at
from inference.counterfactual.judge import Judge
from inference.counterfactual.kind import Context, Kind
from inference.counterfactual.scaling import low_passed

#: Random changes of the same kind and size.
DRAWS = 20
#: Sigmas of the Gaussians that a change must survive, pixels of the network's grid.
SIGMAS = (1.0, 2.0, 4.0)


def checked(kind: Kind, context: Context, judge: Judge, change: Change, log_odds: float) -> Checks:
    """All checks of `change` at amplitude 1, where the log-odds of the finding are `log_odds`.

    Raises
    ------
    ModelError: "model_output_invalid". Cancelled.
    """
    film = read_only(film_at(context.subject.radiograph.pixels, change, 1.0))
    before = judge.before
    return Checks(
        after=_segmented(context, film),
        twin=_twin(context, film),
        others=tuple(_other(each, film) for each in context.others),
        controls=_controls(kind, context, judge, change, before),
        low_pass=_low_pass(context, judge, change),
        movers=_movers(kind, context, judge, change, (before, log_odds)),
    )


def _segmented(context: Context, film: FloatArray) -> Segmentation:
    return segment(context.segmenter, replace(context.subject.radiograph, pixels=film))


def _twin(context: Context, film: FloatArray) -> OtherAnswer | None:
    if context.twin is None:
        return None
    given = context.subject
    twin = classifier_input(context.twin, given.radiograph, context.segmentation)
    target = Criterion(context.criterion.target, context.twin.card.operating_point, None)
    before = twin.probability_of(given.radiograph.pixels)
    after = twin.probability_of(film)
    turned = target.flipped(after) and not target.flipped(before)
    return OtherAnswer(context.twin.card.name, given.finding, before, after, turned)


def _other(other: ClassifierInput, film: FloatArray) -> OtherAnswer:
    card = other.network.card
    before, after = other.probability_of(other.radiograph.pixels), other.probability_of(film)
    turned = Criterion.against(before, card.operating_point, None).flipped(after)
    return OtherAnswer(card.name, card.finding, before, after, turned)


def _controls(
    kind: Kind, context: Context, judge: Judge, change: Change, before: float
) -> RandomChanges:
    rng = np.random.default_rng([context.seed, 1])
    drawn = [(kind.random_like(context, change, rng), 1.0) for _ in range(DRAWS)]
    odds = judge.quickly(drawn)
    flips = sum(judge.turned(float(each)) for each in odds)
    moved = float(np.mean([judge.towards(float(each) - before) for each in odds]))
    return RandomChanges(DRAWS, flips, moved)


def _low_pass(context: Context, judge: Judge, change: Change) -> tuple[LowPass, ...]:
    scale = change.grid.size / context.subject.source.grid.size
    smoothed: Sequence[tuple[Change, float]] = [
        (low_passed(change, sigma * scale), 1.0) for sigma in SIGMAS
    ]
    return tuple(
        LowPass(sigma, probability(float(odds)), judge.turned(float(odds)))
        for sigma, odds in zip(SIGMAS, judge.quickly(smoothed), strict=True)
    )


def _movers(
    kind: Kind, context: Context, judge: Judge, change: Change, ends: tuple[float, float]
) -> tuple[Mover, ...]:
    """Every place's part alone, the greatest first."""
    parts = kind.places(context, change)
    odds = judge.quickly([(part, 1.0) for part in parts.values()])
    before, whole = ends[0], judge.towards(ends[1] - ends[0])
    moves = [judge.towards(float(each) - before) for each in odds]
    found = [
        Mover(place, move, move / whole if whole else 0.0)
        for place, move in zip(parts, moves, strict=True)
    ]
    return tuple(sorted(found, key=lambda mover: -mover.logit_change))
