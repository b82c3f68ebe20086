"""The six lung zones on a model grid: each lung field in thirds of its height (ILO 2022)."""

from __future__ import annotations

import numpy as np

from inference.core.counterfactual_types import Zone
from inference.core.geometry import FilmGrid
from inference.core.types import BoolArray, FloatArray, Segmentation, read_only
from inference.grids.resampling import resampled

RIGHT = (Zone.RIGHT_UPPER, Zone.RIGHT_MIDDLE, Zone.RIGHT_LOWER)
LEFT = (Zone.LEFT_UPPER, Zone.LEFT_MIDDLE, Zone.LEFT_LOWER)


def zone_masks(segmentation: Segmentation, grid: FilmGrid) -> dict[Zone, BoolArray]:
    """(S, S) bool for every zone of a lung field that was found, on `grid`; they don't overlap."""
    masks: dict[Zone, BoolArray] = {}
    fields = ((RIGHT, segmentation.right_lung), (LEFT, segmentation.left_lung))
    for names, probability in fields:
        field = resampled(segmentation.grid, probability, grid) >= 0.5
        rows = np.flatnonzero(field.any(1))
        if not rows.size:
            continue
        edges = np.linspace(rows[0], rows[-1] + 1, 4).round().astype(int)
        for name, top, bottom in zip(names, edges, edges[1:], strict=False):
            mask = np.zeros_like(field)
            mask[top:bottom] = field[top:bottom]
            masks[name] = read_only(mask)
    return masks


def zone_at(masks: dict[Zone, BoolArray], row: int, column: int) -> Zone | None:
    """The zone that holds a model pixel; None outside both lung fields."""
    return next((zone for zone, mask in masks.items() if mask[row, column]), None)


def zone_shares(masks: dict[Zone, BoolArray], weight: FloatArray) -> dict[Zone, float]:
    """Share of `weight` (S, S), >= 0, that lies in each zone; zones without any are left out."""
    total = float(weight.sum(dtype=np.float64))
    if total <= 0:
        return {}
    shares = {
        zone: float(weight[mask].sum(dtype=np.float64)) / total for zone, mask in masks.items()
    }
    return {zone: share for zone, share in shares.items() if share > 0}
