"""Kind `translation`: the film as the finding's CycleGAN draws it in the other class."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from inference.core.counterfactual_types import (
    Change,
    CounterfactualKind,
    SizeUnit,
    StopReason,
)
from inference.core.types import FloatArray, read_only
from inference.counterfactual.additive import AdditiveKind
from inference.counterfactual.kind import Context, Found
from inference.counterfactual.translation import translate

#: A change of at least this many input units is visible: 4 of 255 grey levels.
VISIBLE = 4 / 255
#: How far beyond the generator's own change the amplitude may go.
LIMIT = 2.0


@dataclass(frozen=True, slots=True)
class Translated(AdditiveKind):
    """The difference that a generator draws."""

    name: CounterfactualKind = CounterfactualKind.TRANSLATION

    def search(self, context: Context) -> Found:
        if context.translator is None:
            return Found(None, StopReason.UNAVAILABLE, notices=("no_translator",))
        context.token.raise_if_cancelled()
        target = context.criterion.target
        drawn = translate(context.translator, context.subject, context.segmentation, target)
        context.on_step(1, 1)
        change = Change(drawn.grid, drawn.input_range, difference=drawn.difference)
        reason = StopReason.FOUND if drawn.flipped else StopReason.NOT_FOUND
        if not drawn.difference.any():
            return Found(None, StopReason.STATIONARY)
        return Found(change, reason, limit=LIMIT)

    def random_like(self, context: Context, change: Change, rng: np.random.Generator) -> Change:
        """The same difference, mirrored or not, rolled to a random place, with a random sign."""
        difference = _difference(change)
        rows, columns = change.grid.content
        inner = difference[rows, columns]
        if rng.random() < 0.5:
            inner = inner[:, ::-1]
        moved = np.roll(inner, tuple(int(rng.integers(n)) for n in inner.shape), (0, 1))
        drawn = np.zeros_like(difference)
        drawn[rows, columns] = moved * (1 if rng.random() < 0.5 else -1)
        return replace(change, difference=read_only(drawn))

    def size(self, context: Context, change: Change) -> tuple[float, SizeUnit]:
        """Share of the film that changes visibly."""
        changed = np.abs(_difference(change))[change.grid.content] >= VISIBLE
        return float(changed.mean()), SizeUnit.FILM_SHARE


def _difference(change: Change) -> FloatArray:
    assert change.difference is not None
    return change.difference
