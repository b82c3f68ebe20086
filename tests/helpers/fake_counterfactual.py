"""Counterfactuals without networks: plausible figures, and changes whose pixels are known."""

from __future__ import annotations

import numpy as np

from inference.core.attack_types import AmplitudeSweep
from inference.core.counterfactual_types import (
    Change,
    Checks,
    Counterfactual,
    CounterfactualKind,
    CounterfactualRequest,
    LowPass,
    OtherAnswer,
    RandomChanges,
    SizeUnit,
    StopReason,
)
from inference.core.explanation_types import SummaryFact
from inference.core.geometry import FilmGrid
from inference.core.types import Segmentation, read_only

INPUT_RANGE = (0.1, 0.9)
#: Grey levels of 255 by which `broad` brightens the left half and darkens the right half.
LEVELS = 20.0
#: Model pixels by which `shape` moves everything to the left.
MOVED = 4.0


def searched(
    request: CounterfactualRequest, segmentation: Segmentation, sweep: AmplitudeSweep
) -> tuple[Counterfactual, ...]:
    """One of each kind that was asked for, for the finding of `sweep`."""
    return tuple(found(kind, segmentation, sweep) for kind in request.kinds)


def found(
    kind: CounterfactualKind, segmentation: Segmentation, sweep: AmplitudeSweep
) -> Counterfactual:
    """Turned from 0.87 to 0.008; `shape` moves, every other kind brightens and darkens."""
    moves = kind is CounterfactualKind.SHAPE
    return Counterfactual(
        kind=kind,
        finding=sweep.finding,
        target=0,
        change=moved(segmentation.grid) if moves else brightened(segmentation.grid),
        flipped=True,
        probability_before=0.87,
        probability_after=0.008,
        size=6.0 if moves else LEVELS,
        unit=SizeUnit.MILLIMETRES if moves else SizeUnit.GREY_LEVELS,
        stop_reason=StopReason.FOUND,
        ratio_before=segmentation.cardiothoracic_ratio,
        curve=sweep,
        checks=Checks(
            after=segmentation,
            twin=OtherAnswer("twin", sweep.finding, 0.8, 0.3, True),
            others=(),
            controls=RandomChanges(20, 0, 0.01),
            low_pass=tuple(LowPass(sigma, 0.1, True) for sigma in (1.0, 2.0, 4.0)),
            movers=(),
        ),
        facts=_facts(moves),
        seconds=0.1,
    )


def moved(grid: FilmGrid) -> Change:
    """Everything lies `MOVED` model pixels further left."""
    displacement = np.zeros((2, grid.size, grid.size), np.float32)
    displacement[0] = MOVED
    return Change(grid, INPUT_RANGE, displacement=read_only(displacement))


def brightened(grid: FilmGrid) -> Change:
    """The left half of the film is brighter, the right half darker, by `LEVELS`."""
    difference = np.full((grid.size, grid.size), LEVELS / 255, np.float32)
    difference[:, grid.size // 2 :] *= -1
    return Change(grid, INPUT_RANGE, difference=read_only(difference), smooth=False)


def _facts(moves: bool) -> tuple[SummaryFact, ...]:
    if moves:
        lead = SummaryFact("border_moved", {"border": "heart_left", "outward": -6.0, "unit": "mm"})
    else:
        lead = SummaryFact("brightened", {"place": "left_upper", "amount": LEVELS})
    return (
        lead,
        SummaryFact("ratio", {"before": 0.57, "after": 0.51}),
        SummaryFact("random_changes", {"draws": 20.0, "flips": 0.0}),
        SummaryFact("twin_agrees", {}),
    )
