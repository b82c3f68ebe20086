"""Adversarial training: the robust twin learns from films that were attacked on the spot.

Projected gradient descent with few steps from a random start (Madry 2018, equation 2.1), in the
network's input. Half of each batch stays as it is, so that clean films are not forgotten; the
amplitude rises from nothing, since fine opacities are lost for good when it starts too high.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

#: Step size as a multiple of epsilon / steps.
STEP = 1.5


@dataclass(frozen=True, slots=True)
class Attacker:
    """L-inf attacks of amplitude `epsilon`, reached after `ramp` training steps."""

    epsilon: float  # in input units, [0, 1]
    steps: int = 2
    ramp: int = 200

    def amplitude(self, step: int) -> float:
        """Of the attacks at a training step."""
        return self.epsilon * min(1.0, (step + 1) / max(self.ramp, 1))

    def half(self, network: nn.Module, images: Tensor, labels: Tensor, step: int) -> Tensor:
        """`images` (N, 1, S, S), every film after the first half attacked.

        Batches hold both classes in turn, so both halves do.
        """
        kept = len(images) // 2
        epsilon = self.amplitude(step)
        changed = attack(network, images[kept:], labels[kept:] >= 0.5, epsilon, self.steps)
        return torch.cat([images[:kept], changed])


def attack(
    network: nn.Module, images: Tensor, positive: Tensor, epsilon: float, steps: int
) -> Tensor:
    """`images` (N, 1, S, S) in [0, 1] moved against their class, at most `epsilon` per pixel.

    `network` gives logits (N, 2), `positive` is (N,) bool. It is in evaluation mode meanwhile, so
    that attacked films do not enter its batch statistics twice, and keeps no gradients.
    """
    was_training = network.training
    network.eval()
    sign = torch.where(positive, 1.0, -1.0).to(images.device)
    moved = images + epsilon * (2 * torch.rand_like(images) - 1)
    moved = moved.clamp(0, 1)
    for _ in range(steps):
        moved.requires_grad_(True)
        logits = network(moved).float()
        margin = (sign * (logits[:, 1] - logits[:, 0])).sum()
        (gradient,) = torch.autograd.grad(margin, moved)
        moved = moved.detach() - STEP * epsilon / steps * gradient.sign()
        moved = torch.minimum(torch.maximum(moved, images - epsilon), images + epsilon)
        moved = moved.clamp(0, 1)
    network.train(was_training)
    return moved.detach()
