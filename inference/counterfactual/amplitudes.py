"""Along the amplitudes of a change: the least that turns the answer, and the whole curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inference.answers.classifier import ClassifierInput
from inference.attack.perturbed import probability
from inference.core.attack_types import AmplitudeSweep
from inference.core.counterfactual_types import Change
from inference.core.types import FloatArray, read_only
from inference.counterfactual.judge import Judge, log_odds_at

#: Halvings of the interval between the film and the change that the search returned.
HALVINGS = 6
#: By how much, and how often, a change grows that turned the working film but not the full one.
GROWTH, GROWN = 1.03, 6
#: 34 amplitudes from -1 to 2 that hold 0 and 1.
AMPLITUDES: FloatArray = read_only((np.arange(-11, 23) / 11).astype(np.float32))


@dataclass(frozen=True, slots=True)
class Least:
    """An amplitude, and the log-odds of the finding there at full size."""

    amplitude: float
    log_odds: float


def least_amplitude(judge: Judge, change: Change, margin: float, limit: float) -> Least:
    """The least amplitude in (0, `limit`] at which the answer is `margin` beyond its turn.

    Where no amplitude gets so far, the one that gets furthest of 1 and `limit`, turned or not.
    """
    top = _top(judge, change, margin, limit)
    if top is None:
        amplitude = max((1.0, limit), key=lambda s: _beyond(judge, change, s))
        return Least(amplitude, judge.at_full_size(change, amplitude))
    low, high = 0.0, top
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if _beyond(judge, change, middle) >= margin:
            high = middle
        else:
            low = middle
    for _ in range(GROWN):
        log_odds = judge.at_full_size(change, high)
        if judge.criterion.beyond(log_odds) >= margin or high >= limit:
            break
        high = min(limit, high * GROWTH)
    return Least(high, log_odds)


def _top(judge: Judge, change: Change, margin: float, limit: float) -> float | None:
    """An amplitude that goes far enough, if there is one."""
    for amplitude in dict.fromkeys((1.0, (1.0 + limit) / 2, limit)):
        if _beyond(judge, change, amplitude) >= margin:
            return amplitude
    return None


def _beyond(judge: Judge, change: Change, amplitude: float) -> float:
    return judge.criterion.beyond(float(judge.quickly([(change, amplitude)])[0]))


def curve_of(judge: Judge, change: Change) -> AmplitudeSweep:
    """P(finding) at `AMPLITUDES`; where it first turns is read between two of them.

    Raises
    ------
    ModelError: "model_output_invalid". Cancelled.
    """
    odds = judge.quickly([(change, float(each)) for each in AMPLITUDES])
    chances = np.array([probability(float(each)) for each in odds], np.float32)
    return AmplitudeSweep(
        finding=judge.subject.finding,
        amplitudes=AMPLITUDES,
        probabilities=read_only(chances),
        flip_amplitude=_first_turn(judge, odds),
    )


def probability_of_change(
    subject: ClassifierInput, change: Change | None, amplitude: float
) -> float:
    """P(finding) on the film composed at full size; of the film itself where nothing is changed.

    Raises
    ------
    ModelError: "model_output_invalid".
    """
    return probability(log_odds_at(subject, change, amplitude))


def _first_turn(judge: Judge, odds: FloatArray) -> float | None:
    """The least amplitude above 0 at which the log-odds, on a line between two, reach the turn."""
    beyond = [judge.criterion.beyond(float(each)) for each in odds]
    start = int(np.flatnonzero(AMPLITUDES == 0)[0])
    for index in range(start + 1, len(beyond)):
        before, after = beyond[index - 1], beyond[index]
        if judge.turned(float(odds[index])):
            step = float(AMPLITUDES[index] - AMPLITUDES[index - 1])
            share = 1.0 if after <= before else float(np.clip(-before / (after - before), 0, 1))
            return float(AMPLITUDES[index - 1]) + step * share
    return None
