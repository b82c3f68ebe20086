"""What perturbations do in each region, many at a time. Needs numpy only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.core.types import BoolArray, FloatArray

Table = NDArray[np.float64]

#: Figures that come from δ alone, by the names of `RegionFigures`.
OF_DELTA = ("mean_signed", "mean_absolute", "share", "density_ratio", "brightened", "darkened")


@dataclass(frozen=True, slots=True, eq=False)
class RegionSums:
    """Regions (R) as rows of a matrix over the pixels (P) of a model grid."""

    matrix: NDArray[np.float32]  # (R, P) of 0 and 1
    area: Table  # (R, 1) pixels
    area_share: Table  # (R, 1) of the film

    @classmethod
    def of(cls, masks: Sequence[BoolArray], content: BoolArray) -> RegionSums:
        """The sums over `masks` (S, S), none of them empty; shares are of `content`."""
        matrix = np.stack([mask.ravel() for mask in masks]).astype(np.float32)
        area = matrix.sum(1, dtype=np.float64)[:, None]
        return cls(matrix, area, area / float(content.sum()))

    def figures(self, deltas: Sequence[FloatArray]) -> Mapping[str, Table]:
        """(R, K) of each of `OF_DELTA` for K perturbations (S, S), none of which is all 0."""
        columns = np.stack([delta.ravel() for delta in deltas], 1)
        absolute = np.abs(columns)
        share = self._sum(absolute) / absolute.sum(0, dtype=np.float64)
        return {
            "mean_signed": self._sum(columns) / self.area,
            "mean_absolute": self._sum(absolute) / self.area,
            "share": share,
            "density_ratio": share / self.area_share,
            "brightened": self._sum((columns > 0).astype(np.float32)) / self.area,
            "darkened": self._sum((columns < 0).astype(np.float32)) / self.area,
        }

    def first_order(self, gradient: FloatArray, deltas: Sequence[FloatArray]) -> Table:
        """(R, K): Σ gradient · δ over each region."""
        columns = np.stack([(gradient * delta).ravel() for delta in deltas], 1)
        return self._sum(columns)

    def _sum(self, columns: NDArray[np.float32]) -> Table:
        return (self.matrix @ columns).astype(np.float64)
