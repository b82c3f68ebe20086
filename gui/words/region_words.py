"""Regions, and the sentences made of an explanation's numbers, in the current language."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from gui.words import formatting
from inference.core.explanation_types import Region, Side, SummaryFact

Values = Mapping[str, str | float]


def region_name(region: Region, side: Side = Side.BOTH) -> str:
    """A region as it stands in a sentence; right and left are the patient's."""
    name = _name(region)
    match side:
        case Side.RIGHT:
            return QCoreApplication.translate("regions", "right {region}").format(region=name)
        case Side.LEFT:
            return QCoreApplication.translate("regions", "left {region}").format(region=name)
        case _:
            return name


def row_name(region: Region, side: Side = Side.BOTH) -> str:
    """A region as it begins a line: as short as can be."""
    name = _short(region)
    match side:
        case Side.RIGHT:
            return QCoreApplication.translate("regions", "{region} R").format(region=name)
        case Side.LEFT:
            return QCoreApplication.translate("regions", "{region} L").format(region=name)
        case _:
            return name


def _short(region: Region) -> str:
    match region:
        case Region.INSIDE_BAND:
            return QCoreApplication.translate("regions", "Inside band")
        case Region.OUTSIDE_BAND:
            return QCoreApplication.translate("regions", "Outside band")
        case Region.OUTSIDE_LATERAL:
            return QCoreApplication.translate("regions", "– lateral")
        case Region.OUTSIDE_MEDIASTINAL:
            return QCoreApplication.translate("regions", "– mediastinal")
        case Region.OUTSIDE_DIAPHRAGMATIC:
            return QCoreApplication.translate("regions", "– diaphragmatic")
        case Region.LUNG_CORE:
            return QCoreApplication.translate("regions", "Lung core")
        case Region.HEART_INSIDE:
            return QCoreApplication.translate("regions", "Heart edge, in")
        case Region.HEART_OUTSIDE:
            return QCoreApplication.translate("regions", "Heart edge, out")
        case Region.HEART_CORE:
            return QCoreApplication.translate("regions", "Heart core")
        case Region.ELSEWHERE:
            return QCoreApplication.translate("regions", "Rest of body")
        case Region.BACKGROUND:
            return QCoreApplication.translate("regions", "Background")
        case Region.DRAWN:
            return QCoreApplication.translate("regions", "Drawn region")


def _name(region: Region) -> str:
    match region:
        case Region.INSIDE_BAND:
            return QCoreApplication.translate("regions", "inside boundary band")
        case Region.OUTSIDE_BAND:
            return QCoreApplication.translate("regions", "outside boundary band")
        case Region.OUTSIDE_LATERAL:
            return QCoreApplication.translate("regions", "lateral outside band")
        case Region.OUTSIDE_MEDIASTINAL:
            return QCoreApplication.translate("regions", "mediastinal outside band")
        case Region.OUTSIDE_DIAPHRAGMATIC:
            return QCoreApplication.translate("regions", "diaphragmatic outside band")
        case Region.LUNG_CORE:
            return QCoreApplication.translate("regions", "lung core")
        case Region.HEART_INSIDE:
            return QCoreApplication.translate("regions", "heart border’s inside")
        case Region.HEART_OUTSIDE:
            return QCoreApplication.translate("regions", "heart border’s outside")
        case Region.HEART_CORE:
            return QCoreApplication.translate("regions", "heart core")
        case Region.ELSEWHERE:
            return QCoreApplication.translate("regions", "rest of the body")
        case Region.BACKGROUND:
            return QCoreApplication.translate("regions", "background")
        case Region.DRAWN:
            return QCoreApplication.translate("regions", "drawn region")


def says_something(fact: SummaryFact) -> bool:
    """False for figures that round to no difference: no reader learns anything from them."""
    values = fact.values
    match fact.code:
        case "region_brightened" | "region_darkened":
            return round(100 * float(values["share"])) != round(100 * float(values["area_share"]))
        case "segmentation_kept" | "segmentation_moved":
            return f"{float(values['before']):.2f}" != f"{float(values['after']):.2f}"
        case _:
            return True


def sentence(fact: SummaryFact) -> str:
    """One fact in words; a code that is not known here says nothing."""
    values = fact.values
    match fact.code:
        case "region_brightened" | "region_darkened" | "no_region":
            return _direction(fact.code, values)
        case "region_effect" | "no_region_effect":
            return _effect(fact.code, values)
        case "controls_specific" | "controls_partly" | "controls_none":
            return _controls(fact.code, values)
        case "minimal_epsilon" | "minimal_epsilon_none":
            return _smallest(fact.code, values)
        case "frequency":
            return _frequency(values)
        case "segmentation_kept" | "segmentation_moved":
            return _segmentation(fact.code, values)
        case "transfer_robust":
            return _robust(values)
        case _:
            return ""


