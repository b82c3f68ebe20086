"""What a map is worth where the cause is known: where it points, and which way.

All arrays are on one model grid (S, S). *Truth* is the signed difference D towards the twin, what
the network would see change; a place is *true* where |D| exceeds a tenth of its greatest value.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.core.types import BoolArray, FloatArray

TRUE_FROM = 0.1  # of the greatest |D|
NEAR = 0.02  # of the thorax's width: how near to a true place the maximum must lie
ACTS_FROM = 0.01  # of the greatest |map|: below, a picture says nothing to a reader
ROLLS = 3  # of the map, for chance
SMOOTHING = 2.0  # sigma in model pixels


@dataclass(frozen=True, eq=False)
class Truth:
    """One direction of a pair, as one network is shown it."""

    difference: FloatArray  # D, input units, towards the twin; 0 where there is no film
    seen: BoolArray  # where the network sees the film
    thorax_width: float  # model pixels
    seed: int = 0  # of the rolls

    @cached_property
    def places(self) -> BoolArray:
        """Where the film truly changes."""
        size = np.abs(self.difference) * self.seen
        return np.asarray(size > TRUE_FROM * float(size.max()))

    @cached_property
    def near(self) -> BoolArray:
        """Within `NEAR` of a true place."""
        away = cv2.distanceTransform((~self.places).astype(np.uint8), cv2.DIST_L2, 5)
        return np.asarray(away <= NEAR * self.thorax_width)

    @property
    def empty(self) -> bool:
        return not self.places.any()


def where(values: FloatArray, truth: Truth) -> dict[str, float]:
    """Area under precision and recall, mass and pointing of |`values`|."""
    size = np.abs(values)
    mass = float(size[truth.seen].sum())
    peak = np.unravel_index(int(np.argmax(size * truth.seen)), size.shape)
    return {
        "area": average_precision(size[truth.seen], truth.places[truth.seen]),
        "mass": float(size[truth.places].sum()) / mass if mass > 0 else 0.0,
        "pointing": float(mass > 0 and truth.near[peak]),
    }


def chance(values: FloatArray, truth: Truth) -> dict[str, float]:
    """`where` of the map rolled over the film by `ROLLS` random ways, their mean.

    Rolled within what the network sees: the map keeps its smoothness, its place is lost.
    """
    rng = np.random.default_rng([truth.seed, 7])
    rows, columns = np.nonzero(truth.seen)
    box = slice(rows.min(), rows.max() + 1), slice(columns.min(), columns.max() + 1)
    inner = values[box]
    found = []
    for _ in range(ROLLS):
        way = [int(rng.integers(n // 8, n - n // 8)) for n in inner.shape]
        rolled = np.zeros_like(values)
        rolled[box] = np.roll(inner, way, (0, 1))
        found.append(where(rolled, truth))
    return {name: float(np.mean([each[name] for each in found])) for name in found[0]}


def which_way(values: FloatArray, truth: Truth) -> dict[str, float]:
    """Share of what truly changes, weighted by |D|, where the map has D's sign.

    `sign_where_drawn` counts only where the map draws something, and `drawn` says on how much of
    the truth it does; nan where that is nowhere.
    """
    weight = np.abs(truth.difference) * truth.places
    right = np.sign(values) == np.sign(truth.difference)
    drawn = np.abs(values) > ACTS_FROM * float(np.abs(values).max())
    total, touched = float(weight.sum()), float(weight[drawn].sum())
    return {
        "sign": float(weight[right].sum()) / total,
        "drawn": touched / total,
        "sign_where_drawn": float(weight[right & drawn].sum()) / touched if touched else np.nan,
    }


def average_precision(scores: FloatArray, positive: BoolArray) -> float:
    """Area under precision and recall in steps, Σ (R_k - R_{k-1}) P_k over distinct scores.

    Equal scores are one step, so that a map that is 0 nearly everywhere gains nothing by the order
    of its pixels; a constant map has the share of positives.
    """
    order = np.argsort(-scores)
    ranked, hits = scores[order], np.cumsum(positive[order])
    last = np.append(np.flatnonzero(np.diff(ranked)), len(ranked) - 1)
    total = float(hits[-1])
    if total == 0:
        return float("nan")
    recall = hits[last] / total
    precision = hits[last] / (last + 1)
    return float((np.diff(recall, prepend=0.0) * precision).sum())


def smoothed(values: FloatArray) -> FloatArray:
    """The signed map through a Gaussian of `SMOOTHING` pixels."""
    return np.asarray(cv2.GaussianBlur(values, (0, 0), SMOOTHING), np.float32)


def edges(image: FloatArray) -> FloatArray:
    """|Laplacian| of a film: what a picture would show that knows of no network."""
    return np.asarray(np.abs(cv2.Laplacian(image, cv2.CV_32F, ksize=3)))


def places_found(
    found: NDArray[np.float64], true: NDArray[np.float64], reach: float
) -> dict[str, float]:
    """Precision and recall of places (N, 2) against (M, 2), matched within `reach` (same unit).

    A place is found when any true one lies within reach, and a true one when any found one does.
    """
    if not len(found) or not len(true):
        return {"precision": 0.0, "recall": 0.0, "found": float(len(found))}
    away = np.linalg.norm(found[:, None] - true[None], axis=2) <= reach
    return {
        "precision": float(away.any(1).mean()),
        "recall": float(away.any(0).mean()),
        "found": float(len(found)),
    }
