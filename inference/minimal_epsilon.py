"""The smallest epsilon at which an attack flips the decision, within a bounded number of attacks.

Each attack is plain PGD from the film (Madry 2018), in the result's norm and space; it ends as soon
as it has flipped on the model grid. The interval that holds the answer is cut into four, thrice.
"""

from __future__ import annotations

from dataclasses import dataclass

from inference.attack_options import LONGEST_L2
from inference.classifier import ClassifierInput
from inference.criteria import Criterion
from inference.explanation_types import MinimalEpsilon
from inference.many_attacks import ManyAttacks, Trial, multisection
from inference.progress import CancelToken
from inference.types import AmplitudeSweep, AttackResult

#: Steps of each attack; few, for the bound is small and most flips take one or two.
STEPS = 10
#: Attacks in one round, and rounds.
TOGETHER, ROUNDS = 3, 3
#: How far beyond the attack's epsilon is searched when it did not flip.
BEYOND = 8.0
#: The lowest epsilon that is told from 0, as a share of the highest.
LOWEST = 1e-3


def minimal_epsilon(
    subject: ClassifierInput,
    result: AttackResult,
    sweep: AmplitudeSweep | None = None,
    token: CancelToken | None = None,
) -> MinimalEpsilon:
    """Search below `result`'s epsilon, or up to 8 times above it when `result` did not flip.

    `sweep` narrows the search: s · δ is a perturbation of s · epsilon at most.

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
        high = search.upwards(config.epsilon, _longest(config.norm))
    if high is None:
        return MinimalEpsilon(config.norm, None, search.failed, search.count, None)
    low = max(search.failed, LOWEST * high)
    for _ in range(ROUNDS):
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
        outcomes = self._run(tried)
        for epsilon, (flipped, chance) in zip(tried, outcomes, strict=True):
            if flipped:
                self.probability = chance
                return max(low, self.failed), epsilon
            self.failed = max(self.failed, epsilon)
        return self.failed, high

    def upwards(self, epsilon: float, longest: float) -> float | None:
        """The first of 2, 4, 8 times `epsilon` that flips; None if none does."""
        self.failed, factor = epsilon, 2.0
        while factor <= BEYOND and epsilon > 0:
            tried = min(factor * epsilon, longest)
            ((flipped, chance),) = self._run([tried])
            if flipped:
                self.probability = chance
                return tried
            self.failed, factor = tried, 2 * factor
        return None

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
    return 1.0 if norm == "linf" else LONGEST_L2
