"""An explanation without networks: every part filled with plausible numbers, for window tests."""

from __future__ import annotations

import numpy as np

from inference.core.attack_types import AttackResult
from inference.core.explanation_types import (
    Agreement,
    AgreementRow,
    ChanceRange,
    ControlLight,
    ControlLights,
    EffectMaps,
    Explanation,
    ExplanationPart,
    Faithfulness,
    FaithfulnessRow,
    FrequencyBand,
    FrequencySplit,
    MinimalEpsilon,
    Necessity,
    RatioShift,
    Region,
    RegionFigures,
    RegionNecessity,
    RegionRow,
    RegionStatistics,
    RobustAttack,
    Side,
    SummaryFact,
    Transfer,
    TransferRow,
    WholeControl,
)
from inference.core.types import AttributionMethod, BoolArray, Segmentation, Translation, read_only
from inference.grids.resampling import to_model

SUMMARY = (
    SummaryFact(
        "region_brightened",
        {
            "region": "outside_band",
            "side": "both",
            "signed_ratio": 1.9,
            "density_ratio": 1.9,
            "share": 0.31,
            "area_share": 0.09,
        },
    ),
)


def region_statistics(
    attack: AttackResult, segmentation: Segmentation, drawn: BoolArray | None = None
) -> RegionStatistics:
    """Rows for the lung core, the outside band and the heart, by side; `drawn` adds its own."""
    masks = _masks(attack, segmentation)
    if drawn is not None:
        on_model = to_model(attack.grid, drawn.astype(np.float32)) >= 0.5
        masks[Region.DRAWN, Side.BOTH] = read_only(on_model)
    absolute = np.abs(attack.delta)
    whole = WholeControl(0.0, ChanceRange(0.0, -0.4, 0.4), ChanceRange(0.86, 0.8, 0.9))
    return RegionStatistics(
        finding=attack.finding,
        target=attack.target,
        grid=attack.grid,
        rows=tuple(_row(region, side, mask, attack) for (region, side), mask in masks.items()),
        masks=masks,
        body=read_only(attack.grid.content_mask()),
        band_width=1.5,
        band_width_mm=9.0,
        thoracic_width=50.0,
        body_mean_absolute=float(absolute.mean()),
        background_share=0.04,
        logit_before=1.9,
        logit_change=-6.7,
        random_sign=whole,
        shuffled=whole,
    )


def explained(
    attack: AttackResult,
    segmentation: Segmentation,
    parts: tuple[ExplanationPart, ...],
    drawn: BoolArray | None = None,
) -> Explanation:
    """An explanation that holds `parts` alone."""
    whole = {part: make(attack, segmentation) for part, make in _PARTS.items() if part in parts}
    found = {str(part): value for part, value in whole.items()}
    if {ExplanationPart.REGIONS, ExplanationPart.REGION_CONTROLS} & set(parts):
        found["regions"] = region_statistics(attack, segmentation, drawn)
    if ExplanationPart.REGIONS in parts:
        found["effects"] = effects(attack)
    return Explanation(
        **found,
        summary=SUMMARY if ExplanationPart.REGIONS in parts else (),
        seconds={str(part): 0.01 for part in parts},
    )


def payloads(explanation: Explanation) -> list[object]:
    """The parts in the order in which a pipeline hands them over."""
    names = ("regions", "effects", *(str(part) for part in _PARTS))
    return [part for name in names if (part := getattr(explanation, name)) is not None]


def effects(attack: AttackResult) -> EffectMaps:
    sign = read_only(np.sign(attack.delta).astype(np.float32))
    effect = read_only(-np.abs(attack.delta))
    return EffectMaps(attack.grid, sign, effect, 2.0, float(effect.sum()))


def _masks(
    attack: AttackResult, segmentation: Segmentation
) -> dict[tuple[Region, Side], BoolArray]:
    right = read_only(segmentation.right_lung >= 0.5)
    left = read_only(segmentation.left_lung >= 0.5)
    heart = read_only((segmentation.heart >= 0.5) & ~right & ~left)
    ring = read_only(~(right | left | heart) & attack.grid.content_mask())
    return {
        (Region.LUNG_CORE, Side.BOTH): read_only(right | left),
        (Region.LUNG_CORE, Side.RIGHT): right,
        (Region.LUNG_CORE, Side.LEFT): left,
        (Region.OUTSIDE_BAND, Side.BOTH): ring,
        (Region.HEART_CORE, Side.BOTH): heart,
    }


def _row(region: Region, side: Side, mask: BoolArray, attack: AttackResult) -> RegionRow:
    inside = attack.delta[mask]
    area = float(mask.sum() / attack.grid.content_mask().sum())
    share = float(np.abs(inside).sum() / np.abs(attack.delta).sum())
    figures = RegionFigures(
        mean_signed=float(inside.mean()),
        mean_absolute=float(np.abs(inside).mean()),
        share=share,
        density_ratio=share / area,
        brightened=float((inside > 0).mean()),
        darkened=float((inside < 0).mean()),
        logit_change=-3.1 if region is Region.HEART_CORE else -0.6,
    )
    null = ChanceRange(0.0, -0.2, 0.2)
    signs = {"mean_signed": null, "logit_change": null}
    shuffled = {**signs, "share": ChanceRange(area, 0.9 * area, 1.1 * area)}
    return RegionRow(region, side, area, figures, signs, shuffled)


