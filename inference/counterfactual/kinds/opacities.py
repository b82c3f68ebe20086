"""Kind `opacities`: small rounded opacities are set into the lung fields, or those there go.

Towards the finding, opacities of p, q and r size are set where the network's log-odds rise most
for one of equal contrast, a few at a time. Towards no finding, bright spots of these sizes are
fitted and subtracted, those first that are plain *and* count for the network. Every one has a
place, a diameter and a contrast, and stays inside a lung field.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import cv2
import numpy as np

from inference.answers.criteria import FINDING, target_gap
from inference.attack.fast.passes import Passes, passes_of
from inference.core.counterfactual_types import (
    Change,
    CounterfactualKind,
    SizeUnit,
    StopReason,
    Zone,
)
from inference.core.types import BoolArray, FloatArray, read_only
from inference.counterfactual.kind import Context, Found
from inference.counterfactual.kinds.blobs import fitted_contrast, roundness
from inference.counterfactual.kinds.spots import (
    DIAMETERS_MM,
    Disc,
    Scale,
    disc_of,
    draw,
    response,
    spot_of,
    template,
)
from inference.counterfactual.zones import zone_masks
from inference.grids.resampling import resampled

#: How many are set in each round of a search: towards the finding, and away from it.
SET = (5, 5, 5, 10, 10, 20, 20, 40)
REMOVED = (15, 15, 30, 30, 60, 60, 60, 60, 60)
#: Peak of an opacity that is set, input units, and by how much each one differs from that.
CONTRAST, VARIED = 0.09, (0.75, 1.1)
#: Contrast below which a bright spot is none, and what at most is taken of one.
FAINTEST, STRONGEST = 0.012, 0.25
#: Roundness below which it is a vessel or a border.
ROUND = 0.35
#: Distance between two of one round, in diameters.
APART = 1.3
#: Log-odds beyond what is asked for at which a search ends; the least change lies before it.
SPARE = 0.3
#: How far beyond the change that the search returns the amplitude may go.
LIMIT = 1.5


@dataclass(frozen=True, slots=True)
class Opacities:
    """Small rounded opacities come or go."""

    name: CounterfactualKind = CounterfactualKind.OPACITIES

    def search(self, context: Context) -> Found:
        """See `Kind.search`; without lung fields there is nowhere to set anything."""
        if not lung_core(context).any():
            return Found(None, StopReason.UNAVAILABLE, notices=("lung_missing",))
        search = _Search(context)
        reason = search.run(SET if context.criterion.target == FINDING else REMOVED)
        if not search.best:
            return Found(None, reason)
        return Found(change_of(context, search.best), reason, LIMIT)

    def random_like(self, context: Context, change: Change, rng: np.random.Generator) -> Change:
        """As many of the same diameters and contrasts, anywhere in the lung fields."""
        rows, columns = np.nonzero(lung_core(context))
        scale = _scale(context)
        discs = []
        for spot in change.spots:
            at = int(rng.integers(len(rows)))
            x, y = columns[at] + rng.random(), rows[at] + rng.random()
            discs.append(replace(disc_of(spot, change.grid, scale), x=float(x), y=float(y)))
        return change_of(context, discs)

    def size(self, context: Context, change: Change) -> tuple[float, SizeUnit]:
        """How many."""
        return float(len(change.spots)), SizeUnit.OPACITIES

    def zones(self, context: Context, change: Change) -> Mapping[Zone, float]:
        """How many lie in each zone."""
        counts = {zone: float(sum(s.zone is zone for s in change.spots)) for zone in Zone}
        return {zone: count for zone, count in counts.items() if count}

    def places(self, context: Context, change: Change) -> Mapping[str, Change]:
        """The opacities of each zone alone."""
        scale, parts = _scale(context), {}
        for zone in self.zones(context, change):
            spots = [each for each in change.spots if each.zone is zone]
            discs = [disc_of(each, change.grid, scale) for each in spots]
            parts[str(zone)] = change_of(context, discs)
        return parts


class _Search:
    """Opacities, more of them in every round."""

    def __init__(self, context: Context) -> None:
        source = context.subject.source
        self.context, self.image = context, source.image
        self.mask = np.ones_like(source.image) if context.subject.mask is None else (
            context.subject.mask
        )  # fmt: skip
        self.adds = context.criterion.target == FINDING
        scale = _scale(context)
        self.templates = [(d / scale.mm, template(d / scale.mm)) for d in DIAMETERS_MM]
        self.depth = _depth(lung_core(context))
        self.rng = np.random.default_rng([context.seed, 5])
        self.passes: Passes = passes_of(context.subject)
        self.taken = np.zeros(self.image.shape, np.uint8)
        self.discs: list[Disc] = []
        self.difference = np.zeros_like(self.image)
        self.best: list[Disc] = []
        self.best_beyond = self.beyond = self._answer()

    def run(self, rounds: tuple[int, ...]) -> StopReason:
        """Go on until the answer is far enough beyond its turn; `best` went furthest."""
        token = self.context.token
        for step, count in enumerate(rounds, 1):
            token.raise_if_cancelled()
            if token.concluded:
                return StopReason.STOPPED
            gradient = self._gradient()
            if not gradient.any():
                return StopReason.STATIONARY if step == 1 else StopReason.NOT_FOUND
            chosen = self._chosen(gradient, count)
            if not chosen:
                return StopReason.NOT_FOUND
            before = self.discs
            self._take(before + chosen)
            self.context.on_step(step, len(rounds))
            if self._is_enough():
                self._leave_out(before, chosen)
                return StopReason.FOUND
        return StopReason.NOT_FOUND

    def _is_enough(self) -> bool:
        return self.beyond >= self.context.margin + SPARE

    def _leave_out(self, before: list[Disc], chosen: list[Disc]) -> None:
        """Of the last round keep as few as are enough, by bisection; they then go whole."""
        few, many = 0, len(chosen)
        while many - few > 1:
            middle = (few + many) // 2
            self._take(before + chosen[:middle])
            few, many = (few, middle) if self._is_enough() else (middle, many)
        self.best = before + chosen[:many]

    def _take(self, discs: list[Disc]) -> None:
        self.discs = discs
        self.difference = draw(discs, self.image.shape[0])
        self.beyond = self._answer()
        if self.beyond > self.best_beyond:
            self.best, self.best_beyond = discs, self.beyond

    def _answer(self) -> float:
        """How far the log-odds are beyond the operating point, towards the target."""
        subject = self.context.subject
        shown = np.clip(self.image + self.difference, 0, 1) * self.mask
        odds = float(target_gap(self.passes.answer(subject.tensor(shown)), FINDING))
        return self.context.criterion.beyond(subject.finite(odds))

    def _gradient(self) -> FloatArray:
        """(S, S): of the target's log-odds, at the film's brightness."""
        of_shown = self.passes.gradient(self.context.criterion.target).cpu().numpy()[0, 0]
        self.context.subject.finite(float(np.abs(of_shown).max()))
        return np.asarray(of_shown * self.mask, np.float32)

    def _chosen(self, gradient: FloatArray, count: int) -> list[Disc]:
        """Up to `count` opacities that raise the target's log-odds, the best first."""
        best = np.zeros_like(self.image)
        which, contrast = np.zeros(best.shape, np.intp), np.zeros_like(best)
        now = np.clip(self.image + self.difference, 0, 1)
        for index, (diameter, kernel) in enumerate(self.templates):
            peak, worth = self._worth(now, gradient, diameter, kernel)
            worth[self.depth < diameter / 2] = 0
            better = worth > best
            best[better], which[better], contrast[better] = worth[better], index, peak[better]
        return self._picked(best, which, contrast, count)

    def _worth(
        self, now: FloatArray, gradient: FloatArray, diameter: float, kernel: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """(S, S) each: the peak of an opacity of this size around every pixel, and its worth."""
        effect = response(gradient, kernel)
        if self.adds:
            return np.full_like(effect, CONTRAST), effect * CONTRAST
        fitted = np.clip(fitted_contrast(now, kernel), 0, STRONGEST)
        fitted[fitted < FAINTEST] = 0
        fitted[roundness(now, diameter) < ROUND] = 0
        helps = np.clip(-fitted * effect, 0, None)
        plain = fitted * np.float32(np.linalg.norm(kernel))
        return -fitted, np.sqrt(helps * plain)

    def _picked(
        self, worth: FloatArray, which: np.ndarray, contrast: FloatArray, count: int
    ) -> list[Disc]:
        taken = self.taken if self.adds else np.zeros_like(self.taken)
        picked: list[Disc] = []
        left = np.where(taken > 0, np.float32(0), worth)
        while len(picked) < count:
            row, column = divmod(int(left.argmax()), left.shape[1])
            if left[row, column] <= 0:
                break
            diameter = self.templates[which[row, column]][0]
            picked.append(self._disc(row, column, diameter, float(contrast[row, column])))
            radius = max(2, round(APART * diameter))
            cv2.circle(left, (column, row), radius, 0.0, -1)
            cv2.circle(taken, (column, row), radius, 1, -1)
        return picked

    def _disc(self, row: int, column: int, diameter: float, peak: float) -> Disc:
        """One that is removed lies where it was fitted; one that is set varies, as in life."""
        if not self.adds:
            return Disc(column + 0.5, row + 0.5, diameter, peak)
        shift, draws = self.rng.uniform(-0.3, 0.3, 2), self.rng.random(4)
        low, high = VARIED
        return Disc(
            column + 0.5 + shift[0],
            row + 0.5 + shift[1],
            diameter * (0.9 + 0.2 * draws[0]),
            peak * (low + (high - low) * draws[1]),
            1 + 0.35 * draws[2],
            math.pi * draws[3],
        )


def change_of(context: Context, discs: list[Disc]) -> Change:
    """The change that `discs` make, each of them told to the reader."""
    source, scale = context.subject.source, _scale(context)
    masks = zone_masks(context.segmentation, source.grid)
    return Change(
        source.grid,
        (source.low, source.high),
        difference=read_only(draw(discs, source.grid.size)),
        spots=tuple(spot_of(disc, source.grid, scale, masks) for disc in discs),
    )


def lung_core(context: Context) -> BoolArray:
    """(S, S): lung field that is not heart, on film that the network's range does not clip."""
    segmentation, source = context.segmentation, context.subject.source
    lungs, heart = (
        resampled(segmentation.grid, part, source.grid) >= 0.5
        for part in (segmentation.lungs, segmentation.heart)
    )
    return np.asarray(lungs & ~heart & source.attackable)


def _scale(context: Context) -> Scale:
    subject = context.subject
    return Scale.of(subject.source.grid, subject.radiograph.spacing, context.segmentation)


def _depth(mask: BoolArray) -> FloatArray:
    found = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.asarray(found, np.float32)
