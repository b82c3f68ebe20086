"""The smallest L2 perturbation that flips, by decoupling direction and norm (DDN).

Rony et al. 2019 (arXiv 1811.09600, algorithm 1): the perturbation turns towards the target while
its norm shrinks after every step that has flipped and grows after every other. The smallest that
flipped is then shortened along its own line. Several regions are searched at once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from inference.attack.many_attacks import BATCH, ManyAttacks, Trial, lengths, unit

STEPS = 16
#: By how much the norm changes with every step; the paper's 0.05 is for 100 steps and more.
GAMMA = 0.15
#: Halvings along the line at the end.
HALVINGS = 5


@dataclass(frozen=True, slots=True)
class SmallestFlip:
    """`norm`, L2 in input units, and P(finding) there; both None when nothing flipped."""

    norm: float | None
    probability: float | None


def smallest_flips(attacks: ManyAttacks, trials: Sequence[Trial]) -> list[SmallestFlip]:
    """For every trial the smallest flip found of at most its epsilon.

    Raises
    ------
    ModelError: "model_output_invalid". Cancelled; read at every step.
    """
    parts = [trials[start : start + BATCH] for start in range(0, len(trials), BATCH)]
    return [found for part in parts for found in _together(attacks, part)]


def _together(attacks: ManyAttacks, trials: Sequence[Trial]) -> list[SmallestFlip]:
    lower, upper = attacks.limits(trials, [1.0] * len(trials))
    limit = torch.tensor([trial.epsilon for trial in trials]).to(lower)[:, None, None, None]
    variable = torch.zeros_like(lower)
    best = torch.zeros_like(lower)
    best_norm = torch.full_like(limit, math.inf)
    norm: Tensor | None = None
    for step in range(STEPS + 1):
        gap, chances = attacks.answer(variable)
        flips = torch.tensor(attacks.flipped(chances)).to(lower.device)[:, None, None, None]
        size = lengths(variable)
        better = flips & (size < best_norm) & (size <= limit * (1 + 1e-6))
        best = torch.where(better, variable, best)
        best_norm = torch.where(better, size, best_norm)
        if step == STEPS:
            break
        gradient = attacks.gradient(variable) * (upper > lower)
        if norm is None:  # where the gap would close if the network were linear
            norm = (-gap[:, None, None, None] / lengths(gradient)).clamp(min=1e-4)
        else:
            norm = norm * torch.where(flips, 1 - GAMMA, 1 + GAMMA)
        norm = torch.minimum(norm, limit)
        pace = norm * (0.01 + 0.99 * (1 + math.cos(math.pi * step / STEPS)) / 2)
        ahead = variable + pace * unit(gradient)
        variable = torch.clamp(ahead * (norm / lengths(ahead)), lower, upper)
    return _shortened(attacks, best, best_norm)


def _shortened(attacks: ManyAttacks, best: Tensor, best_norm: Tensor) -> list[SmallestFlip]:
    """Halve the interval between the film and each perturbation for as long as it flips."""
    found = torch.isfinite(best_norm)
    low, high = torch.zeros_like(best_norm), torch.ones_like(best_norm)
    _, chances_at = attacks.answer(best)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        _, chances = attacks.answer(best * middle)
        flips = torch.tensor(attacks.flipped(chances)).to(best.device)
        at = flips[:, None, None, None]
        low, high = torch.where(at, low, middle), torch.where(at, middle, high)
        chances_at = torch.where(flips, chances, chances_at)
    return [
        SmallestFlip(float(best_norm[k] * high[k]), float(chances_at[k]))
        if bool(found[k])
        else SmallestFlip(None, None)
        for k in range(len(best))
    ]
