"""What an attack is after: the class to reach, measured so that the gradient never vanishes.

A network has two logits, 0 "no finding" and 1 "finding". At a logit gap of 20 the cross-entropy's
gradient is exactly 0 in float32; the gap itself has a gradient of the same size everywhere
(docs/explanation.md, "The margin"), so the attack climbs the gap.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

FINDING = 1


def finding_probability(logits: Tensor) -> Tensor:
    """(N, 2) logits to (N,) softmax probability of the finding."""
    return torch.softmax(logits, 1)[:, FINDING]


def target_gap(logits: Tensor, target: int) -> Tensor:
    """(N, 2) logits to (N,): the target's logit minus the other's; rises towards the target."""
    return logits[:, target] - logits[:, 1 - target]


def is_positive(probability: float, operating_point: float) -> bool:
    """Whether the finding is called: probability of the finding >= operating point."""
    return probability >= operating_point


@dataclass(frozen=True, slots=True)
class Criterion:
    """Success of a targeted attack on a two-class network.

    The prediction has *flipped* when the decision at the network's operating point is the target:
    for an operating point of 0.5 that is the more probable class.
    """

    target: int  # output index: 0 no finding, 1 finding
    operating_point: float
    confidence: float | None  # P(target) at which the attack may stop; None: never

    @classmethod
    def against(
        cls,
        probability: float,
        operating_point: float,
        confidence: float | None,
        target: int | None = None,
    ) -> Criterion:
        """The criterion that turns the decision made at `probability` of the finding around, or
        that seeks `target` whatever the decision is.
        """
        if target is None:
            target = 0 if is_positive(probability, operating_point) else FINDING
        return cls(target, operating_point, confidence)

    def target_probability(self, probability: float) -> float:
        """P(target) for a probability of the finding."""
        return probability if self.target == FINDING else 1.0 - probability

    def flipped(self, probability: float) -> bool:
        """Whether the decision at this probability of the finding is the target."""
        return is_positive(probability, self.operating_point) == (self.target == FINDING)

    def beyond(self, log_odds: float) -> float:
        """How far log-odds of the finding lie beyond the operating point, towards the target.

        0 at the operating point itself, > 0 where the decision is the target.
        """
        point = min(max(self.operating_point, 1e-6), 1 - 1e-6)
        past = log_odds - math.log(point / (1 - point))
        return past if self.target == FINDING else -past

    def reached(self, probability: float) -> bool:
        """Flipped, and as sure of it as `confidence` asks."""
        sure = self.confidence is not None
        return (
            sure
            and self.flipped(probability)
            and (self.target_probability(probability) >= (self.confidence or 0.0))
        )
