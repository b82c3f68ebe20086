"""Adversarial training: the robust twin learns from films that were attacked on the spot.

Projected gradient descent with few steps from a random start (Madry 2018, equation 2.1), in the
network's input. Half of each batch stays as it is, so that clean films are not forgotten; the
amplitude rises from nothing, since fine opacities are lost for good when it starts too high.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from training.films.film_set import TEST, FilmSet
from training.loop.answers import answer
from training.loop.figures import mean_interval
from training.loop.steps import LOG, device

#: Step size as a multiple of epsilon / steps.
STEP = 1.5
#: Steps of the attacks that a trained network is measured with.
MEASURING_STEPS = 10
#: Films at most that are attacked for a figure.
MEASURED_FILMS = 128


class Films(Protocol):
    """What is needed of a task of `training.tasks.findings`."""

    @property
    def films(self) -> FilmSet: ...

    def seen(self, chosen: NDArray[np.bool_]) -> Iterator[Tensor]: ...


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


def _spread(chosen: NDArray[np.bool_], most: int) -> NDArray[np.bool_]:
    """At most `most` of the films (N,), evenly spread: the classes may lie one after the other."""
    index = np.flatnonzero(chosen)
    some = index[np.linspace(0, len(index) - 1, min(most, len(index))).round().astype(int)]
    return np.asarray(np.isin(np.arange(len(chosen)), some))


def measure_attacked(
    network: nn.Module,
    task: Films,
    positive: NDArray[np.bool_],
    epsilon: float,
    operating_point: float,
) -> dict[str, object]:
    """Accuracy on the simulated test films when each is attacked with `epsilon`, for a card.

    `positive` (N,) tells the class of each of the task's films.
    """
    films = task.films
    chosen = _spread((films.groups == TEST) & (films.sources == "simulated_b"), MEASURED_FILMS)
    if not chosen.any():
        return {}
    limit = np.log(operating_point / (1 - operating_point))
    index, called, begin = np.flatnonzero(chosen), np.zeros(int(chosen.sum()), bool), 0
    for images in task.seen(chosen):
        part = slice(begin, begin + len(images))
        truth = torch.from_numpy(positive[index[part]])
        moved = attack(network, images.to(device()), truth, epsilon, MEASURING_STEPS)
        logits = answer(network, moved)
        called[part] = logits[:, 1] - logits[:, 0] >= limit
        begin += len(images)
    right = (called == positive[index]).astype(np.float64)
    share = mean_interval(right, [str(films.patients[k]) for k in index])
    LOG.info("simulated_b accuracy attacked with %.1f/255: %s", epsilon * 255, share)
    return {"simulated_b_attacked_accuracy": {**share.table(), "epsilon": round(epsilon, 5)}}
