"""Twins: one simulated body, geometry, exposure and noise, with and without a finding.

    python -m training.simulate --out DIR --count N --seed S --settings B --twins

Odd numbers are twins of cardiomegaly, even ones of pneumoconiosis. Cardiomegaly: the heart alone
is stretched, pushing lung aside, neither film has opacities. Pneumoconiosis: the opacities alone
are added. Per pair: `twin_00001.healthy.png`, `twin_00001.ill.png` (16-bit grey, so that their
difference is exact), 8-bit masks `twin_00001.healthy.heart.png` and so on, and one line in
`twins.jsonl` with the hearts' true widths and every opacity's place and size. What a vendor's
processing takes from the whole film (percentiles, means) it takes from each film by itself, as on
a real machine: so grey levels elsewhere may move a little, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from inference.core.types import FloatArray
from training.simulation.ct import ChestVolume
from training.simulation.frontal_masks import FrontalMasks, cardiothoracic_ratio
from training.simulation.opacities import (
    Opacity,
    Pneumoconiosis,
    draw_pneumoconiosis,
    render_opacities,
)
from training.simulation.recipe import (
    ENLARGED_RATIO,
    NORMAL_RATIO,
    Recipe,
    SimulatedFilm,
    draw_recipe,
)
from training.simulation.simulated_films import (
    RATIO_LIMIT,
    finished,
    framed,
    make_all,
    settings_of,
    simulate,
    simulate_framed,
    workers_volume,
)
from training.simulation.visibility import VISIBLE

TABLE = "twins.jsonl"
HEALTHY, ILL = "healthy", "ill"
CARDIOMEGALY, PNEUMOCONIOSIS = "cardiomegaly", "pneumoconiosis"


@dataclass(frozen=True, slots=True, eq=False)
class Twins:
    """Two films (H, W) float32 in [0, 1] that one finding alone tells apart."""

    finding: str
    healthy: FloatArray
    ill: FloatArray
    healthy_masks: FrontalMasks
    ill_masks: FrontalMasks
    opacities: tuple[Opacity, ...]  # of the ill one; cardiomegaly: none
    film: SimulatedFilm  # the ill one, with its recipe


def twin_name(number: int) -> str:
    """`twin_00001`."""
    return f"twin_{number:05d}"


def finding_of(number: int) -> str:
    """Which finding tells the twins of `number` apart."""
    return CARDIOMEGALY if number % 2 else PNEUMOCONIOSIS


def draw_twins(seed: int, number: int, settings: str) -> tuple[str, Recipe, float]:
    """Finding, recipe of the ill film, and the healthy film's cardiothoracic ratio."""
    recipe = draw_recipe(seed, number, settings)
    rng = np.random.default_rng([seed, number, 3])
    if finding_of(number) == PNEUMOCONIOSIS:
        disease = recipe.disease if recipe.disease.positive else draw_pneumoconiosis(rng)
        return PNEUMOCONIOSIS, replace(recipe, disease=disease), recipe.target_ratio
    ill = replace(
        recipe,
        cardiomegaly=True,
        target_ratio=float(rng.uniform(*ENLARGED_RATIO)),
        disease=Pneumoconiosis(),
    )
    return CARDIOMEGALY, ill, float(rng.uniform(*NORMAL_RATIO))


def simulate_twins(
    volume: ChestVolume, finding: str, recipe: Recipe, healthy_ratio: float, size: int = 512
) -> Twins:
    """Both films of what `draw_twins` drew, `size` pixels squared (a multiple of 64)."""
    if finding == PNEUMOCONIOSIS:
        return _with_and_without_opacities(simulate(volume, recipe, size))
    well = replace(recipe, target_ratio=healthy_ratio, cardiomegaly=False)
    well, deform = framed(volume, well)
    found, enlarged = framed(volume, recipe)
    ill = replace(found, geometry=well.geometry)
    healthy = simulate_framed(volume, well, deform, size)
    film = simulate_framed(volume, ill, enlarged, size, beside=healthy.masks)
    return Twins(finding, healthy.pixels, film.pixels, healthy.masks, film.masks, (), film)


