"""One sentence per result, made from numbers only: a code and values, which the window words.

Codes and their values (shares are of 1; regions and sides by their names in `explanation_types`):

- "region_brightened", "region_darkened": region, side, signed_ratio (mean signed δ / mean |δ| over
  the body), density_ratio, share (of Σ|δ|), area_share. The region whose signs agree most.
- "no_region": no region's signs agree more than drawn signs do.
- "region_effect": region, side, logit_change, whole_change. The region where δ does most alone.
- "no_region_effect": no region does more than its controls.
- "controls_specific", "controls_partly", "controls_none": highest (flip rate of the controls).
- "frequency": band, energy_share, flipped (1 or 0). The band that moves the logit most alone.
- "segmentation_kept", "segmentation_moved": before, after (cardiothoracic ratio), shift (pixels).
- "transfer_robust": probability_before, probability_after, flipped (1 or 0).
- "minimal_epsilon": epsilon, norm. "minimal_epsilon_none": tried, norm.

Never a diagnosis: the sentences speak of the perturbation and the network, not of the patient.
"""

from __future__ import annotations

from collections.abc import Iterator

from inference.core.explanation_types import (
    ROBUST_TWIN,
    ChanceRange,
    ControlLights,
    Explanation,
    FrequencySplit,
    MinimalEpsilon,
    RatioShift,
    Region,
    RegionRow,
    RegionStatistics,
    Side,
    SummaryFact,
    Transfer,
)

Values = dict[str, str | float]

#: Regions smaller than this share of the film are not spoken of.
SMALLEST = 0.005
#: Mean distance of the heart's outlines from which they have moved, model pixels.
MOVED = 1.0


def summary(explanation: Explanation) -> tuple[SummaryFact, ...]:
    """The facts of the parts that are there, the headline first."""
    return tuple(_facts(explanation))


def _facts(explanation: Explanation) -> Iterator[SummaryFact]:
    if explanation.regions is not None:
        yield _direction(explanation.regions)
        yield _effect(explanation.regions)
    if explanation.controls is not None:
        yield _controls(explanation.controls)
    if explanation.minimal_epsilon is not None:
        yield _smallest(explanation.minimal_epsilon)
    if explanation.frequency is not None:
        yield _frequency(explanation.frequency)
    if explanation.ratio is not None:
        yield from _segmentation(explanation.ratio)
    if explanation.transfer is not None:
        yield from _robust(explanation.transfer)


def _eligible(table: RegionStatistics) -> list[RegionRow]:
    """Rows of both sides that are large enough, the background and the outside's parts left out.

    The parts are spoken of through the whole band unless one of them alone stands out; so they
    stay in, and the background does not.
    """
    rows = (row for row in table.rows if row.side is Side.BOTH)
    return [
        row for row in rows if row.area_share >= SMALLEST and row.region is not Region.BACKGROUND
    ]


def _direction(table: RegionStatistics) -> SummaryFact:
    beyond = [
        row
        for row in _eligible(table)
        if not row.random_sign["mean_signed"].holds(row.figures.mean_signed)
        and not row.shuffled["mean_signed"].holds(row.figures.mean_signed)
    ]
    if not beyond:
        return SummaryFact("no_region", {})
    row = max(beyond, key=lambda each: abs(each.figures.mean_signed))
    figures = row.figures
    code = "region_brightened" if figures.mean_signed > 0 else "region_darkened"
    values: Values = {
        "region": str(row.region),
        "side": str(row.side),
        "signed_ratio": figures.mean_signed / max(table.body_mean_absolute, 1e-12),
        "density_ratio": figures.density_ratio,
        "share": figures.share,
        "area_share": row.area_share,
    }
    return SummaryFact(code, values)


def _effect(table: RegionStatistics) -> SummaryFact:
    towards = 1 if table.target else -1
    beyond = [
        row
        for row in _eligible(table)
        if row.figures.logit_change * towards > 0
        and not _either(row, "logit_change", row.figures.logit_change)
    ]
    if not beyond:
        return SummaryFact("no_region_effect", {})
    row = max(beyond, key=lambda each: each.figures.logit_change * towards)
    values: Values = {
        "region": str(row.region),
        "side": str(row.side),
        "logit_change": row.figures.logit_change,
        "whole_change": table.logit_change,
    }
    return SummaryFact("region_effect", values)


def _either(row: RegionRow, name: str, value: float) -> bool:
    controls: tuple[ChanceRange, ChanceRange] = (
        row.random_sign[name],
        row.shuffled[name],
    )
    return any(control.holds(value) for control in controls)


def _controls(lights: ControlLights) -> SummaryFact:
    highest = max((light.flip_rate for light in lights.lights[1:]), default=0.0)
    return SummaryFact(f"controls_{lights.verdict}", {"highest": highest})


def _smallest(found: MinimalEpsilon) -> SummaryFact:
    if found.epsilon is None:
        values: Values = {"tried": found.largest_failed, "norm": found.norm}
        return SummaryFact("minimal_epsilon_none", values)
    return SummaryFact("minimal_epsilon", {"epsilon": found.epsilon, "norm": found.norm})


def _frequency(split: FrequencySplit) -> SummaryFact:
    band = max(split.bands, key=lambda each: abs(each.logit_change))
    values: Values = {
        "band": band.name,
        "energy_share": band.energy_share,
        "flipped": float(band.flipped),
    }
    return SummaryFact("frequency", values)


def _segmentation(shift: RatioShift) -> Iterator[SummaryFact]:
    if shift.before is not None and shift.after is not None:
        code = "segmentation_moved" if shift.heart_shift > MOVED else "segmentation_kept"
        yield SummaryFact(
            code,
            {
                "before": shift.before.ratio,
                "after": shift.after.ratio,
                "shift": shift.heart_shift,
            },
        )


def _robust(found: Transfer) -> Iterator[SummaryFact]:
    for row in found.rows:
        if row.role == ROBUST_TWIN:
            values: Values = {
                "probability_before": row.probability_before,
                "probability_after": row.probability_after,
                "flipped": float(row.flipped),
            }
            yield SummaryFact("transfer_robust", values)
