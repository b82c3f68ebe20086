"""Which of a result's counterfactuals an export shows. Needs the standard library only."""

from __future__ import annotations

from collections.abc import Sequence

from inference.core.counterfactual_types import Counterfactual, CounterfactualKind, suiting_kind


def leading(
    found: Sequence[Counterfactual], shown: Counterfactual | None = None
) -> tuple[Counterfactual, ...]:
    """One for each finding, of those that hold a change, in the findings' order.

    `shown` leads for its finding. Else one that turned the answer leads, of these the kind that
    suits the finding, then the kind that reads best.
    """
    chosen: dict[str, Counterfactual] = {}
    for each in sorted(found, key=lambda one: _place(one, shown)):
        if each.change is not None:
            chosen.setdefault(each.finding, each)
    order = dict.fromkeys(each.finding for each in found)
    return tuple(chosen[finding] for finding in order if finding in chosen)


def _place(one: Counterfactual, shown: Counterfactual | None) -> tuple[bool, bool, bool, int]:
    kinds = list(CounterfactualKind)
    suits = one.kind is suiting_kind(one.finding)
    return one is not shown, not one.flipped, not suits, kinds.index(one.kind)
