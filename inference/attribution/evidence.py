"""How much of an attribution map's evidence for the finding lies in the lungs, heart, elsewhere.

Needs numpy and OpenCV only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.core.types import AttributionMap, BoolArray, Segmentation
from inference.grids.resampling import resampled

LUNGS, HEART, ELSEWHERE = "lungs", "heart", "elsewhere"


@dataclass(frozen=True, slots=True, eq=False)
class EvidenceShares:
    """A map's sums by region, on its model grid; the regions share out all of it."""

    positive_share: Mapping[str, float] | None  # region -> [0, 1], sums to 1; None: no evidence
    area_share: Mapping[str, float]  # region -> share of the film's area, sums to 1
    positive_sum: float  # of all values above 0, in the method's unit
    negative_sum: float  # of all values below 0; 0 unless the method is signed


def evidence_shares(heat_map: AttributionMap, segmentation: Segmentation) -> EvidenceShares:
    """Share out `heat_map`'s positive values; a share says something beside its area's share.

    Heart is where its probability is at least 0.5 and at least the lungs'; lungs are where theirs
    is at least 0.5 otherwise; elsewhere is all the rest, the letterbox included.
    """
    regions = _regions(heat_map, segmentation)
    content = heat_map.grid.content_mask()
    values = heat_map.values.astype(np.float64)
    positive = np.maximum(values, 0)
    total = float(positive.sum())
    return EvidenceShares(
        positive_share=_by(regions, positive, total) if total > 0 else None,
        area_share=_by(regions, content.astype(np.float64), float(content.sum())),
        positive_sum=total,
        negative_sum=float(np.minimum(values, 0).sum()),
    )


def _regions(heat_map: AttributionMap, segmentation: Segmentation) -> dict[str, BoolArray]:
    source, grid = segmentation.grid, heat_map.grid
    lungs = resampled(source, segmentation.lungs, grid)
    heart = resampled(source, segmentation.heart, grid)
    in_heart = (heart >= 0.5) & (heart >= lungs)
    in_lungs = (lungs >= 0.5) & ~in_heart
    return {LUNGS: in_lungs, HEART: in_heart, ELSEWHERE: ~(in_lungs | in_heart)}


def _by(
    regions: Mapping[str, BoolArray], amounts: NDArray[np.float64], total: float
) -> dict[str, float]:
    return {name: float(amounts[region].sum()) / total for name, region in regions.items()}
