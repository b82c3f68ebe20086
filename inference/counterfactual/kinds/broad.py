"""Kind `broad`: brightness on a coarse grid of control points, interpolated bicubically."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from inference.core.counterfactual_types import (
    Change,
    CounterfactualKind,
    SizeUnit,
)
from inference.core.types import read_only
from inference.counterfactual.additive import AdditiveKind, grey_levels
from inference.counterfactual.kind import Context, Found
from inference.counterfactual.kinds.climb import Climb
from inference.counterfactual.kinds.displacement import ControlGrid

#: Control points along a side.
POINTS = 16
#: Greatest change in input units, and how far one step goes.
GREATEST, STEP = 0.25, 0.02
STEPS = 24
#: How far beyond the change that the search returns the amplitude may go.
LIMIT = 1.5


@dataclass(frozen=True, slots=True)
class Broad(AdditiveKind):
    """A smooth change of brightness."""

    name: CounterfactualKind = CounterfactualKind.BROAD

    def search(self, context: Context) -> Found:
        source = context.subject.source
        control, image = _control(context), context.subject.tensor(source.image)

        def drawn(theta: Tensor) -> Tensor:
            return (image + control.field(theta)).clamp(0, 1)

        def moved(theta: Tensor, gradient: Tensor) -> Tensor:
            theta = theta + gradient * (STEP / max(_reach(control, gradient), 1e-30))
            return theta * min(1.0, GREATEST / max(_reach(control, theta), 1e-30))

        climb = Climb(context, control.zeros(1), drawn, moved)
        reason = climb.run(STEPS)
        if not climb.best.any():
            return Found(None, reason)
        field = read_only(np.ascontiguousarray(control.array(climb.best)[0]))
        change = Change(source.grid, (source.low, source.high), difference=field)
        return Found(change, reason, LIMIT)

    def random_like(self, context: Context, change: Change, rng: np.random.Generator) -> Change:
        """Another smooth field with the same greatest change."""
        control = _control(context)
        drawn = rng.standard_normal((1, 1, POINTS, POINTS)).astype(np.float32)
        field = control.array(torch.from_numpy(drawn).to(control.rows))[0]
        wanted = grey_levels(change)
        drawn_change = replace(change, difference=field)
        factor = np.float32(wanted / max(grey_levels(drawn_change), 1e-9))
        return replace(change, difference=read_only(field * factor))

    def size(self, context: Context, change: Change) -> tuple[float, SizeUnit]:
        """The greatest change in grey levels."""
        return grey_levels(change), SizeUnit.GREY_LEVELS


def _control(context: Context) -> ControlGrid:
    subject = context.subject
    reach = subject.tensor(context.seen)
    return ControlGrid.of(subject.source.grid, POINTS, subject.network.device, reach)


def _reach(control: ControlGrid, theta: Tensor) -> float:
    """The greatest change of brightness, input units."""
    return float(control.field(theta).abs().max())
