"""The pictures and numbers of one film, as `inference.export.pictures.figure` lays them out."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from inference.answers.preprocessing import compose_film
from inference.attribution.map_scale import scale_of
from inference.attribution.methods import METHODS
from inference.core.attack_types import AmplitudeSweep, AttackResult
from inference.core.geometry import FilmGrid
from inference.core.requests import AnalysisResult
from inference.core.types import AttributionMap, FloatArray, Radiograph, Segmentation, Translation
from inference.core.windowing import default_window, window_table
from inference.display.palette import STRUCTURE_COLOURS
from inference.display.scale import perturbation_limit, shown_map
from inference.export.pictures.colours import (
    Rgb,
    diverging,
    sequential,
    signed_colours,
    under_heat,
)
from inference.export.words.report_texts import MAP_NOTICES
from inference.grids.resampling import resampled, to_model

#: Side of a panel and height of the strip below it, in pixels.
PANEL, STRIP = 440, 28
BACKGROUND, SURROUND = (24, 26, 29), (0, 0, 0)
INK, FAINT, WARN = (232, 234, 237), (160, 166, 173), (255, 176, 84)
CURVE, FLIP = (120, 190, 255), (255, 120, 120)


def pictures(radiograph: Radiograph, result: AnalysisResult) -> list[tuple[str, Image.Image]]:
    """(caption, picture) of every part that the result has, in reading order."""
    panel = FilmGrid(_shape(radiograph), PANEL)
    film = _film(radiograph, radiograph.pixels, panel)
    made = [("film with outlines", _with_outlines(film, result.segmentation, panel))]
    if result.attack is not None:
        made.append(("adversarial film, amplitude 1", _adversarial(radiograph, result, panel)))
        made.append(("signed perturbation", _perturbation(result.attack, panel)))
    for heat_map in result.attributions:
        caption = f"{METHODS[heat_map.method].name} for {heat_map.finding}"
        made.append((caption, _heat_map(film, heat_map, result.segmentation, panel)))
    translation = result.explanation.translation if result.explanation else None
    if translation is not None:
        made += _translated(radiograph, translation, panel)
    if result.sweep is not None and result.attack is not None:
        made.append((f"P({result.sweep.finding}) along the amplitude", _curve(result.sweep)))
    return made


def numbers(radiograph: Radiograph, result: AnalysisResult) -> list[str]:
    """Lines of text with what was measured; ASCII alone, which is what the font has."""
    rows, columns = _shape(radiograph)
    found = "   ".join(
        f"{each.finding} P {each.probability:.4f} (calibrated {each.calibrated_probability:.3f}):"
        f" {each.label}"
        for each in result.predictions
    )
    ratio = result.segmentation.cardiothoracic_ratio
    measured = "not measured" if ratio is None else f"{ratio.ratio:.3f}"
    lines = [
        f"film {radiograph.sha256[:12]}, {columns} x {rows}   {found}"
        f"   cardiothoracic ratio {measured}"
    ]
    if result.attack is not None:
        lines.append(_attack_line(result.attack, result.sweep))
    return lines


@lru_cache
def font(size: int) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    """Pillow's own font."""
    return ImageFont.load_default(size)


def _attack_line(attack: AttackResult, sweep: AmplitudeSweep | None) -> str:
    config = attack.config
    outcome = "flipped" if attack.flipped else "not flipped"
    film = "flipped" if attack.roundtrip_flipped else "not flipped"
    flip = None if sweep is None else sweep.flip_amplitude
    return (
        f"PGD on {attack.finding}: {_norm(config.norm)}, epsilon {config.epsilon * 255:.3g}/255, "
        f"alpha {(config.alpha or 0) * 255:.3g}/255, {attack.steps_taken} of {config.steps} steps: "
        f"{outcome}, P {attack.probability_before:.4f} to {attack.probability_after:.4f}; "
        f"on the film {film}, P {attack.roundtrip_probability:.4f}; "
        f"flip amplitude {'none' if flip is None else f'{flip:.3f}'}"
    )


def _norm(norm: str) -> str:
    return {"linf": "L-inf", "l2": "L2"}[norm]


def _shape(radiograph: Radiograph) -> tuple[int, int]:
    return int(radiograph.shape[0]), int(radiograph.shape[1])


def _film(radiograph: Radiograph, pixels: FloatArray, panel: FilmGrid) -> Rgb:
    """(PANEL, PANEL, 3): pixels of the film's shape, area-averaged, in the film's window."""
    codes = (np.clip(to_model(panel, pixels), 0, 1) * 65535).round().astype(np.uint16)
    table = window_table(default_window(radiograph), radiograph.value_range)
    grey = table[codes]
    grey[~panel.content_mask()] = 0
    return np.repeat(grey[:, :, None], 3, 2)


def _with_outlines(picture: Rgb, segmentation: Segmentation, panel: FilmGrid) -> Image.Image:
    """Outlines drawn at twice the size and reduced, so that they are smooth."""
    large = Image.fromarray(picture).resize((2 * PANEL, 2 * PANEL), Image.Resampling.NEAREST)
    draw = ImageDraw.Draw(large)
    for contour in segmentation.contours:
        points = [(2 * x, 2 * y) for x, y in panel.points_to_model(contour.points).tolist()]
        colour = STRUCTURE_COLOURS[contour.structure]
        draw.line([*points, points[0]], fill=colour, width=3, joint="curve")
    return large.resize((PANEL, PANEL), Image.Resampling.BOX)


def _adversarial(radiograph: Radiograph, result: AnalysisResult, panel: FilmGrid) -> Image.Image:
    attack = result.attack
    assert attack is not None
    film = compose_film(radiograph.pixels, attack.delta, 1.0, attack.grid, attack.input_range)
    image = _with_outlines(_film(radiograph, film, panel), result.segmentation, panel)
    return _marked(image, "adversarial: synthetic, derived")