def _direction(code: str, values: Values) -> str:
    if code == "no_region":
        return QCoreApplication.translate(
            "summary", "The attack brightened or darkened no region more than chance does."
        )
    if code == "region_brightened":
        text = QCoreApplication.translate(
            "summary",
            "The attack brightened the {region} ({ratio}× the body mean, {share} of |δ| on {area} "
            "of the area).",
        )
    else:
        text = QCoreApplication.translate(
            "summary",
            "The attack darkened the {region} ({ratio}× the body mean, {share} of |δ| on {area} "
            "of the area).",
        )
    return text.format(
        region=_region(values),
        ratio=formatting.signed(_number(values, "signed_ratio"), 1),
        share=formatting.percent(_number(values, "share")),
        area=formatting.percent(_number(values, "area_share")),
    )


def _effect(code: str, values: Values) -> str:
    if code == "no_region_effect":
        return QCoreApplication.translate(
            "summary", "In no region alone does δ do more than its controls."
        )
    text = QCoreApplication.translate(
        "summary", "δ in the {region} alone changes the logit by {change} (δ whole: {whole})."
    )
    return text.format(
        region=_region(values),
        change=formatting.signed(_number(values, "logit_change"), 1),
        whole=formatting.signed(_number(values, "whole_change"), 1),
    )


def _controls(code: str, values: Values) -> str:
    highest = formatting.percent(_number(values, "highest"))
    match code:
        case "controls_specific":
            text = QCoreApplication.translate(
                "summary", "The flip is specific: controls of the same size flip in {highest}."
            )
        case "controls_partly":
            text = QCoreApplication.translate(
                "summary",
                "The flip is not specific: a control of the same size flips in {highest}.",
            )
        case _:
            text = QCoreApplication.translate(
                "summary", "The perturbation does not flip the answer."
            )
    return text.format(highest=highest)


def _smallest(code: str, values: Values) -> str:
    linf = values.get("norm") == "linf"
    name = "epsilon" if code == "minimal_epsilon" else "tried"
    size = formatting.bound(_number(values, name), linf=linf)
    if code == "minimal_epsilon":
        text = QCoreApplication.translate("summary", "The smallest ε that flips is {size}.")
    else:
        text = QCoreApplication.translate("summary", "No ε up to {size} flips the answer.")
    return text.format(size=size)


def _frequency(values: Values) -> str:
    if _number(values, "flipped"):
        text = QCoreApplication.translate(
            "summary", "The {band} frequencies of δ ({energy} of its energy) flip alone."
        )
    else:
        text = QCoreApplication.translate(
            "summary",
            "The {band} frequencies of δ ({energy} of its energy) act most, but do not flip alone.",
        )
    energy = formatting.percent(_number(values, "energy_share"))
    return text.format(band=band_name(str(values.get("band", ""))), energy=energy)


def _segmentation(code: str, values: Values) -> str:
    if code == "segmentation_kept":
        text = QCoreApplication.translate(
            "summary",
            "The segmented heart keeps its place (cardiothoracic ratio {before} → {after}).",
        )
    else:
        text = QCoreApplication.translate(
            "summary", "The segmented heart moves, too (cardiothoracic ratio {before} → {after})."
        )
    before, after = (formatting.number(_number(values, name)) for name in ("before", "after"))
    return text.format(before=before, after=after)


def _robust(values: Values) -> str:
    if _number(values, "flipped"):
        text = QCoreApplication.translate(
            "summary", "δ flips the robust twin, too (P {before} → {after})."
        )
    else:
        text = QCoreApplication.translate(
            "summary", "δ does not flip the robust twin (P {before} → {after})."
        )
    before, after = (
        formatting.probability(_number(values, name))
        for name in ("probability_before", "probability_after")
    )
    return text.format(before=before, after=after)


def band_name(band: str) -> str:
    """A band of spatial frequencies."""
    match band:
        case "low":
            return QCoreApplication.translate("summary", "low")
        case "middle":
            return QCoreApplication.translate("summary", "middle")
        case "high":
            return QCoreApplication.translate("summary", "high")
        case _:
            return band


def _region(values: Values) -> str:
    return region_name(Region(str(values["region"])), Side(str(values["side"])))


def _number(values: Values, name: str) -> float:
    return float(values.get(name, 0.0))
