"""Several attacks on one film at once, each with its own place and bound, until each has flipped.

For questions that need many short attacks (the smallest epsilon, necessity by region): the same
steps as `inference.attack.pgd`, from the film itself, without its options, on the model grid alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import Criterion, finding_probability, target_gap
from inference.attack.fast.passes import passes_of
from inference.attack.options import ALPHA_FACTOR
from inference.attack.perturbation import AttackSpace
from inference.core.progress import CancelToken
from inference.core.types import BoolArray, FloatArray

#: Attacks that pass through the network together.
BATCH = 8


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """One attack: where it may act, and how far."""

    allowed: BoolArray | None  # (S, S); None: wherever the film may be attacked
    epsilon: float


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What came of a trial."""

    flipped: bool
    probability: float  # of the finding, at the end
    delta: FloatArray  # (S, S)


class ManyAttacks:
    """Attacks on one film towards one target. Without small-film spread: δ on the model grid."""

    def __init__(
        self,
        subject: ClassifierInput,
        space: str,
        criterion: Criterion,
        token: CancelToken | None = None,
    ) -> None:
        self.subject, self.criterion = subject, criterion
        self.token = token or CancelToken()
        self.space = AttackSpace.of_model_grid(subject, space)
        self._passes = passes_of(subject)

    def run(self, trials: Sequence[Trial], norm: str, steps: int) -> list[Outcome]:
        """Every trial's outcome, in order; a trial ends as soon as it has flipped.

        Raises
        ------
        ModelError: "model_output_invalid". Cancelled; read at every step.
        """
        parts = [trials[start : start + BATCH] for start in range(0, len(trials), BATCH)]
        return [outcome for part in parts for outcome in self._together(part, norm, steps)]

    def limits(self, trials: Sequence[Trial], reach: Sequence[float]) -> tuple[Tensor, Tensor]:
        """(N, 1, S, S) lower and upper bounds of δ: [0, 1], the trial's place, and ± `reach`."""
        free = torch.cat([self._free(trial.allowed) for trial in trials])
        bound = torch.tensor(list(reach)).to(free)[:, None, None, None]
        lower = -torch.minimum(self.space.below * free, bound)
        return lower, torch.minimum(self.space.above * free, bound)

    def answer(self, variable: Tensor) -> tuple[Tensor, Tensor]:
        """The target's gap (N,) and P(finding) (N,)."""
        self.token.raise_if_cancelled()
        logits = self._passes.answer(self.space.shown(variable))
        chance = finding_probability(logits)
        self.subject.finite(float(chance.sum()))
        return target_gap(logits, self.criterion.target), chance

    def gradient(self, variable: Tensor) -> Tensor:
        """(N, 1, S, S): of each gap, at the `variable` of the last answer."""
        return self.space.gradient(variable, self._passes.gradient(self.criterion.target))

    def linear_epsilon(self, norm: str) -> float:
        """The epsilon at which the target's gap would close if the network were linear."""
        (lower, upper) = self.limits([Trial(None, 1.0)], [1.0])
        variable = torch.zeros_like(lower)
        gap, _ = self.answer(variable)
        gradient = self.gradient(variable) * (upper > lower)
        dual = gradient.abs().sum() if norm == "linf" else gradient.norm()
        return max(0.0, -float(gap)) / max(float(dual), 1e-30)

    def flipped(self, chances: Tensor) -> list[bool]:
        return [self.criterion.flipped(chance) for chance in chances.tolist()]

    def _together(self, trials: Sequence[Trial], norm: str, steps: int) -> list[Outcome]:
        count = len(trials)
        reach = [trial.epsilon if norm == "linf" else 1.0 for trial in trials]
        lower, upper = self.limits(trials, reach)
        epsilon = torch.tensor([trial.epsilon for trial in trials]).to(lower)[:, None, None, None]
        variable = torch.zeros_like(lower)
        going = list(range(count))
        ended: dict[int, Outcome] = {}
        for step in range(steps + 1):
            _, chances = self.answer(variable)
            flips = self.flipped(chances)
            last = step == steps
            for place, trial in enumerate(going):
                if flips[place] or last:
                    found = np.array(variable[place, 0].cpu().numpy(), np.float32)
                    ended[trial] = Outcome(flips[place], float(chances[place]), found)
            stay = [place for place in range(len(going)) if not flips[place]]
            if last or not stay:
                break
            gradient, alpha = self.gradient(variable), epsilon * (ALPHA_FACTOR / steps)
            moved = _moved(variable, gradient, lower, upper, epsilon, alpha, norm)
            going = [going[place] for place in stay]
            variable = moved[stay]
            lower, upper, epsilon = lower[stay], upper[stay], epsilon[stay]
        return [ended[trial] for trial in range(count)]

    def _free(self, allowed: BoolArray | None) -> Tensor:
        shape = self.subject.source.attackable.shape
        mask = np.ones(shape, np.float32) if allowed is None else allowed.astype(np.float32)
        return self.subject.tensor(mask)


def lengths(values: Tensor) -> Tensor:
    """(N, 1, 1, 1): the L2 norm of each, never 0."""
    norms: Tensor = torch.linalg.vector_norm(values, dim=(1, 2, 3), keepdim=True)
    return norms.clamp(min=1e-30)


def unit(gradient: Tensor) -> Tensor:
    """Each of (N, 1, S, S) over its L2 norm, without underflow; 0 stays 0."""
    scaled = gradient / gradient.abs().amax((1, 2, 3), keepdim=True).clamp(min=1e-38)
    return scaled / lengths(scaled)


def _moved(
    variable: Tensor,
    gradient: Tensor,
    lower: Tensor,
    upper: Tensor,
    epsilon: Tensor,
    alpha: Tensor,
    norm: str,
) -> Tensor:
    gradient = gradient * (upper > lower)
    if norm == "linf":
        return torch.clamp(variable + alpha * gradient.sign(), lower, upper)
    ahead = variable + alpha * unit(gradient)
    return torch.clamp(ahead * (epsilon / lengths(ahead)).clamp(max=1), lower, upper)


def multisection(low: float, high: float, parts: int) -> list[float]:
    """`parts` values strictly between two bounds > 0, evenly in their logarithm."""
    ratio = math.log(high / low)
    return [low * math.exp(ratio * (k + 1) / (parts + 1)) for k in range(parts)]