def _marked(image: Image.Image, words: str) -> Image.Image:
    return _banner(image, words, (120, 20, 20))


def _banner(image: Image.Image, words: str, colour: tuple[int, int, int]) -> Image.Image:
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, PANEL - 24, PANEL, PANEL), fill=colour)
    draw.text((8, PANEL - 21), words, fill=INK, font=font(15))
    return image


def _perturbation(attack: AttackResult, panel: FilmGrid) -> Image.Image:
    """Coloured by epsilon, never by the perturbation's own greatest value."""
    limit = perturbation_limit(attack)
    on_film = to_model(panel, attack.grid.perturbation_to_film(attack.delta))
    colours = signed_colours(on_film, limit)
    colours[~panel.content_mask()] = SURROUND
    image = Image.fromarray(colours)
    ends = (f"-{limit * 255:.3g}/255", f"+{limit * 255:.3g}/255")
    return _with_bar(image, diverging(), ends)


def _heat_map(
    picture: Rgb, heat_map: AttributionMap, segmentation: Segmentation, panel: FilmGrid
) -> Image.Image:
    """Over the film; a signed map alone. Colours end at the network's scale for the method."""
    scale = scale_of(heat_map)
    values, end = resampled(heat_map.grid, heat_map.values, panel), scale.end or 1.0
    if scale.signed:
        colours, table, low = signed_colours(values, end), diverging(), -end
        colours[~panel.content_mask()] = SURROUND
    else:
        colours, table, low = under_heat(picture, values, end), sequential(), 0.0
    image = _with_outlines(colours, segmentation, panel)
    for code in scale.notices:
        _banner(image, MAP_NOTICES[code], BACKGROUND)
    if scale.end is None:
        return _with_bar(image, table, ("0", "0"))
    return _with_bar(image, table, (f"{low:.3g}", f"{'+' * scale.signed}{end:.3g}"), scale.unit)


def _translated(
    radiograph: Radiograph, translation: Translation, panel: FilmGrid
) -> list[tuple[str, Image.Image]]:
    """The film in the other class, and what the generator changed, on the change's own scale."""
    grid, difference = translation.grid, translation.difference
    film = compose_film(radiograph.pixels, difference, 1.0, grid, translation.input_range)
    changed = to_model(panel, grid.perturbation_to_film(difference))
    limit = shown_map("translation_difference", translation).limit or 1.0
    colours = signed_colours(changed, limit)
    colours[~panel.content_mask()] = SURROUND
    ends = (f"-{limit:g}", f"+{limit:g}")
    picture = _marked(Image.fromarray(_film(radiograph, film, panel)), "translated: synthetic")
    outcome = "flipped" if translation.flipped else "not flipped"
    return [
        (f"CycleGAN translation, {outcome}", picture),
        ("CycleGAN's change", _with_bar(Image.fromarray(colours), diverging(), ends)),
    ]


def _with_bar(image: Image.Image, table: Rgb, ends: tuple[str, str], unit: str = "") -> Image.Image:
    """The picture with a colour bar, the bar's end values and their unit in a strip below it."""
    framed = Image.new("RGB", (PANEL, PANEL + STRIP), BACKGROUND)
    framed.paste(image, (0, 0))
    draw = ImageDraw.Draw(framed)
    words = f"{ends[1]} {unit}".rstrip()
    room = max(90, round(draw.textlength(words, font(15))) + 16)
    left, right, middle = room, PANEL - room, PANEL + STRIP // 2
    bar = Image.fromarray(table[None].repeat(12, 0)).resize((right - left, 12))
    framed.paste(bar, (left, middle - 6))
    draw.text((left - 8, middle), ends[0], fill=INK, font=font(15), anchor="rm")
    draw.text((right + 8, middle), words, fill=INK, font=font(15), anchor="lm")
    return framed


def _curve(sweep: AmplitudeSweep) -> Image.Image:
    """P(finding) from 0 to 1 over the amplitude, with the flip amplitude marked."""
    image = Image.new("RGB", (2 * PANEL, 2 * PANEL), BACKGROUND)
    draw = ImageDraw.Draw(image)
    left, right, top, bottom = 84, 2 * PANEL - 30, 40, 2 * PANEL - 80
    low, high = float(sweep.amplitudes[0]), float(sweep.amplitudes[-1])

    def place(amplitude: float, probability: float) -> tuple[float, float]:
        x = left + (amplitude - low) / (high - low) * (right - left)
        return x, bottom - probability * (bottom - top)

    for tick in (0, 0.5, 1):
        draw.line([place(low, tick), place(high, tick)], fill=(60, 64, 70), width=2)
        x, y = place(low, tick)
        draw.text((x - 10, y), f"{tick:g}", fill=FAINT, font=font(28), anchor="rm")
    for tick in (-1, 0, 1, 2):
        draw.line([place(tick, 0), place(tick, 1)], fill=(60, 64, 70), width=2)
        draw.text(place(tick, 0), f"\n{tick}", fill=FAINT, font=font(28), anchor="ma")
    if sweep.flip_amplitude is not None:
        ends = [place(sweep.flip_amplitude, 0), place(sweep.flip_amplitude, 1)]
        draw.line(ends, fill=FLIP, width=4)
    points = zip(sweep.amplitudes.tolist(), sweep.probabilities.tolist(), strict=True)
    draw.line([place(s, p) for s, p in points], fill=CURVE, width=6, joint="curve")
    return image.resize((PANEL, PANEL), Image.Resampling.BOX)
