"""Does it mean anything? One table, a row for each picture of an answer.

See docs/explanation.md, "Does it mean anything".

What was measured on this film (turned, twin, ratio, low-pass, random controls) beside what this
kind of picture was worth on twins whose cause is known (docs/explanation.md, "Truth").
Needs no torch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from inference.core.attack_types import AttackResult
from inference.core.counterfactual_types import Counterfactual, StopReason
from inference.core.explanation_types import ROBUST_TWIN, Explanation
from inference.core.requests import AnalysisResult
from inference.core.types import AttributionMap, CardiothoracicRatio, ModelCard, Prediction
from inference.networks.truth import PictureTruth, bundled_truth

#: Changes of the ratio below this are none: the segmentation's own unrest.
LEAST_RATIO_CHANGE = 0.005
CARDIOMEGALY = "cardiomegaly"
#: After these nothing was searched, so that nothing is said of turning.
_UNSEARCHED = (StopReason.ALREADY, StopReason.UNAVAILABLE, StopReason.FAILED)


@dataclass(frozen=True, slots=True)
class MeaningRow:
    """One picture. None: not measured, or does not apply (a heat map turns nothing)."""

    picture: str  # an `AttributionMethod`, a `CounterfactualKind`, "pgd_linf" or "pgd_l2"
    finding: str
    target: int  # 0 no finding, 1 finding: what it argues, or searches, towards
    turned: bool | None  # the network's own decision, on the film at full size
    twin_turned: bool | None  # the robust twin's
    ratio_before: float | None
    ratio_after: float | None
    ratio_right_way: bool | None  # of cardiomegaly alone; False too where it does not move
    survives: (
        float | None
    )  # greatest sigma, model pixels, of a low-pass that it turns after; 0: none
    random_draws: int | None
    random_flips: int | None
    truth: PictureTruth | None  # where the cause is known; None: not measured for this network


def meaning(
    result: AnalysisResult,
    cards: Iterable[ModelCard],
    counterfactuals: Sequence[Counterfactual] = (),
) -> tuple[MeaningRow, ...]:
    """A row for each counterfactual, the attack, and each heat map of a result, in this order."""
    by_finding = {prediction.finding: prediction for prediction in result.predictions}
    known = list(cards)
    rows = [_of_counterfactual(each) for each in counterfactuals]
    if result.attack is not None:
        rows.append(_of_attack(result.attack, result.explanation))
    rows += _of_maps(result.attributions, by_finding)
    return tuple(_with_truth(row, by_finding, known) for row in rows)


def _of_counterfactual(found: Counterfactual) -> _Measured:
    checks = found.checks
    searched = found.stop_reason not in _UNSEARCHED
    survived = None if checks is None else [low.sigma for low in checks.low_pass if low.flipped]
    return _Measured(
        picture=str(found.kind),
        finding=found.finding,
        target=found.target,
        turned=found.flipped if searched else None,
        twin_turned=checks.twin.flipped if checks is not None and checks.twin else None,
        ratios=(_value(found.ratio_before), _value(found.ratio_after)),
        survives=None if survived is None else max(survived, default=0.0),
        random=None if checks is None else (checks.controls.draws, checks.controls.flips),
    )


def _of_attack(attack: AttackResult, explanation: Explanation | None) -> _Measured:
    twin, random = None, None
    ratios: tuple[float | None, float | None] = (None, None)
    if explanation is not None and explanation.transfer is not None:
        rows = (row for row in explanation.transfer.rows if row.role == ROBUST_TWIN)
        twin = next((row.flipped for row in rows), None)
    if explanation is not None and explanation.ratio is not None:
        ratios = _value(explanation.ratio.before), _value(explanation.ratio.after)
    if explanation is not None and explanation.controls is not None:
        drawn = [light for light in explanation.controls.lights if light.name == "random_sign"]
        random = next(
            ((light.draws, round(light.flip_rate * light.draws)) for light in drawn), None
        )
    return _Measured(
        picture=f"pgd_{attack.config.norm}",
        finding=attack.finding,
        target=attack.target,
        turned=None if attack.stop_reason == "already" else attack.roundtrip_flipped,
        twin_turned=twin,
        ratios=ratios,
        survives=None,
        random=random,
    )


def _of_maps(
    maps: Sequence[AttributionMap], by_finding: dict[str, Prediction]
) -> Iterator[_Measured]:
    for each in maps:
        answer = by_finding.get(each.finding)
        if answer is not None:
            yield _Measured(str(each.method), each.finding, 0 if answer.positive else 1)


@dataclass(frozen=True, slots=True)
class _Measured:
    """A row before its truth."""

    picture: str
    finding: str
    target: int
    turned: bool | None = None
    twin_turned: bool | None = None
    ratios: tuple[float | None, float | None] = (None, None)
    survives: float | None = None
    random: tuple[int, int] | None = None  # draws, flips


def _with_truth(
    row: _Measured, by_finding: dict[str, Prediction], cards: Sequence[ModelCard]
) -> MeaningRow:
    answer = by_finding.get(row.finding)
    names = (card for card in cards if answer is not None and card.name == answer.model_name)
    known = next((bundled_truth(card) for card in names), None)
    before, after = row.ratios
    right_way = None
    if row.finding == CARDIOMEGALY and before is not None and after is not None:
        towards = 1 if row.target else -1
        right_way = (after - before) * towards >= LEAST_RATIO_CHANGE
    draws, flips = row.random or (None, None)
    return MeaningRow(
        picture=row.picture,
        finding=row.finding,
        target=row.target,
        turned=row.turned,
        twin_turned=row.twin_turned,
        ratio_before=before,
        ratio_after=after,
        ratio_right_way=right_way,
        survives=row.survives,
        random_draws=draws,
        random_flips=flips,
        truth=None if known is None else known.of(row.picture, row.target),
    )


def _value(found: CardiothoracicRatio | None) -> float | None:
    return None if found is None else found.ratio
