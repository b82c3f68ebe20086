"""A cohort on one page: for each finding δ's mean sign in the lungs' frame, and its regions."""

from __future__ import annotations

import io
from collections.abc import Mapping

import cv2
import numpy as np
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from inference.cohort.lung_frame import FRAME, FramedChest
from inference.cohort.together import Cohort, Estimate, FindingCohort
from inference.core.types import FloatArray
from inference.display.palette import STRUCTURE_COLOURS
from inference.export.pictures.colours import signed_colours
from inference.export.pictures.fonts import font
from inference.export.pictures.panels import BACKGROUND, CURVE, FAINT, INK, WARN

NOTICE = "Not for diagnostic use"
SIDE, GAP, HEADER, LINE = 512, 24, 70, 28
BARS, LABELS, REACH = 620, 280, 150
#: Regions in the order of the bars, with their names.
REGIONS = {
    "inside_band": "inside the lung's boundary",
    "outside_band": "outside the lung's boundary",
    "outside_lateral": "… lateral",
    "outside_mediastinal": "… mediastinal",
    "outside_diaphragmatic": "… diaphragmatic",
    "lung_core": "lung core",
    "heart_inside": "heart border, inside",
    "heart_outside": "heart border, outside",
    "heart_core": "heart core",
    "elsewhere": "elsewhere in the body",
    "background": "background",
}


def encoded_cohort_figure(cohort: Cohort) -> bytes:
    """A PNG with a row per attacked finding; it names no file and no patient."""
    rows = [_row(each) for each in cohort.findings]
    width = max((row.width for row in rows), default=2 * SIDE)
    page = Image.new("RGB", (width, HEADER + sum(row.height for row in rows) + GAP), BACKGROUND)
    draw = ImageDraw.Draw(page)
    draw.text((GAP, 20), f"Setsudo: {len(cohort.cases)} films", fill=INK, font=font(24))
    draw.text((width - GAP, 24), NOTICE, fill=WARN, font=font(18), anchor="ra")
    top = HEADER
    for row in rows:
        page.paste(row, (0, top))
        top += row.height
    info = PngInfo()
    info.add_itxt("Setsudo", f"adversarial: synthetic, derived. {NOTICE}.")
    stream = io.BytesIO()
    page.save(stream, "PNG", pnginfo=info)
    return stream.getvalue()


def _row(found: FindingCohort) -> Image.Image:
    width = GAP + SIDE + GAP + BARS + GAP + BARS + GAP
    row = Image.new("RGB", (width, 2 * LINE + SIDE + 2 * LINE + GAP), BACKGROUND)
    draw = ImageDraw.Draw(row)
    draw.text((GAP, 0), _headline(found), fill=INK, font=font(18))
    captions = (
        "mean sign of δ: −1 darkened, +1 brightened",
        "mean signed δ by region, /255, 95 % interval",
        "change of the log-odds, δ in the region alone",
    )
    lefts = (GAP, 2 * GAP + SIDE, 3 * GAP + SIDE + BARS)
    for left, caption in zip(lefts, captions, strict=True):
        draw.text((left, LINE), caption, fill=FAINT, font=font(16))
    if found.mean_sign is not None:
        row.paste(_map(found.mean_sign), (lefts[0], 2 * LINE))
    row.paste(_bars(found.regions, "mean_signed", 255.0), (lefts[1], 2 * LINE))
    row.paste(_bars(found.regions, "logit_change", 1.0), (lefts[2], 2 * LINE))
    return row


def _headline(found: FindingCohort) -> str:
    flips, chance = found.figures["flip_rate"], found.figures["flipped_probability"]
    epsilon = found.figures["minimal_epsilon"]
    parts = [
        f"{found.finding}, towards {'the finding' if found.target else 'no finding'}",
        f"films {found.films}, patients {found.patients}",
        f"flipped {_range(flips, 100, '%')}",
        f"mean P after a flip {_range(chance, 100, '%')}",
    ]
    if epsilon.mean is not None:
        parts.append(f"smallest ε {_range(epsilon, 255, '/255')}")
    return "   ".join(parts)


def _range(value: Estimate, factor: float, unit: str) -> str:
    if value.mean is None:
        return "–"
    if value.low is None or value.high is None:
        return f"{factor * value.mean:.3g} {unit}"
    mean, low, high = (factor * each for each in (value.mean, value.low, value.high))
    return f"{mean:.3g} ({low:.3g} to {high:.3g}) {unit}"


def _map(mean: FramedChest) -> Image.Image:
    """Colours end at ± 1: all of δ has one sign there, on every film. Never at the map's own."""
    large = cv2.resize(mean.values, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)
    image = Image.fromarray(signed_colours(np.asarray(large, np.float32), 1.0))
    draw = ImageDraw.Draw(image)
    for name, part in (("right_lung", mean.lungs), ("heart", mean.heart)):
        for line in _outlines(part):
            draw.line([*line, line[0]], fill=STRUCTURE_COLOURS[name], width=2, joint="curve")
    return image


def _outlines(part: FloatArray) -> list[list[tuple[float, float]]]:
    scale = SIDE / FRAME
    lines, _ = cv2.findContours(
        (part >= 0.5).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE
    )
    return [
        [(float((x + 0.5) * scale), float((y + 0.5) * scale)) for x, y in line[:, 0]]
        for line in lines
        if len(line) > 2
    ]


def _bars(regions: Mapping[str, Mapping[str, Estimate]], figure: str, factor: float) -> Image.Image:
    """A bar per region from 0, with its interval as a whisker."""
    image = Image.new("RGB", (BARS, SIDE + LINE), BACKGROUND)
    draw = ImageDraw.Draw(image)
    shown = {name: regions[name][figure] for name in REGIONS if name in regions}
    ends = [
        abs(factor * (end or 0))
        for each in shown.values()
        for end in (each.mean, each.low, each.high)
    ]
    limit = max([*ends, 1e-9])
    middle, reach = LABELS + 10 + REACH, REACH
    pitch = SIDE / max(len(shown), 1)

    def place(figure: float) -> float:
        return middle + factor * figure / limit * reach

    draw.line([(middle, 0), (middle, SIDE)], fill=FAINT)
    for number, (name, value) in enumerate(shown.items()):
        y = (number + 0.5) * pitch
        draw.text((LABELS - 10, y), REGIONS[name], fill=INK, font=font(15), anchor="rm")
        if value.mean is None:
            continue
        left, right = sorted((float(middle), place(value.mean)))
        draw.rectangle((left, y - pitch / 4, right, y + pitch / 4), fill=(70, 110, 150))
        if value.low is not None and value.high is not None:
            draw.line([(place(value.low), y), (place(value.high), y)], fill=CURVE, width=3)
    for share in (-1, 0, 1):
        draw.text(
            (middle + share * reach, SIDE + 4),
            f"{share * limit:.2g}",
            fill=FAINT,
            font=font(14),
            anchor="ma",
        )
    return image
