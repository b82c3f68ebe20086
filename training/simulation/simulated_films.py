"""Simulated frontal chest radiographs with exact masks and labels, from one CT.

    python -m training.simulate --out DIR --count N --seed S [--settings A|B|both] [--workers 2]
                                [--dicom] [--twins]

Every film is a function of (seed, number) alone, so that a stopped run goes on where it was.
Per film: `film_00001.png` (16-bit grey, dense = bright), 8-bit masks `film_00001.right_lung.png`,
`.left_lung.png`, `.heart.png`, `.opacities.png` (255 inside), and one line in `films.jsonl`. A film
with opacities has a twin without them, `.healthy.png`: same body, same noise, same marks. Grey
levels are those of the 8 to 16 bits that the film is stored with; `--dicom` also writes
`film_00001.dcm` with these bits, in either polarity.
"""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from inference.core.types import FloatArray
from training.simulation.anatomy import BodyDeformation, ChestRoom
from training.simulation.ct import ChestVolume, load_volume
from training.simulation.detector import develop, expose
from training.simulation.film_files import film_name, write_film
from training.simulation.film_marks import caption, collimate, mark
from training.simulation.frontal_masks import FrontalMasks, cardiothoracic_ratio, frontal_masks
from training.simulation.opacities import render_opacities
from training.simulation.projection import Geometry, project
from training.simulation.recipe import Recipe, SimulatedFilm, draw_recipe
from training.simulation.surroundings import draw_surroundings
from training.simulation.thickness import Thickness
from training.simulation.visibility import DENSEST, VISIBLE, denser, visibility

RATIO_LIMIT = 0.51  # a film whose exact ratio lies on the wrong side of it is not kept
COARSE = 192  # pixels of the trial projections that set the heart's size


def simulate(volume: ChestVolume, recipe: Recipe, size: int = 512) -> SimulatedFilm:
    """The film of a recipe, `size` pixels squared (a multiple of 64)."""
    recipe, deform = framed(volume, recipe)
    return simulate_framed(volume, recipe, deform, size)


