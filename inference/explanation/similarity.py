"""Three ways to say how alike two maps are: rank, top places, structure. Needs numpy and OpenCV."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.core.types import BoolArray, FloatArray

Values = NDArray[np.float32] | NDArray[np.float64]

#: The share of places that count as a map's top.
TOP = 0.1
#: SSIM's Gaussian window and constants (Wang et al. 2004, IEEE TIP 13, section III.B-C), L = 1.
SSIM_SIGMA, K1, K2 = 1.5, 0.01, 0.03


def spearman(first: Values, second: Values) -> float:
    """Spearman's ρ of two (P,) samples, ties by their mean rank; 0 if either is constant."""
    a, b = (centred_ranks(each) for each in (first, second))
    return correlation(a, b)


def centred_ranks(values: Values) -> NDArray[np.float64]:
    """(P,) ranks minus their mean, ties by their mean rank."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    middle = ends - (counts - 1) / 2
    ranks = middle[inverse.ravel()]
    return np.asarray(ranks - ranks.mean(), np.float64)


def correlation(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """The cosine of two centred samples; 0 if either is 0."""
    size = float(np.linalg.norm(first) * np.linalg.norm(second))
    return float(first @ second) / size if size > 0 else 0.0


def top_places(values: Values) -> BoolArray:
    """(P,): the tenth of places with the greatest values; of equal ones the earliest."""
    count = max(1, round(TOP * values.size))
    order = np.argsort(-values.ravel(), kind="stable")[:count]
    top = np.zeros(values.size, bool)
    top[order] = True
    return top


def overlap(first: BoolArray, second: BoolArray) -> float:
    """Intersection over union; 0 for two empty sets."""
    union = int((first | second).sum())
    return int((first & second).sum()) / union if union else 0.0


def dice(first: BoolArray, second: BoolArray) -> float:
    """Twice the intersection over the sum of both; 1 for two empty sets."""
    total = int(first.sum()) + int(second.sum())
    return 2 * int((first & second).sum()) / total if total else 1.0


def scaled(values: FloatArray, where: BoolArray) -> NDArray[np.float64]:
    """`values` (S, S) with their extremes over `where` at 0 and 1; a constant map becomes 0."""
    low, high = float(values[where].min()), float(values[where].max())
    if high <= low:
        return np.zeros(values.shape)
    return np.clip((values.astype(np.float64) - low) / (high - low), 0, 1)


def structural_similarity(
    first: NDArray[np.float64], second: NDArray[np.float64], where: BoolArray
) -> float:
    """Mean SSIM over `where` of two maps (S, S) in [0, 1], with an 11 × 11 Gaussian window."""
    mean_a, mean_b = _blurred(first), _blurred(second)
    spread_a = _blurred(first * first) - mean_a**2
    spread_b = _blurred(second * second) - mean_b**2
    shared = _blurred(first * second) - mean_a * mean_b
    c1, c2 = K1**2, K2**2
    lights = (2 * mean_a * mean_b + c1) / (mean_a**2 + mean_b**2 + c1)
    shapes = (2 * shared + c2) / (spread_a + spread_b + c2)
    return float((lights * shapes)[where].mean())


def _blurred(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(cv2.GaussianBlur(values, (11, 11), SSIM_SIGMA))
