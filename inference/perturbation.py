"""The perturbation: how it reaches the network, and the set that it may not leave.

*Film space*: delta lies on the film, z = (x + δ) · m, so nothing outside m counts. *Input space*
(the paper's way): delta is free on the network's own input, z = x · m + δ. Without extraction the
two are one.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from inference.classifier import ClassifierInput
from inference.types import AttackConfig


@dataclass(frozen=True, slots=True, eq=False)
class AttackSpace:
    """The image that delta is added to, and what is blanked afterwards; all (1, 1, S, S)."""

    image: Tensor  # x in film space, x · m in input space; in [0, 1]
    mask: Tensor | None  # m in film space with extraction, else None
    attackable: Tensor  # bool: where delta may differ from 0

    @classmethod
    def of(cls, subject: ClassifierInput, space: str) -> AttackSpace:
        """The space "film" or "input" of a classifier's input."""
        attackable = subject.tensor(subject.source.attackable.astype("float32")) > 0
        if subject.mask is None or space == "input":
            return cls(subject.extracted(subject.source.image), None, attackable)
        image, mask = subject.tensor(subject.source.image), subject.tensor(subject.mask)
        return cls(image, mask, attackable)

    def shown(self, delta: Tensor) -> Tensor:
        """z, what the network sees of a delta that keeps the image within [0, 1]."""
        moved = self.image + delta
        return moved if self.mask is None else moved * self.mask

    def shown_at(self, delta: Tensor, amplitudes: Tensor) -> Tensor:
        """(K, 1, S, S): the image plus every amplitude (K,) times delta, clipped to [0, 1]."""
        moved = (self.image + amplitudes[:, None, None, None] * delta).clamp_(0, 1)
        return moved if self.mask is None else moved * self.mask


class Ball:
    """All deltas within epsilon of 0 (L-inf or L2), within [0, 1] once added, on the attackable.

    Projection is exact for L-inf, where the set is a box. For L2 the ball comes first and the box
    after it: clipping towards 0 only shortens delta, so that both hold.
    """

    def __init__(self, space: AttackSpace, config: AttackConfig) -> None:
        """`config` as `attack_options.validated` returns it."""
        self.norm, self.epsilon, self.alpha = config.norm, config.epsilon, float(config.alpha or 0)
        reach = config.epsilon if config.norm == "linf" else min(config.epsilon, 1.0)
        self.lower = (-space.image).clamp_(min=-reach) * space.attackable
        self.upper = (1 - space.image).clamp_(max=reach) * space.attackable
        self.movable = (self.upper > self.lower).to(space.image.dtype)

    def ascend(self, delta: Tensor, gradient: Tensor) -> float:
        """One projected step along `gradient`, in place; both arguments are overwritten.

        Returns
        -------
        The greatest |gradient| where delta may move: 0 when there is nowhere to go (delta is then
        left alone), not finite when the network's gradient is not.
        """
        gradient.mul_(self.movable)
        greatest = float(gradient.abs().amax())
        if not 0 < greatest < float("inf"):
            return greatest
        if self.norm == "linf":
            delta.add_(gradient.sign_(), alpha=self.alpha)
        else:
            gradient.div_(greatest)  # a tiny gradient's square would be 0 in float32
            delta.add_(gradient, alpha=self.alpha / float(gradient.norm()))
            delta.mul_(min(1.0, self.epsilon / max(float(delta.norm()), 1e-30)))
        torch.clamp(delta, self.lower, self.upper, out=delta)
        return greatest