def _minimal_epsilon(attack: AttackResult, _segmentation: Segmentation) -> MinimalEpsilon:
    epsilon = attack.config.epsilon
    return MinimalEpsilon(attack.config.norm, 0.3 * epsilon, 0.28 * epsilon, 7, 0.48)


def _transfer(attack: AttackResult, _segmentation: Segmentation) -> Transfer:
    other = "pneumoconiosis" if attack.finding == "cardiomegaly" else "cardiomegaly"
    return Transfer(
        (
            TransferRow(attack.finding, attack.finding, "self", 0.87, 0.008, True, True),
            TransferRow(
                f"{attack.finding}_robust", attack.finding, "robust_twin", 0.8, 0.77, True, False
            ),
            TransferRow(other, other, "other_finding", 0.12, 0.15, False, False),
        )
    )


def _ratio(_attack: AttackResult, segmentation: Segmentation) -> RatioShift:
    ratio = segmentation.cardiothoracic_ratio
    return RatioShift(ratio, ratio, 0.98, 0.99, 0.4, 2.4)


def _controls(attack: AttackResult, _segmentation: Segmentation) -> ControlLights:
    norm = float(np.linalg.norm(attack.delta))
    rows = (
        ("perturbation", 1.0, 1, 0.008),
        ("random_sign", 0.0, 20, 0.86),
        ("shuffled", 0.0, 20, 0.86),
        ("gaussian", 0.05, 20, 0.85),
        ("other_network", 0.0, 1, 0.8),
    )
    lights = tuple(ControlLight(name, rate, draws, norm, p) for name, rate, draws, p in rows)
    return ControlLights(lights, "specific")


def _frequency(attack: AttackResult, _segmentation: Segmentation) -> FrequencySplit:
    part = read_only(attack.delta / 3)
    limits = (0.0, 1 / 32, 1 / 8, 0.75)
    bands = (("low", 0.2, 0.6), ("middle", 0.3, 0.4), ("high", 0.5, 0.7))
    return FrequencySplit(
        tuple(
            FrequencyBand(name, limits[i], limits[i + 1], part, share, p, p - 0.87, p < 0.5)
            for i, (name, share, p) in enumerate(bands)
        )
    )


def _agreement(attack: AttackResult, _segmentation: Segmentation) -> Agreement:
    chance = {
        "spearman": ChanceRange(0.0, -0.2, 0.2),
        "overlap": ChanceRange(0.06, 0.0, 0.15),
        "similarity": ChanceRange(0.1, 0.0, 0.2),
    }
    row = AgreementRow(AttributionMethod.GRAD_CAM, 0.31, 0.22, 0.4, chance)
    return Agreement(4.0, read_only(np.abs(attack.delta)), (row,))


def _robust(attack: AttackResult, _segmentation: Segmentation) -> RobustAttack:
    return RobustAttack(f"{attack.finding}_robust", attack, 0.01)


def _translation(attack: AttackResult, _segmentation: Segmentation) -> Translation:
    size = attack.grid.size
    half = read_only(np.full((size, size), 0.5, np.float32))
    return Translation(
        finding=attack.finding,
        target=attack.target,
        grid=attack.grid,
        input_range=attack.input_range,
        image=half,
        content=half,
        attention=half,
        difference=read_only(2 * attack.delta),
        probability_before=0.87,
        probability_after=0.6,
        flipped=False,
        model_name=f"{attack.finding}_translator",
        model_version="1",
    )


def _necessity(_attack: AttackResult, _segmentation: Segmentation) -> Necessity:
    rows = (
        RegionNecessity(Region.LUNG_CORE, Side.BOTH, True, 0.02, 1.4, True, 0.03, 1.1),
        RegionNecessity(Region.HEART_INSIDE, Side.BOTH, False, 0.7, None, True, 0.01, 0.8),
    )
    return Necessity(4.0, 0.7, rows)


def _faithfulness(_attack: AttackResult, _segmentation: Segmentation) -> Faithfulness:
    fractions = read_only(np.linspace(0, 1, 11, dtype=np.float32))
    falling = read_only(np.linspace(0.87, 0.1, 11, dtype=np.float32))
    rising = read_only(falling[::-1])
    rows = (
        FaithfulnessRow("grad_cam", fractions, falling, rising, 0.4, 0.6, 0.1, True),
        FaithfulnessRow("perturbation", fractions, falling, rising, 0.45, 0.55, None, None),
    )
    return Faithfulness(rows, 0.5, 0.5)


_PARTS = {
    ExplanationPart.MINIMAL_EPSILON: _minimal_epsilon,
    ExplanationPart.TRANSFER: _transfer,
    ExplanationPart.RATIO: _ratio,
    ExplanationPart.CONTROLS: _controls,
    ExplanationPart.FREQUENCY: _frequency,
    ExplanationPart.AGREEMENT: _agreement,
    ExplanationPart.ROBUST: _robust,
    ExplanationPart.TRANSLATION: _translation,
    ExplanationPart.NECESSITY: _necessity,
    ExplanationPart.FAITHFULNESS: _faithfulness,
}
