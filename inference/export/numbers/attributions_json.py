"""An analysis's attribution maps as JSON, in numbers."""

from __future__ import annotations

from collections.abc import Sequence

from inference.attribution.evidence import evidence_shares
from inference.attribution.map_scale import scale_of
from inference.core.requests import AnalysisResult
from inference.core.types import AttributionMap, AttributionMethod, Segmentation
from inference.export.numbers.results_json import Record


def attribution_records(
    result: AnalysisResult, methods: Sequence[AttributionMethod]
) -> list[Record]:
    """One record for each of `methods`, in their order; `result` must hold their maps.

    Shares are of the evidence for the finding (values above 0), and of the film's area beside it;
    sums are in `unit`. `positive_share` is null where a map has no evidence for the finding.
    """
    made = {heat_map.method: heat_map for heat_map in result.attributions}
    return [_record(made[method], result.segmentation) for method in methods]


def _record(heat_map: AttributionMap, segmentation: Segmentation) -> Record:
    scale = scale_of(heat_map)
    shares = evidence_shares(heat_map, segmentation)
    found = shares.positive_share
    return {
        "method": str(heat_map.method),
        "finding": heat_map.finding,
        "signed": scale.signed,
        "unit": scale.unit,
        "scale": scale.end,
        "scale_fixed": scale.fixed,
        "strength": scale.strength,
        "little_activation": scale.little,
        "positive_share": None if found is None else dict(found),
        "area_share": dict(shares.area_share),
        "positive_sum": shares.positive_sum,
        "negative_sum": shares.negative_sum,
        "details": dict(heat_map.details),
    }
