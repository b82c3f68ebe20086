"""Figures with intervals: area under the ROC curve, Dice, cardiothoracic ratio, calibration.

Intervals are 95 % percentile bootstraps over *patients* (or films where each is its own), since
films of one patient are not independent.

As a command it fills the paper's table: see `training.results.evaluation`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.answers import cardiothoracic_ratio as regions
from inference.answers.segmentation import cleaned
from inference.core.geometry import FilmGrid
from inference.core.types import FloatArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure, its 95 % interval, and how many it rests on."""

    value: float
    low: float
    high: float
    films: int
    patients: int

    def table(self) -> dict[str, float | int]:
        """For a card: rounded to four places."""
        return {
            "value": round(self.value, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
            "films": self.films,
            "patients": self.patients,
        }

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f} to {self.high:.3f}; n = {self.films})"


def area_under_curve(scores: Floats, positive: Bools) -> float:
    """Probability that a positive scores above a negative, ties half; NaN without both classes."""
    positives, negatives = int(positive.sum()), int((~positive).sum())
    if not positives or not negatives:
        return float("nan")
    order = np.argsort(scores, kind="stable")
    ranked = np.asarray(scores)[order]
    first = np.searchsorted(ranked, ranked, side="left")
    last = np.searchsorted(ranked, ranked, side="right")
    ranks = np.empty(len(scores))
    ranks[order] = (first + last + 1) / 2
    above = ranks[positive].sum() - positives * (positives + 1) / 2
    return float(above / (positives * negatives))


def interval(
    figure: Callable[[NDArray[np.intp]], float], patients: Sequence[str], seed: int = 0
) -> Interval:
    """`figure(indices)` on all films, and its bootstrap over patients.

    Resamples on which the figure is NaN (one class only) are left out.
    """
    names, of_film = np.unique(np.asarray(patients), return_inverse=True)
    films = [np.flatnonzero(of_film == k) for k in range(len(names))]
    generator = np.random.default_rng(seed)
    draws = generator.integers(0, len(names), (RESAMPLES, len(names)))
    figures = np.array([figure(np.concatenate([films[k] for k in draw])) for draw in draws])
    figures = figures[np.isfinite(figures)]
    low, high = np.percentile(figures, (2.5, 97.5)) if len(figures) else (np.nan, np.nan)
    everything = np.arange(len(of_film))
    return Interval(figure(everything), float(low), float(high), len(of_film), len(names))


def mean_interval(values: Floats, patients: Sequence[str], seed: int = 0) -> Interval:
    """Mean over films with its bootstrap over patients."""
    return interval(lambda chosen: float(values[chosen].mean()), patients, seed)


def auc_interval(scores: Floats, positive: Bools, patients: Sequence[str]) -> Interval:
    """`area_under_curve` with its bootstrap over patients."""
    return interval(lambda c: area_under_curve(scores[c], positive[c]), patients)


def dice(found: Bools, true: Bools) -> float:
    """2|A∩B| / (|A| + |B|) (Dice 1945); 1 when both are empty."""
    total = int(found.sum()) + int(true.sum())
    return 1.0 if total == 0 else 2 * int((found & true).sum()) / total


def cardiothoracic_ratio(masks: FloatArray) -> float:
    """The viewer's cardiothoracic ratio of a mask stack (3, S, S); NaN where it finds none."""
    size = masks.shape[1]
    grid = FilmGrid((size, size), size)
    right, left, heart = (cleaned(part, grid) for part in masks)
    found = regions.cardiothoracic_ratio(right, left, heart, grid)
    return found.ratio if found else float("nan")


def fit_temperature(logits: Floats, positive: Bools) -> float:
    """The temperature in [0.25, 8] with the least cross-entropy (Guo 2017), classes balanced.

    `logits` (N, 2).
    """
    margins = logits[:, 1] - logits[:, 0]
    weights = np.where(positive, 0.5 / max(positive.sum(), 1), 0.5 / max((~positive).sum(), 1))
    candidates = np.exp(np.linspace(np.log(0.25), np.log(8), 141))
    signed = np.where(positive, margins, -margins)
    losses = [float((weights * np.logaddexp(0, -signed / t)).sum()) for t in candidates]
    return float(candidates[int(np.argmin(losses))])


def best_operating_point(sources: Sequence[tuple[Floats, Bools]]) -> float:
    """The threshold nearest 0.5 whose sensitivity + specificity is as good as the greatest.

    The sum is a mean over `sources`, each (probabilities, positive) with both classes. As good is
    what lies within one standard error of the greatest (Breiman 1984, §3.4.3): a few films can't
    tell more, and would else draw the threshold far to one side. Thresholds are whole hundredths.
    """
    thresholds = np.arange(5, 96) / 100
    gain, variance = np.zeros(len(thresholds)), np.zeros(len(thresholds))
    for probabilities, positive in sources:
        called = probabilities[:, None] >= thresholds
        for right in (called[positive], ~called[~positive]):
            gain += right.mean(0)
            share = (right.sum(0) + 0.5) / (len(right) + 1)
            variance += share * (1 - share) / len(right)
    error = np.sqrt(variance[np.argmax(gain)])
    best = thresholds[gain >= gain.max() - error]
    return float(best[np.argmin(np.abs(best - 0.5))])
