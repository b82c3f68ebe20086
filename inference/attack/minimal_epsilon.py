"""The smallest epsilon at which an attack flips the decision, within a bounded number of attacks.

Each attack is plain PGD from the film (Madry 2018), in the result's norm and space; it ends as soon
as it has flipped on the model grid. The interval that is to hold the answer, from half of what a
linear network would need, is cut into four until it is narrow.
"""

from __future__ import annotations

from dataclasses import dataclass

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import Criterion
from inference.attack.many_attacks import ManyAttacks, Trial, multisection
from inference.core.attack_types import OPTIONS, AmplitudeSweep, AttackResult
from inference.core.explanation_types import MinimalEpsilon
from inference.core.progress import CancelToken

#: Steps of each attack; few, for the bound is small and most flips take one or two.
STEPS = 10
#: Attacks in one round, rounds at most, and the ratio of its ends at which an interval is narrow.
TOGETHER, ROUNDS, NARROW = 3, 3, 1.1
#: Multiples of the attack's epsilon that are tried when it did not flip.
AROUND = (0.125, 0.25, 0.5, 2.0, 4.0, 8.0)
#: Where the search begins: this share of a linear network's answer, at most half of the known one.
OF_LINEAR, OF_KNOWN = 0.5, 0.5
#: The lowest epsilon that is told from 0, as a share of the highest.
LOWEST = 1e-3


def minimal_epsilon(
    subject: ClassifierInput,
    result: AttackResult,
    sweep: AmplitudeSweep | None = None,
    token: CancelToken | None = None,
) -> MinimalEpsilon:
    """Search below `result`'s epsilon or, when it did not flip, from 1/8 of it to 8 times it.

    `sweep` narrows the search: s · δ is a perturbation of s · epsilon at most. Of a masked gradient
    the answer may be below `largest_failed`: a smaller epsilon flips where a larger one does not.

    Parameters
    ----------
    subject: confined to where the attack might act (`attack_region.confined`).

    Raises
    ------
    ModelError: "model_output_invalid". Cancelled; read at every step.
    """
    config = result.config
    point = subject.network.card.operating_point
    attacks = ManyAttacks(subject, config.space, Criterion(result.target, point, None), token)
    search = _Search(attacks, config.norm)
    high = _known_to_flip(result, sweep)
    if high is None:
        high = search.around(config.epsilon, _longest(config.norm))
    if high is None:
        return MinimalEpsilon(config.norm, None, search.failed, search.count, None)
    begin = min(OF_LINEAR * attacks.linear_epsilon(config.norm), OF_KNOWN * high)
    low = max(search.failed if search.failed < high else 0.0, LOWEST * high, begin)
    for _ in range(ROUNDS):
        if high <= NARROW * low:
            break
        low, high = search.between(low, high)
    if search.probability is None:  # nothing below the known one flipped: take it at its word
        search.confirm(high)
    return MinimalEpsilon(config.norm, high, search.failed, search.count, search.probability)


@dataclass(slots=True, eq=False)
class _Search:
    attacks: ManyAttacks
    norm: str
    failed: float = 0.0  # greatest that did not flip
    count: int = 0
    probability: float | None = None  # of the finding at the smallest that flipped

    def between(self, low: float, high: float) -> tuple[float, float]:
        """The part of the interval in which flips begin."""
        tried = multisection(low, high, TOGETHER)
        for epsilon, (flipped, chance) in zip(tried, self._run(tried), strict=True):
            if flipped:
                self.probability = chance
                return low, epsilon
            low = epsilon
            self.failed = max(self.failed, epsilon)
        return low, high

    def around(self, epsilon: float, longest: float) -> float | None:
        """The smallest of 1/8 to 8 times `epsilon`, which failed, that flips; None if none does."""
        if epsilon == 0:
            return None
        self.failed = epsilon
        tried = sorted({min(factor * epsilon, longest) for factor in AROUND})
        outcomes = self._run(tried)
        flips = [
            (each, chance)
            for each, (flipped, chance) in zip(tried, outcomes, strict=True)
            if flipped
        ]
        if not flips:
            self.failed = tried[-1]
            return None
        smallest, self.probability = flips[0]
        larger = [each for each in (*tried, epsilon) if each < smallest]
        if smallest > epsilon:
            self.failed = max(larger)
        return smallest

    def confirm(self, epsilon: float) -> None:
        ((_, self.probability),) = self._run([epsilon])

    def _run(self, epsilons: list[float]) -> list[tuple[bool, float]]:
        self.count += len(epsilons)
        outcomes = self.attacks.run([Trial(None, each) for each in epsilons], self.norm, STEPS)
        return [(outcome.flipped, outcome.probability) for outcome in outcomes]


def _known_to_flip(result: AttackResult, sweep: AmplitudeSweep | None) -> float | None:
    if not result.flipped:
        return None
    amplitude = None if sweep is None else sweep.flip_amplitude
    return result.config.epsilon * (1.0 if amplitude is None else min(amplitude, 1.0))


def _longest(norm: str) -> float:
    return OPTIONS["epsilon"].greatest(norm)
