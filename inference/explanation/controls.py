"""Perturbations of δ's own size that mean nothing, and what they show.

See docs/explanation.md, "Regions and controls".

If they did what δ does, δ's figures would say nothing. Every kind is drawn `DRAWS` times, seeded.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from inference.core.explanation_types import ChanceRange
from inference.core.types import BoolArray, FloatArray

DRAWS = 20
SEED = 0
#: 97.5th percentile of Student's t with DRAWS - 1 degrees of freedom.
T_975 = 2.0930


def random_signs(delta: FloatArray, seed: int = SEED) -> Iterator[FloatArray]:
    """`DRAWS` times |delta| with a sign drawn for every pixel, (S, S)."""
    rng = np.random.default_rng([seed, 1])
    size = np.abs(delta)
    for _ in range(DRAWS):
        yield np.where(rng.random(delta.shape) < 0.5, size, -size).astype(np.float32)


def shuffles(delta: FloatArray, body: BoolArray, seed: int = SEED) -> Iterator[FloatArray]:
    """`DRAWS` times `delta` with its values over `body` (S, S) in a random order."""
    rng = np.random.default_rng([seed, 2])
    values = delta[body]
    for _ in range(DRAWS):
        drawn = delta.copy()
        drawn[body] = rng.permutation(values)
        yield drawn


def gaussian(delta: FloatArray, where: BoolArray, seed: int = SEED) -> Iterator[FloatArray]:
    """`DRAWS` Gaussian perturbations on `where` (S, S), of `delta`'s L2 norm."""
    rng = np.random.default_rng([seed, 3])
    norm = float(np.linalg.norm(delta))
    for _ in range(DRAWS):
        drawn = np.where(where, rng.standard_normal(delta.shape, np.float32), 0)
        yield (drawn * (norm / max(float(np.linalg.norm(drawn)), 1e-30))).astype(np.float32)


def interval(draws: NDArray[np.float64]) -> ChanceRange:
    """Mean of (K,) draws and the 95 % prediction interval of one more (Student's t).

    This is the interval to compare one observed value with; that of the mean would be narrower.
    """
    mean, spread = float(draws.mean()), float(draws.std(ddof=1))
    reach = T_975 * spread * math.sqrt(1 + 1 / len(draws))
    return ChanceRange(mean, mean - reach, mean + reach)
