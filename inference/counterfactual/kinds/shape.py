"""Kind `shape`: borders move, by a smooth displacement without folding (Xiao 2018, stAdv).

The displacement on a control grid climbs the target's logit gap by its gradient through the warp.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from inference.core.counterfactual_types import (
    Change,
    CounterfactualKind,
    SizeUnit,
    Zone,
)
from inference.core.types import read_only
from inference.counterfactual.kind import Context, Found
from inference.counterfactual.kinds.borders import greatest_shift, shares
from inference.counterfactual.kinds.climb import Climb
from inference.counterfactual.kinds.displacement import ControlGrid, unfolded
from inference.counterfactual.scaling import within
from inference.counterfactual.zones import zone_masks, zone_shares

#: Control points along a side.
POINTS = 8
#: Greatest displacement, as a share of S (16 px of 256), and how far a step may go.
LONGEST, STEP = 16 / 256, 2 / 256
STEPS = 20


@dataclass(frozen=True, slots=True)
class Shape:
    """A displacement of the film."""

    name: CounterfactualKind = CounterfactualKind.SHAPE

    def search(self, context: Context) -> Found:
        source = context.subject.source
        control, image = _control(context), context.subject.tensor(source.image)
        longest, pace = LONGEST * source.grid.size, STEP * source.grid.size

        def moved(theta: Tensor, gradient: Tensor) -> Tensor:
            theta = theta + gradient * (pace / max(_reach(control, gradient), 1e-30))
            return unfolded(control, theta * min(1.0, longest / _reach(control, theta)))

        climb = Climb(context, control.zeros(2), lambda theta: control.warped(image, theta), moved)
        reason = climb.run(STEPS)
        if not climb.best.any():
            return Found(None, reason)
        field = read_only(control.array(climb.best))
        return Found(Change(source.grid, (source.low, source.high), displacement=field), reason)

    def random_like(self, context: Context, change: Change, rng: np.random.Generator) -> Change:
        """Another smooth displacement, moving the outlines as far at most."""
        control = _control(context)
        drawn = rng.standard_normal((1, 2, POINTS, POINTS)).astype(np.float32)
        theta = torch.from_numpy(drawn).to(control.rows)
        field = read_only(control.array(theta))
        wanted, _ = self.size(context, change)
        now, _ = self.size(context, replace(change, displacement=field))
        theta = unfolded(control, theta * (wanted / max(now, 1e-9)))
        return replace(change, displacement=read_only(control.array(theta)))

    def size(self, context: Context, change: Change) -> tuple[float, SizeUnit]:
        """The greatest displacement of the heart's and the lung fields' outlines."""
        assert change.displacement is not None
        spacing = context.subject.radiograph.spacing
        return greatest_shift(change.displacement, change.grid, context.segmentation, spacing)

    def zones(self, context: Context, change: Change) -> Mapping[Zone, float]:
        """Share of the sum of |u| in each zone."""
        assert change.displacement is not None
        masks = zone_masks(context.segmentation, change.grid)
        return zone_shares(masks, np.hypot(*change.displacement))

    def places(self, context: Context, change: Change) -> Mapping[str, Change]:
        """The displacement of every border with what lies near it."""
        parts = shares(context.segmentation, change.grid)
        return {str(border): within(change, part) for border, part in parts.items()}


def _control(context: Context) -> ControlGrid:
    subject = context.subject
    reach = None if subject.mask is None else subject.tensor(context.seen)
    return ControlGrid.of(subject.source.grid, POINTS, subject.network.device, reach)


def _reach(control: ControlGrid, theta: Tensor) -> float:
    """The greatest displacement, model pixels."""
    return float(control.field(theta).norm(dim=1).max())
