"""Counterfactuals as plain values, for the JSON of a film."""

from __future__ import annotations

from inference.core.counterfactual_types import Checks, Counterfactual, Spot
from inference.core.languages import LANGUAGES
from inference.core.types import CardiothoracicRatio
from inference.export.words.counterfactual_words import sentence
from inference.export.words.wording import Wording

Values = dict[str, object]


def counterfactual_records(found: tuple[Counterfactual, ...], finding: str) -> list[Values]:
    """Those of one finding, in the order in which they were searched.

    Probabilities are of the finding; "size" is in "unit" (`SizeUnit`) and null where nothing was
    changed; what was not measured is null. "sentence" says it in every language of the program.
    """
    wordings = {code: Wording(code) for code in LANGUAGES}
    return [_record(each, wordings) for each in found if each.finding == finding]


def _record(found: Counterfactual, wordings: dict[str, Wording]) -> Values:
    checks = found.checks
    return {
        "kind": str(found.kind),
        "target": "finding" if found.target else "no finding",
        "flipped": found.flipped,
        "stop_reason": str(found.stop_reason),
        "probability_before": found.probability_before,
        "probability_after": found.probability_after,
        "size": found.size,
        "unit": str(found.unit),
        "ratio_before": _ratio(found.ratio_before),
        "ratio_after": _ratio(found.ratio_after),
        "zones": {str(zone): share for zone, share in found.zones.items()},
        "opacities": [_spot(spot) for spot in (found.change.spots if found.change else ())],
        **(_checks(checks) if checks is not None else dict.fromkeys(_CHECKS)),
        "curve": _curve(found),
        "notices": list(found.notices),
        "failure": None if found.failure is None else str(found.failure),
        "seconds": found.seconds,
        "sentence": {code: sentence(found, wording) for code, wording in wordings.items()},
    }


_CHECKS = ("twin", "others", "controls", "low_pass", "movers")


def _checks(checks: Checks) -> Values:
    twin, controls = checks.twin, checks.controls
    return {
        "twin": None
        if twin is None
        else {"before": twin.before, "after": twin.after, "flipped": twin.flipped},
        "others": {
            each.finding: {"before": each.before, "after": each.after, "flipped": each.flipped}
            for each in checks.others
        },
        "controls": {"draws": controls.draws, "flips": controls.flips},
        "low_pass": {f"{each.sigma:g}": each.flipped for each in checks.low_pass},
        "movers": [
            {"place": each.place, "logit_change": each.logit_change, "share": each.share}
            for each in checks.movers
        ],
    }


def _curve(found: Counterfactual) -> Values | None:
    if found.curve is None:
        return None
    return {
        "amplitudes": found.curve.amplitudes.tolist(),
        "probabilities": found.curve.probabilities.tolist(),
        "flip_amplitude": found.curve.flip_amplitude,
    }


def _spot(spot: Spot) -> Values:
    return {
        "place": list(spot.place),
        "diameter": spot.diameter,
        "unit": str(spot.unit),
        "contrast": spot.contrast,
        "zone": None if spot.zone is None else str(spot.zone),
    }


def _ratio(measured: CardiothoracicRatio | None) -> float | None:
    return None if measured is None else measured.ratio
