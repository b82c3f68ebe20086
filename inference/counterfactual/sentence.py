"""One sentence per counterfactual, made from numbers only: codes and values; worded elsewhere.

`inference.export.words.counterfactual_words.sentence` says them, in any language that has a
catalogue. The facts, in this order, those that apply:

- the lead, what moved the answer most: "border_moved": border (`Border`), outward (> 0 away from
  the inside), unit ("mm" | "px"); "film_moved": amount, unit (no outline was found);
  "opacities_added", "opacities_removed": count, zones (comma-separated); "brightened", "darkened":
  place (a zone, "heart" or "elsewhere"), amount (grey levels); "redrawn_brighter",
  "redrawn_darker": place, share (of the film); "pixels_changed": epsilon; "nothing_changed".
- "ratio": before, after; only if the two differ when they are said with two decimals.
- "answer_turned", "answer_kept": target (0 | 1), finding.
- "random_changes": draws, flips.
- "twin_agrees", "twin_disagrees": before, after; whether the robust network says the target of
  the changed film, also where it did before.

Never a diagnosis: they speak of the change and the network, not of the patient.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from inference.answers.criteria import Criterion
from inference.core.counterfactual_types import Change, Counterfactual, CounterfactualKind
from inference.core.explanation_types import SummaryFact
from inference.core.types import FloatArray
from inference.counterfactual.additive import grey_levels, places_of
from inference.counterfactual.kind import Context
from inference.counterfactual.kinds.borders import moves


def facts_of(made: Counterfactual, context: Context) -> tuple[SummaryFact, ...]:
    """The facts of `made`; the lead is what its movers say once they are measured."""
    return tuple(_facts(made, context))


def _facts(made: Counterfactual, context: Context) -> Iterator[SummaryFact]:
    if made.change is None:
        yield SummaryFact("nothing_changed", {})
    else:
        yield _lead(made, made.change, context)
    before, after = made.ratio_before, made.ratio_after
    if before is not None and after is not None and _said(before.ratio) != _said(after.ratio):
        yield SummaryFact("ratio", {"before": before.ratio, "after": after.ratio})
    outcome = "answer_turned" if made.flipped else "answer_kept"
    yield SummaryFact(outcome, {"target": made.target, "finding": made.finding})
    if made.checks is None:
        return
    drawn = made.checks.controls
    yield SummaryFact("random_changes", {"draws": drawn.draws, "flips": drawn.flips})
    twin = made.checks.twin
    if twin is not None and context.twin is not None and made.flipped:
        asked = Criterion(made.target, context.twin.card.operating_point, None)
        code = "twin_agrees" if asked.flipped(twin.after) else "twin_disagrees"
        yield SummaryFact(code, {"before": twin.before, "after": twin.after})


def _said(ratio: float) -> str:
    return f"{ratio:.2f}"


def _lead(made: Counterfactual, change: Change, context: Context) -> SummaryFact:
    match made.kind:
        case CounterfactualKind.SHAPE:
            return _border(made, change, context)
        case CounterfactualKind.OPACITIES:
            return _opacities(made)
        case CounterfactualKind.PGD:
            assert change.difference is not None
            size = float(np.abs(change.difference).max(initial=0))
            return SummaryFact("pixels_changed", {"epsilon": size})
        case CounterfactualKind.TRANSLATION:
            place, sign = _place(made, change, context)
            code = "redrawn_brighter" if sign > 0 else "redrawn_darker"
            return SummaryFact(code, {"place": place, "share": made.size or 0.0})
        case _:
            place, sign = _place(made, change, context)
            code = "brightened" if sign > 0 else "darkened"
            return SummaryFact(code, {"place": place, "amount": grey_levels(change)})


def _border(made: Counterfactual, change: Change, context: Context) -> SummaryFact:
    """The border that moves the answer most; before that is known, the one that moves furthest."""
    assert change.displacement is not None
    spacing = context.subject.radiograph.spacing
    found = moves(change.displacement, change.grid, context.segmentation, spacing)
    if not found:
        return SummaryFact("film_moved", {"amount": made.size or 0.0, "unit": str(made.unit)})
    first = found[0]
    if made.checks is not None and made.checks.movers:
        place = made.checks.movers[0].place
        first = next((move for move in found if str(move.border) == place), first)
    values: dict[str, str | float] = {
        "border": str(first.border),
        "outward": first.outward,
        "unit": str(first.unit),
    }
    return SummaryFact("border_moved", values)


def _opacities(made: Counterfactual) -> SummaryFact:
    assert made.change is not None
    spots = made.change.spots
    added = sum(spot.contrast for spot in spots) >= 0
    zones = sorted(made.zones, key=lambda zone: -made.zones[zone])
    code = "opacities_added" if added else "opacities_removed"
    return SummaryFact(code, {"count": len(spots), "zones": ",".join(map(str, zones))})


def _place(made: Counterfactual, change: Change, context: Context) -> tuple[str, float]:
    """Where the change moves the answer most (before that is known: where most of it lies).

    Returns the place and the sum of the difference there.
    """
    parts = places_of(context, change)
    sums = {name: _signed(part) for name, part in parts.items()}
    if made.checks is not None and made.checks.movers:
        place = made.checks.movers[0].place
    else:
        place = max(parts, key=lambda name: _absolute(parts[name]), default="elsewhere")
    return place, sums.get(place, 0.0)


def _difference(change: Change) -> FloatArray:
    assert change.difference is not None
    return change.difference


def _signed(change: Change) -> float:
    return float(_difference(change).sum(dtype=np.float64))


def _absolute(change: Change) -> float:
    return float(np.abs(_difference(change)).sum(dtype=np.float64))
