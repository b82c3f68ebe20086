"""What kinds that add a difference to the film have in common: zones, places, grey levels."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from inference.core.counterfactual_types import Change, Zone
from inference.core.types import FloatArray
from inference.counterfactual.kind import Context
from inference.counterfactual.scaling import within
from inference.counterfactual.zones import zone_masks, zone_shares
from inference.grids.resampling import resampled

#: Grey levels of the window that spans the network's input range.
GREY_LEVELS = 255


class AdditiveKind:
    """Base of kinds whose change is a difference alone."""

    def zones(self, context: Context, change: Change) -> Mapping[Zone, float]:
        """Share of the sum of |difference| in each zone."""
        masks = zone_masks(context.segmentation, change.grid)
        return zone_shares(masks, np.abs(_difference(change)))

    def places(self, context: Context, change: Change) -> Mapping[str, Change]:
        """The difference in each zone, in the heart, and in the rest, alone."""
        return places_of(context, change)


def places_of(context: Context, change: Change) -> Mapping[str, Change]:
    """The difference in each zone, in the heart, and in the rest, alone."""
    grid = change.grid
    masks = {str(zone): mask for zone, mask in zone_masks(context.segmentation, grid).items()}
    taken = np.zeros((grid.size, grid.size), bool)
    for mask in masks.values():
        taken |= mask
    heart = resampled(context.segmentation.grid, context.segmentation.heart, grid) >= 0.5
    masks["heart"] = heart & ~taken
    masks["elsewhere"] = ~(taken | heart)
    moved = np.abs(_difference(change))
    return {
        name: within(change, mask.astype(np.float32))
        for name, mask in masks.items()
        if float(moved[mask].sum()) > 0
    }


def grey_levels(change: Change) -> float:
    """Greatest |difference|, in levels of 255 of the network's input range."""
    return float(np.abs(_difference(change)).max(initial=0)) * GREY_LEVELS


def _difference(change: Change) -> FloatArray:
    assert change.difference is not None
    return change.difference
