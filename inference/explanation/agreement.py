"""Do |δ| and the heat maps point to the same places? With what chance would give.

See docs/explanation.md, "Agreement and faithfulness".

|δ| is smoothed to the resolution of a class activation map, and so is every heat map's |value|;
they are compared on a lattice of a quarter of the Gaussian's sigma, which loses nothing of them.
Chance is the heat map itself, rolled around the film by a random way: as smooth, at other places.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.core.errors import OptionError
from inference.core.explanation_types import Agreement, AgreementRow
from inference.core.types import AttributionMap, AttributionMethod, BoolArray, FloatArray, read_only
from inference.explanation.controls import DRAWS, SEED, interval
from inference.explanation.region_table import check_perturbed
from inference.explanation.similarity import (
    centred_ranks,
    correlation,
    overlap,
    scaled,
    structural_similarity,
    top_places,
)

#: Methods whose low resolution is the target layer's.
OF_LAYER = (
    AttributionMethod.GRAD_CAM,
    AttributionMethod.GRAD_CAM_PLUS_PLUS,
    AttributionMethod.LAYER_CAM,
)
#: Sigma where no class activation map is there to take it from, as a share of S.
SIGMA = 1 / 32
FIGURES = ("spearman", "overlap", "similarity")


def agreement(delta: FloatArray, maps: Sequence[AttributionMap], body: BoolArray) -> Agreement:
    """The agreement of `delta` (S, S) with each of `maps` over `body` (S, S), on one grid.

    Raises
    ------
    OptionError: "nothing_perturbed" when δ is 0, "region_empty" when there is no body.
    """
    check_perturbed(delta)
    if not body.any():
        raise OptionError("region_empty", region="body")
    sigma = cell_sigma(maps, delta.shape[0])
    smoothed = smooth(delta, sigma)
    step = max(1, int(sigma / 4))
    compared = _Compared(smoothed[::step, ::step], body[::step, ::step])
    rows = tuple(_row(compared, each, sigma, step) for each in maps)
    return Agreement(sigma, read_only(smoothed), rows)


def cell_sigma(maps: Sequence[AttributionMap], size: int) -> float:
    """Half a cell of the class activation maps' layer, model pixels."""
    cells = [max(each.low_resolution.shape) for each in maps if each.method in OF_LAYER]
    return size / max(cells) / 2 if cells else SIGMA * size


def smooth(values: FloatArray, sigma: float) -> FloatArray:
    """Gaussian mean of |values| (S, S)."""
    return np.asarray(cv2.GaussianBlur(np.abs(values), (0, 0), sigma), np.float32)


class _Compared:
    """|δ| with what needs to be computed of it only once."""

    def __init__(self, values: FloatArray, body: BoolArray) -> None:
        self.body = body
        self.ranks = centred_ranks(values[body])
        self.top = top_places(values[body])
        self.scaled = scaled(values, body)

    def figures(self, other: FloatArray) -> NDArray[np.float64]:
        """(3,) in the order of `FIGURES`."""
        inside = other[self.body]
        similar = structural_similarity(self.scaled, scaled(other, self.body), self.body)
        rank = correlation(self.ranks, centred_ranks(inside))
        return np.array([rank, overlap(self.top, top_places(inside)), similar])


def _row(compared: _Compared, heat_map: AttributionMap, sigma: float, step: int) -> AgreementRow:
    # A class activation map is smooth already; smoothing it alike changes little and spares a rule.
    values = smooth(heat_map.values, sigma)
    found = compared.figures(values[::step, ::step])
    rolled = _rolled(values, heat_map)
    chance = np.stack([compared.figures(each[::step, ::step]) for each in rolled])
    return AgreementRow(
        method=heat_map.method,
        spearman=float(found[0]),
        overlap=float(found[1]),
        similarity=float(found[2]),
        chance={name: interval(chance[:, k]) for k, name in enumerate(FIGURES)},
    )


def _rolled(values: FloatArray, heat_map: AttributionMap) -> list[FloatArray]:
    """`DRAWS` times the film's part of the map, rolled by a random number of rows and columns."""
    rng = np.random.default_rng([SEED, 4])
    content = heat_map.grid.content
    inner = values[content]
    rolled = []
    for _ in range(DRAWS):
        way = [int(rng.integers(n // 8, n - n // 8)) for n in inner.shape]
        moved = np.zeros_like(values)
        moved[content] = np.roll(inner, way, (0, 1))
        rolled.append(moved)
    return rolled
