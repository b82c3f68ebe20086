"""What a network answers to many perturbations of one film, in batches."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
import torch
from numpy.typing import NDArray

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import FINDING, Criterion, target_gap
from inference.attack.perturbation import AttackSpace
from inference.core.attack_types import AttackResult
from inference.core.progress import CancelToken
from inference.core.types import FloatArray

#: Films that pass through the network together; few, so that a cancel is heard soon.
BATCH = 8


@dataclass(frozen=True, slots=True, eq=False)
class PerturbedInput:
    """One film and the space in which an attack perturbed it."""

    subject: ClassifierInput
    space: AttackSpace
    criterion: Criterion
    token: CancelToken

    @classmethod
    def of(
        cls, subject: ClassifierInput, result: AttackResult, token: CancelToken | None = None
    ) -> PerturbedInput:
        """The film of `subject` as `result`'s attack saw it; `token` is read before each batch."""
        point = subject.network.card.operating_point
        criterion = Criterion(result.target, point, None)
        space = AttackSpace.of(subject, result.config.space)
        return cls(subject, space, criterion, token or CancelToken())

    def log_odds(self, deltas: Iterable[FloatArray]) -> NDArray[np.float64]:
        """(K,) of the finding, for K perturbations (S, S); 0 is the film itself.

        Raises
        ------
        ModelError: "model_output_invalid". Cancelled.
        """
        parts = [self._batch(part) for part in _batches(deltas)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def gradient(self) -> FloatArray:
        """(S, S): ∂(log-odds)/∂δ at δ = 0."""
        delta = torch.zeros_like(self.space.image).requires_grad_()
        shown = self.space.image + delta
        shown = shown if self.space.mask is None else shown * self.space.mask
        odds = target_gap(self.subject.logits(shown), FINDING)
        self.subject.finite(odds.item())
        (gradient,) = torch.autograd.grad(odds.sum(), delta, materialize_grads=True)
        return np.asarray(gradient.cpu().numpy()[0, 0], np.float32)

    def flipped(self, log_odds: float) -> bool:
        """Whether the decision at these log-odds is the attack's target."""
        return self.criterion.flipped(probability(log_odds))

    def _batch(self, deltas: tuple[FloatArray, ...]) -> NDArray[np.float64]:
        self.token.raise_if_cancelled()
        stack = torch.from_numpy(np.stack(deltas)[:, None]).to(self.space.image)
        with torch.no_grad():
            odds = target_gap(self.subject.logits(self.space.shown_with(stack)), FINDING)
        self.subject.finite(float(odds.sum()))
        return odds.cpu().numpy().astype(np.float64)


def probability(log_odds: float) -> float:
    """The logistic function, without overflow."""
    if log_odds >= 0:
        return 1 / (1 + math.exp(-log_odds))
    grown = math.exp(log_odds)
    return grown / (1 + grown)


def log_odds(probability: float) -> float:
    """The inverse of the logistic function, finite at 0 and 1."""
    bounded = min(max(probability, 1e-15), 1 - 1e-15)
    return math.log(bounded / (1 - bounded))


def _batches(deltas: Iterable[FloatArray]) -> Iterator[tuple[FloatArray, ...]]:
    waiting = iter(deltas)
    while part := tuple(islice(waiting, BATCH)):
        yield part
