"""The one entry: from a film, a network and a kind to a counterfactual, measured."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace

from inference.attack.perturbed import probability
from inference.core.counterfactual_types import (
    Change,
    Counterfactual,
    CounterfactualKind,
    CounterfactualRequest,
    SizeUnit,
    StopReason,
)
from inference.core.errors import AnalysisError
from inference.counterfactual.amplitudes import curve_of, least_amplitude
from inference.counterfactual.checks import checked
from inference.counterfactual.judge import Judge
from inference.counterfactual.kind import Context, Found, Kind
from inference.counterfactual.notices import notices_of
from inference.counterfactual.scaling import scaled
from inference.counterfactual.sentence import facts_of

#: Called with a counterfactual when it is found, before its curve and its checks.
OnFound = Callable[[Counterfactual], None]


def margin_of(request: CounterfactualRequest) -> float:
    """Log-odds beyond the operating point that `request.confidence` asks for."""
    if request.confidence is None:
        return 0.0
    return math.log(request.confidence / (1 - request.confidence))


def counterfactual(
    kind: Kind,
    context: Context,
    request: CounterfactualRequest,
    on_found: OnFound = lambda found: None,
) -> Counterfactual:
    """Search for the least change of `kind` that turns the answer, and measure it.

    A search that finds nothing is a result: `stop_reason` says why. One that was ended early
    (`CancelToken.conclude`) keeps the best so far, without curve and checks.

    Raises
    ------
    ModelError: "model_output_invalid". Cancelled.
    """
    began = time.perf_counter()
    judge = Judge.of(context.subject, context.criterion, context.token)
    plain = _nothing(kind, context, judge)
    if context.criterion.flipped(plain.probability_before):
        return _done(replace(plain, stop_reason=StopReason.ALREADY), context, began)
    found = kind.search(context)
    if found.change is None:
        nothing = replace(plain, stop_reason=found.stop_reason, notices=found.notices)
        return _done(nothing, context, began)
    change, log_odds = _least(judge, context, found)
    made = _made(kind, context, judge, plain, (change, found, log_odds))
    made = _done(made, context, began)
    if made.stop_reason is StopReason.STOPPED:
        return made
    on_found(made)
    if request.curve:
        made = replace(made, curve=curve_of(judge, change))
    if request.checks and not context.token.concluded:
        made = replace(made, checks=checked(kind, context, judge, change, log_odds))
    return _done(made, context, began)


def _nothing(kind: Kind, context: Context, judge: Judge) -> Counterfactual:
    before = probability(judge.before)
    return Counterfactual(
        kind=kind.name,
        finding=context.subject.finding,
        target=context.criterion.target,
        change=None,
        flipped=False,
        probability_before=before,
        probability_after=before,
        size=None,
        unit=SizeUnit.EPSILON,
        stop_reason=StopReason.NOT_FOUND,
        ratio_before=context.segmentation.cardiothoracic_ratio,
    )


def not_searched(
    name: CounterfactualKind,
    context: Context,
    probability_before: float,
    failure: AnalysisError | None = None,
) -> Counterfactual:
    """What stands for a search that could not be made: this program lacks the kind, or an error."""
    reason = StopReason.UNAVAILABLE if failure is None else StopReason.FAILED
    return Counterfactual(
        kind=name,
        finding=context.subject.finding,
        target=context.criterion.target,
        change=None,
        flipped=False,
        probability_before=probability_before,
        probability_after=probability_before,
        size=None,
        unit=SizeUnit.EPSILON,
        stop_reason=reason,
        ratio_before=context.segmentation.cardiothoracic_ratio,
        notices=("kind_unavailable",) if failure is None else (),
        failure=failure,
    )


def _least(judge: Judge, context: Context, found: Found) -> tuple[Change, float]:
    assert found.change is not None
    least = least_amplitude(judge, found.change, context.margin, found.limit)
    return scaled(found.change, least.amplitude), least.log_odds


def _made(
    kind: Kind,
    context: Context,
    judge: Judge,
    plain: Counterfactual,
    outcome: tuple[Change, Found, float],
) -> Counterfactual:
    change, found, log_odds = outcome
    flipped = judge.turned(log_odds)
    reason = found.stop_reason
    if reason is not StopReason.STOPPED:
        reason = StopReason.FOUND if flipped else StopReason.NOT_FOUND
    size, unit = kind.size(context, change)
    return replace(
        plain,
        change=change,
        flipped=flipped,
        probability_after=probability(log_odds),
        size=size,
        unit=unit,
        stop_reason=reason,
        zones=kind.zones(context, change),
        notices=found.notices,
    )


def _done(made: Counterfactual, context: Context, began: float) -> Counterfactual:
    """With its notices, its facts and its time."""
    seconds = time.perf_counter() - began
    made = replace(made, notices=notices_of(made, context), seconds=seconds)
    return replace(made, facts=facts_of(made, context))
