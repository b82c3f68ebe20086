"""Simulated films: reproducible, with masks that fit and labels that are true."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
import pydicom
import pytest

from tests.helpers.small_chest import small_chest
from training.simulation import simulated_films as simulation
from training.simulation.anatomy import BodyDeformation, BodyShape, ChestRoom
from training.simulation.ct import ChestVolume
from training.simulation.frontal_masks import cardiothoracic_ratio, frontal_masks
from training.simulation.opacities import Pneumoconiosis
from training.simulation.processing_styles import STYLES
from training.simulation.projection import Geometry, identity, project
from training.simulation.recipe import FIRST_RESERVED_SEED

SIZE = 128


@pytest.fixture(scope="module")
def chest() -> ChestVolume:
    return small_chest()


def plain_recipe(**changes: object) -> simulation.Recipe:
    recipe = simulation.draw_recipe(3, 1, "A")
    calm = BodyShape(deformation_seed=1, displacement=2.0, fine_displacement=0.5)
    values = {"plain": True, "body": calm, "geometry": Geometry(), "disease": Pneumoconiosis()}
    return replace(recipe, **(values | changes))


def test_the_same_seed_gives_the_same_film(chest: ChestVolume) -> None:
    first, second = (
        simulation.simulate(chest, simulation.draw_recipe(5, 2, "A"), SIZE) for _ in range(2)
    )
    np.testing.assert_array_equal(first.pixels, second.pixels)
    np.testing.assert_array_equal(first.masks.heart, second.masks.heart)
    assert first.recipe == second.recipe


def test_another_number_gives_another_film() -> None:
    assert simulation.draw_recipe(5, 2, "A") != simulation.draw_recipe(5, 3, "A")


def test_labels_are_independent_of_each_other() -> None:
    recipes = [simulation.draw_recipe(1, n, "A") for n in range(2000)]
    table = np.array([[r.cardiomegaly, r.disease.positive] for r in recipes], float)
    np.testing.assert_allclose(table.mean(axis=0), 0.45, atol=0.04)
    assert abs(np.corrcoef(table.T)[0, 1]) < 0.06


def test_training_never_draws_a_reserved_deformation_seed() -> None:
    seeds = [simulation.draw_recipe(1, n, "A").body.deformation_seed for n in range(500)]
    assert max(seeds) < FIRST_RESERVED_SEED
    assert len(set(seeds)) == 500


def test_settings_differ_in_their_ranges() -> None:
    drawn = {s: [simulation.draw_recipe(1, n, s).acquisition for n in range(300)] for s in "AB"}
    scatter = {s: np.array([a.scatter_ratio for a in films]) for s, films in drawn.items()}
    assert scatter["A"].max() <= 0.6 < scatter["B"].max()
    assert all(a.settings == s for s, films in drawn.items() for a in films)


def test_one_processing_style_is_kept_for_the_test_films() -> None:
    drawn = {
        s: {simulation.draw_recipe(1, n, s).acquisition.style for n in range(200)} for s in "AB"
    }
    assert drawn["B"] == set(STYLES)
    assert drawn["A"] == set(STYLES) - {"dynamic_range"}


@pytest.mark.parametrize("style", STYLES)
def test_every_processing_style_shows_the_lungs_dark_and_the_heart_bright(
    chest: ChestVolume, style: str
) -> None:
    recipe = plain_recipe()
    recipe = replace(recipe, acquisition=replace(recipe.acquisition, style=style))
    film = simulation.simulate(chest, recipe, SIZE)
    assert 0 <= film.pixels.min() < film.pixels.max() <= 1
    assert film.pixels[film.masks.lungs].mean() + 0.1 < film.pixels[film.masks.heart].mean()


def test_processing_styles_differ_and_change_the_look_alone(chest: ChestVolume) -> None:
    recipe = plain_recipe()
    films = [
        simulation.simulate(
            chest, replace(recipe, acquisition=replace(recipe.acquisition, style=style)), SIZE
        )
        for style in STYLES
    ]
    for first, second in combinations(films, 2):
        assert np.abs(first.pixels - second.pixels).mean() > 0.005
        np.testing.assert_array_equal(first.masks.lungs, second.masks.lungs)


def test_projection_of_a_block_is_its_thickness() -> None:
    planes = np.zeros((20, 40, 40, 1), np.float32)
    planes[5:15, 10:30, 10:30] = 1.0  # 30 mm deep
    volume = ChestVolume(planes, planes, (3.0, 5.0, 5.0), (-28.5, -97.5, -97.5))
    far = Geometry(source_to_detector=100_000.0, body_to_detector=50.0, field=200.0)
    thickness = project(planes, volume, far, identity, 64)[..., 0]
    assert thickness[32, 32] == pytest.approx(30.0, rel=1e-3)
    assert thickness[2, 2] == 0.0


def test_projection_magnifies_what_is_nearer_to_the_source() -> None:
    planes = np.zeros((20, 40, 40, 1), np.float32)
    planes[14, 10:30, 10:30] = 1.0  # anterior
    volume = ChestVolume(planes, planes, (6.0, 5.0, 5.0), (-57.0, -97.5, -97.5))
    area = {
        view: (project(planes, volume, Geometry(view, 1200.0), identity, 128) > 1).sum()
        for view in ("PA", "AP")
    }
    assert area["AP"] > 1.03 * area["PA"]


def test_the_patients_left_is_on_the_right_of_the_film(chest: ChestVolume) -> None:
    film = simulation.simulate(chest, plain_recipe(), SIZE)
    centre = {side: np.nonzero(mask)[1].mean() for side, mask in sides(film).items()}
    assert centre["right"] < centre["left"]


def sides(film: simulation.SimulatedFilm) -> dict[str, np.ndarray]:
    return {"right": film.masks.right_lung, "left": film.masks.left_lung}


def test_masks_fit_the_film(chest: ChestVolume) -> None:
    film = simulation.simulate(chest, plain_recipe(), SIZE)
    lungs, heart = film.masks.lungs, film.masks.heart
    assert not (lungs & heart).any()
    inner = cv2.erode(lungs.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    rim = (cv2.dilate(lungs.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0) & ~lungs
    assert film.pixels[inner].mean() + 0.15 < film.pixels[rim].mean()
    assert film.pixels[heart].mean() > film.pixels[inner].mean() + 0.15


def test_a_wider_heart_raises_the_ratio_at_every_step(chest: ChestVolume) -> None:
    room = ChestRoom.of(chest, chest.materials[..., 3])
    geometry, ratios = Geometry(field=400.0), []
    for scale in (0.85, 1.0, 1.2, 1.5, 2.0):
        deform = BodyDeformation(BodyShape(heart_scale=scale), room)
        materials = project(chest.materials, chest, geometry, deform, SIZE)
        structures = project(chest.structures, chest, geometry, deform, SIZE)
        masks = frontal_masks(materials[..., 3], structures, geometry.field / SIZE)
        ratios.append(cardiothoracic_ratio(masks))
    assert np.all(np.diff(ratios) > 0.005)


def test_the_heart_is_set_to_the_wanted_ratio(chest: ChestVolume) -> None:
    for target in (0.46, 0.54):
        film = simulation.simulate(chest, plain_recipe(target_ratio=target), SIZE)
        assert film.cardiothoracic_ratio == pytest.approx(target, abs=0.04)


def test_a_small_heart_keeps_its_silhouette_and_loses_its_vessels() -> None:
    thickness = np.zeros((200, 200), np.float32)
    cv2.ellipse(thickness, (100, 120), (34, 17), 0, 0, 360, 50.0, -1)  # 34 mm high
    cv2.rectangle(thickness, (95, 40), (103, 110), 50.0, -1)  # a vessel, 9 mm wide
    heart = frontal_masks(thickness, np.zeros((200, 200, 4), np.float32), 1.0).heart
    assert heart[120, 75:125].all()
    assert not heart[40:90].any()


def test_the_lungs_take_the_wanted_share_of_the_film(chest: ChestVolume) -> None:
    for fill in (0.6, 0.9):
        film = simulation.simulate(chest, plain_recipe(fill=fill), SIZE)
        rows, columns = np.nonzero(film.masks.lungs)
        assert max(np.ptp(rows), np.ptp(columns)) / SIZE == pytest.approx(fill, abs=0.05)


@pytest.fixture
def small_start(chest: ChestVolume, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulation, "_VOLUME", chest)


@pytest.mark.usefixtures("small_start")
def test_a_written_film_reads_back(tmp_path: Path) -> None:
    line = simulation._make((5, 2, "A", SIZE, tmp_path, True))
    assert json.loads(json.dumps(line))["film"] == "film_00002"
    assert "skipped" not in line
    stored = cv2.imread(str(tmp_path / "film_00002.png"), cv2.IMREAD_UNCHANGED)
    assert stored.dtype == np.uint16
    assert stored.shape == (SIZE, SIZE)
    heart = cv2.imread(str(tmp_path / "film_00002.heart.png"), cv2.IMREAD_UNCHANGED)
    assert set(np.unique(heart)) == {0, 255}
    dataset = pydicom.dcmread(tmp_path / "film_00002.dcm")
    assert dataset.BitsStored == line["bits_stored"]
    assert dataset.PhotometricInterpretation == line["photometric_interpretation"]
    values = dataset.pixel_array / (2**dataset.BitsStored - 1)
    dense = 1 - values if dataset.PhotometricInterpretation == "MONOCHROME1" else values
    np.testing.assert_allclose(dense, stored / 65535, atol=1e-4)


def test_a_film_with_opacities_has_a_twin_without_them(chest: ChestVolume) -> None:
    disease = Pneumoconiosis("2/2", ("r", "r"), seed=3)
    film = simulation.simulate(chest, plain_recipe(disease=disease), SIZE)
    assert film.healthy is not None
    assert film.visibility > 0
    change = film.pixels - film.healthy
    assert change[film.opacities].mean() > 0.01
    background = ~film.masks.lungs
    assert abs(change[background]).mean() < 0.1 * change[film.opacities].mean()


def test_hidden_opacities_are_drawn_denser(chest: ChestVolume) -> None:
    faint = Pneumoconiosis("2/2", ("r", "r"), seed=3, contrast=0.4)
    film = simulation.simulate(chest, plain_recipe(disease=faint), SIZE)
    assert film.recipe.disease.contrast > 0.4


def test_progress_says_how_fast_and_how_long() -> None:
    line = simulation.progress_line(50, 20, 110, 10.0)
    assert "50 of 110 films, 3.0 films/s, 20 s left" in line


def test_a_stopped_run_goes_on_where_it_was(
    tmp_path: Path, chest: ChestVolume, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []

    class SameProcess:
        """A pool that works in this process and counts."""

        def __init__(self, *_: object) -> None: ...
        def __enter__(self) -> SameProcess:
            return self

        def __exit__(self, *_: object) -> None: ...
        def imap_unordered(self, function: object, tasks: list[tuple[int, int]]) -> object:
            for task in tasks:
                made.append(task[1])
                yield {"film": simulation.film_name(task[1])}

    class Context:
        Pool = SameProcess

    monkeypatch.setattr(simulation, "load_volume", lambda cache: chest)
    monkeypatch.setattr(simulation.multiprocessing, "get_context", lambda method: Context)
    options = (1, "both", SIZE, 1, tmp_path)
    assert list(simulation.make_films(tmp_path, 2, *options)) == [0, 1, 2]
    with (tmp_path / "films.jsonl").open("a") as table:
        table.write('{"film": "film_000')  # cut off while being written
    assert list(simulation.make_films(tmp_path, 4, *options)) == [2, 3, 4]
    assert made == [1, 2, 3, 4]
    assert len(simulation.finished(tmp_path)) == 4