def _with_and_without_opacities(film: SimulatedFilm) -> Twins:
    assert film.healthy is not None
    masks, placed = film.masks, list[Opacity]()
    render_opacities(film.recipe.disease, masks.right_lung, masks.left_lung, film.pixel_mm, placed)
    return Twins(PNEUMOCONIOSIS, film.healthy, film.pixels, masks, masks, tuple(placed), film)


# --- a folder of them ----------------------------------------------------------------------------

#: Seed, number, settings, size, folder.
Task = tuple[int, int, str, int, Path]


def make_twins(
    folder: Path, count: int, seed: int, settings: str, size: int, workers: int, cache: Path
) -> Iterator[int]:
    """Make the pairs that are missing in `folder`; yields how many are finished."""
    folder.mkdir(parents=True, exist_ok=True)
    done = finished(folder, TABLE)
    tasks: list[Task] = [
        (seed, n, settings_of(n, settings), size, folder)
        for n in range(1, count + 1)
        if twin_name(n) not in done
    ]
    yield len(done)
    lines = make_all(_make, tasks, folder / TABLE, workers, cache)
    for count_done, _ in enumerate(lines, len(done) + 1):
        yield count_done


def _make(task: Task) -> dict[str, object]:
    """One pair's line; only that it was skipped where a film contradicts its own label."""
    seed, number, settings, size, folder = task
    twins = simulate_twins(workers_volume(), *draw_twins(seed, number, settings), size)
    name = twin_name(number)
    if twins.finding == CARDIOMEGALY:
        ratios = [cardiothoracic_ratio(each) for each in (twins.healthy_masks, twins.ill_masks)]
        if not ratios[0] <= RATIO_LIMIT < ratios[1]:
            return {"film": name, "skipped": f"ratios {ratios[0]:.3f}, {ratios[1]:.3f}"}
    elif twins.film.visibility < VISIBLE:
        return {"film": name, "skipped": f"opacities {twins.film.visibility:.2f}"}
    return write_twins(twins, folder, name)


def write_twins(twins: Twins, folder: Path, name: str) -> dict[str, object]:
    """Write films and masks; returns the line for `twins.jsonl`."""
    for which, pixels, masks in (
        (HEALTHY, twins.healthy, twins.healthy_masks),
        (ILL, twins.ill, twins.ill_masks),
    ):
        grey = np.round(pixels * 65535).astype(np.uint16)
        fast = [cv2.IMWRITE_PNG_COMPRESSION, 1]
        cv2.imwrite(str(folder / f"{name}.{which}.png"), grey, fast)
        for part in ("right_lung", "left_lung", "heart"):
            mask = getattr(masks, part).astype(np.uint8) * 255
            cv2.imwrite(str(folder / f"{name}.{which}.{part}.png"), mask)
    recipe = twins.film.recipe
    return {
        "film": name,
        "finding": twins.finding,
        "settings": recipe.acquisition.settings,
        "deformation_seed": recipe.body.deformation_seed,
        "pixel_mm": twins.film.pixel_mm,
        "visibility": round(twins.film.visibility, 3),
        "profusion": recipe.disease.profusion,
        "types": list(recipe.disease.types),
        HEALTHY: _widths(twins.healthy_masks, twins.film.pixel_mm),
        ILL: _widths(twins.ill_masks, twins.film.pixel_mm),
        "opacities": [
            [each.kind, *(round(v, 2) for v in (each.column, each.row, each.diameter_mm))]
            for each in twins.opacities
        ],
        "recipe": asdict(recipe),
    }


def _widths(masks: FrontalMasks, pixel_mm: float) -> dict[str, float]:
    columns = np.flatnonzero(masks.heart.any(axis=0))
    width = float((np.ptp(columns) + 1) * pixel_mm) if columns.size else float("nan")
    return {
        "cardiothoracic_ratio": round(cardiothoracic_ratio(masks), 4),
        "heart_width_mm": round(width, 1),
    }