def simulate_framed(
    volume: ChestVolume,
    recipe: Recipe,
    deform: BodyDeformation,
    size: int = 512,
    beside: FrontalMasks | None = None,
) -> SimulatedFilm:
    """The film of what `framed` found; its surroundings lie as they do on a film of masks `beside`.

    A twin is `beside` the other: what is drawn at random places by the masks stays where it is.
    """
    rng = np.random.default_rng([recipe.seed, recipe.number, 1])
    geometry = recipe.geometry
    materials = project(volume.materials, volume, geometry, deform, size)
    structures = project(volume.structures, volume, geometry, deform, size // 2)
    structures = cv2.resize(structures, (size, size), interpolation=cv2.INTER_LINEAR)
    pixel_mm = geometry.field / size
    masks = frontal_masks(materials[..., 3], structures, pixel_mm)
    soft, bone, lung = (np.ascontiguousarray(materials[..., c]) for c in range(3))
    thickness = Thickness(soft, bone, lung, geometry, recipe.body.shoulder_drop)
    drawn = draw_surroundings(rng, thickness, beside or masks, recipe.plain)
    pixels = _film(thickness, recipe, deepcopy(rng))
    film = SimulatedFilm(
        pixels, masks, np.zeros_like(masks.heart), cardiothoracic_ratio(masks), recipe, tuple(drawn)
    )
    return _with_opacities(film, thickness, rng) if recipe.disease.positive else film


def _with_opacities(
    film: SimulatedFilm, thickness: Thickness, rng: np.random.Generator
) -> SimulatedFilm:
    """The healthy `film` taken again with opacities, as dense as it takes to see them."""
    recipe, masks, healthy = film.recipe, film.masks, film.pixels
    drawn, clear = recipe.disease.contrast, thickness.soft.copy()
    factor = 1.0
    for _ in range(3):
        disease = replace(recipe.disease, contrast=drawn * factor)
        added = render_opacities(disease, masks.right_lung, masks.left_lung, film.pixel_mm)
        thickness.soft = clear + added
        recipe = replace(recipe, disease=disease)
        pixels = _film(thickness, recipe, deepcopy(rng))
        seen = visibility(pixels, healthy, masks.lungs, added > 0.5, film.pixel_mm)
        if seen >= VISIBLE or factor == DENSEST:
            break
        factor = denser(seen, factor)
    return replace(
        film, pixels=pixels, opacities=added > 0.5, recipe=recipe, healthy=healthy, visibility=seen
    )


def _film(thickness: Thickness, recipe: Recipe, rng: np.random.Generator) -> FloatArray:
    """Expose, develop, and mark what is left open by the shutters."""
    acquisition, pixel_mm = recipe.acquisition, thickness.pixel_mm
    exposure, body = expose(
        thickness.soft, thickness.bone, thickness.lung, acquisition, pixel_mm, rng
    )
    pixels = develop(exposure, body, acquisition, pixel_mm)
    if rng.random() < (1.0 if recipe.plain else 0.8):
        mark(rng, pixels, "L" if recipe.plain or rng.random() < 0.8 else "R", recipe.plain)
    if not recipe.plain:
        if rng.random() < 0.2:
            caption(rng, pixels)
        collimate(rng, pixels)
    return np.clip(pixels, 0, 1).astype(np.float32)


# --- heart size and framing ----------------------------------------------------------------------


def framed(volume: ChestVolume, recipe: Recipe) -> tuple[Recipe, BodyDeformation]:
    """The recipe with the heart scale that gives its ratio, and with the lungs in the frame."""
    coarse, room = _coarse(volume)
    wide = replace(recipe.geometry, field=460.0, centre=(0.0, 0.0))
    deform = BodyDeformation(recipe.body, room)
    scale, low, high = 1.0, 0.7, 3.0
    for _ in range(6):
        masks = _trial(coarse, wide, deform.with_heart(scale))
        ratio = cardiothoracic_ratio(masks)
        if not np.isfinite(ratio) or abs(ratio - recipe.target_ratio) < 0.012:
            break
        low, high = (scale, high) if ratio < recipe.target_ratio else (low, scale)
        guess = 1 + (scale * recipe.target_ratio / ratio - 1) * 1.4
        scale = float(np.clip(guess, low + 0.02 * (high - low), high - 0.02 * (high - low)))
    deform = deform.with_heart(scale)
    geometry = _frame(recipe, masks, wide)
    return replace(recipe, geometry=geometry, body=deform.shape), deform


def _trial(coarse: ChestVolume, wide: Geometry, deform: BodyDeformation) -> FrontalMasks:
    structures = project(coarse.structures, coarse, wide, deform, COARSE)
    heart = np.ascontiguousarray(structures[..., 3])
    structures[..., 3] = 0
    return frontal_masks(heart, structures, wide.field / COARSE)


@lru_cache(maxsize=2)
def _coarse(volume: ChestVolume) -> tuple[ChestVolume, ChestRoom]:
    """Every second voxel of lungs, abdomen and (in the mediastinum's channel) heart; the room."""
    structures = np.array(volume.structures[::2, ::2, ::2])
    structures[..., 3] = volume.materials[::2, ::2, ::2, 3]
    depth, height, width = volume.voxel_mm
    half = ChestVolume(structures, structures, (2 * depth, 2 * height, 2 * width), volume.origin_mm)
    return half, ChestRoom.of(half, structures[..., 3])


def _frame(recipe: Recipe, masks: FrontalMasks, wide: Geometry) -> Geometry:
    """Field and centre such that the lung fields take `fill` of the film's side."""
    rows, columns = np.nonzero(masks.lungs)
    if not rows.size:
        return wide
    pixel = wide.field / COARSE
    height, width = (np.ptp(rows) + 1) * pixel, (np.ptp(columns) + 1) * pixel
    field = max(height, width) / recipe.fill
    middle = (columns.max() + columns.min() + 1) / 2, (rows.max() + rows.min() + 1) / 2
    x = (middle[0] - COARSE / 2) * pixel - recipe.shift[0] * field
    z = (COARSE / 2 - middle[1]) * pixel - recipe.shift[1] * field
    return replace(wide, field=float(field), centre=(float(x), float(z)))


# --- a data set ----------------------------------------------------------------------------------


#: Seed, number, settings, size, folder, whether DICOM files are wanted too.
Task = tuple[int, int, str, int, Path, bool]
_VOLUME: ChestVolume | None = None


def _start(cache: Path) -> None:
    global _VOLUME
    cv2.setNumThreads(1)
    _VOLUME = load_volume(cache)


def _make(task: Task) -> dict[str, object]:
    """One film's line; only that it was skipped where the film contradicts its own label."""
    seed, number, settings, size, folder, dicom = task
    film = simulate(workers_volume(), draw_recipe(seed, number, settings), size)
    ratio = film.cardiothoracic_ratio
    if not np.isfinite(ratio) or (ratio > RATIO_LIMIT) != film.recipe.cardiomegaly:
        return {"film": film_name(number), "skipped": f"cardiothoracic ratio {ratio:.3f}"}
    if film.recipe.disease.positive and film.visibility < VISIBLE:
        return {"film": film_name(number), "skipped": f"opacities {film.visibility:.2f}"}
    return write_film(film, folder, dicom)


def settings_of(number: int, settings: str) -> str:
    """ "both" makes every fourth film B."""
    return settings if settings != "both" else ("B" if number % 4 == 0 else "A")


def finished(folder: Path, name: str = "films.jsonl") -> set[str]:
    """Names of the films that the table `name` in `folder` has (skipped ones too).

    A last line that was cut off while being written is removed from the table.
    """
    table = folder / name
    if not table.exists():
        return set()
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        table.write_text("".join(lines[:-1]), encoding="utf-8")
        lines.pop()
    return {json.loads(line)["film"] for line in lines}


def make_films(
    folder: Path,
    count: int,
    seed: int,
    settings: str,
    size: int,
    workers: int,
    cache: Path,
    dicom: bool = False,
) -> Iterator[int]:
    """Make the films that are missing in `folder`; yields how many are finished."""
    folder.mkdir(parents=True, exist_ok=True)
    done = finished(folder)
    tasks = [
        (seed, n, settings_of(n, settings), size, folder, dicom)
        for n in range(1, count + 1)
        if film_name(n) not in done
    ]
    yield len(done)
    for count_done, _ in enumerate(
        make_all(_make, tasks, folder / "films.jsonl", workers, cache), len(done) + 1
    ):
        yield count_done


def make_all(
    make: Callable[[Any], dict[str, object]],
    tasks: Sequence[Any],
    table: Path,
    workers: int,
    cache: Path,
) -> Iterator[dict[str, object]]:
    """`make` of every task, in `workers` processes that hold the volume; each line goes to `table`.

    `make` is a module's function: a process finds it by its name.
    """
    load_volume(cache)  # prepare once, before the workers read it
    context = multiprocessing.get_context("spawn")
    with (
        context.Pool(workers, _start, (cache,)) as pool,
        table.open("a", encoding="utf-8") as file,
    ):
        for line in pool.imap_unordered(make, tasks):
            file.write(json.dumps(line) + "\n")
            file.flush()
            yield line


def workers_volume() -> ChestVolume:
    """The volume that this worker of `make_all` holds."""
    assert _VOLUME is not None
    return _VOLUME


def progress_line(done: int, before: int, count: int, seconds: float) -> str:
    """`[=====     ] 50 of 100 films, 3.1 films/s, 16 s left`; `before` were there at the start."""
    bar = "=" * round(30 * done / max(count, 1))
    rate = (done - before) / seconds if seconds > 0 else 0.0
    left = f"{(count - done) / rate:.0f} s left" if rate else "…"
    return f"[{bar:<30}] {done} of {count} films, {rate:.1f} films/s, {left}"
