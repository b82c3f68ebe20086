"""What speaks against reading a counterfactual plainly: codes of `inference.core.notices`."""

from __future__ import annotations

from inference.attack.perturbed import log_odds
from inference.core.counterfactual_types import (
    Counterfactual,
    CounterfactualKind,
    SizeUnit,
    StopReason,
)
from inference.counterfactual.kind import Context

#: Of the segmentation: what makes a kind that leans on outlines doubtful.
_OUTLINES = ("lung_missing", "heart_missing", "lung_cut_off", "lungs_swapped")
_REASONS = {
    StopReason.NOT_FOUND: "change_not_found",
    StopReason.STATIONARY: "change_stationary",
    StopReason.STOPPED: "search_stopped",
    StopReason.ALREADY: "already_target",
}


def notices_of(made: Counterfactual, context: Context) -> tuple[str, ...]:
    """`made`'s own notices and those that its outcome and its film call for, each once."""
    codes = list(made.notices)
    if made.stop_reason in _REASONS:
        codes.append(_REASONS[made.stop_reason])
    if made.flipped and not _is_sure(made, context):
        codes.append("turned_barely")
    if made.kind in (CounterfactualKind.SHAPE, CounterfactualKind.OPACITIES):
        codes += [code for code in _OUTLINES if code in context.segmentation.warnings]
    if made.unit is SizeUnit.PIXELS and made.change is not None:
        codes.append("spacing_unknown")
    if made.checks is not None and made.ratio_before is not None and made.ratio_after is None:
        codes.append("ratio_after_unknown")
    return tuple(dict.fromkeys(codes))


def _is_sure(made: Counterfactual, context: Context) -> bool:
    """Whether the answer is as far beyond its turn as was asked for."""
    return context.criterion.beyond(log_odds(made.probability_after)) >= context.margin - 1e-3
