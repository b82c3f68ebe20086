"""A reduced view drops no pixel and shows the same place."""

from __future__ import annotations

import numpy as np
import pytest

from gui.films.pyramid import FULL, Pyramid
from gui.panes.picture.sampling import sample_film, sample_map, sample_perturbation
from gui.panes.view.view_link import ViewLink, Viewport
from inference.core.geometry import FilmGrid
from inference.grids.resampling import to_film


def sight_of(shape: tuple[int, int], pane: tuple[int, int], scale: float | None = None) -> Viewport:
    link = ViewLink()
    link.film_shape, link.pane_size = shape, pane
    link.fit()
    if scale is not None:
        link.set_scale(scale)
    return link.viewport()


def test_the_finest_level_is_the_film_in_codes() -> None:
    pixels = np.random.default_rng(0).random((40, 30), np.float32)
    level = Pyramid.of(pixels).levels[0]
    assert np.abs(level - pixels * FULL).max() <= 0.5 + 1e-2


def test_padding_is_dark_at_every_reduction() -> None:
    padding = np.zeros((400, 300), bool)
    padding[:, 200:] = True
    for level in Pyramid.of(np.ones((400, 300), np.float32), padding).levels:
        edge = level.shape[1] * 2 // 3
        assert level[:, edge + 1 :].max() == 0
        assert level[:, : edge - 1].min() == FULL


@pytest.mark.parametrize("shape", [(300, 200), (301, 517), (1, 400)])
def test_every_level_keeps_the_mean(shape: tuple[int, int]) -> None:
    pixels = np.random.default_rng(1).random(shape, np.float32)
    for level in Pyramid.of(pixels).levels:
        assert level.mean() == pytest.approx(pixels.mean() * FULL, rel=0.02)


@pytest.mark.parametrize("scale", [0.95, 0.75, 0.55, 0.45, 0.3, 0.21])
def test_isolated_dots_stay_visible_at_every_reduction(scale: float) -> None:
    """Nearest minification loses most of them (docs/reading.md, "Minification")."""
    pixels = np.zeros((600, 600), np.float32)
    pixels[7::29, 11::31] = 1.0
    count, pane = int(pixels.sum()), round(600 * scale) + 12
    shown = sample_film(Pyramid.of(pixels), sight_of((600, 600), (pane, pane)))
    assert shown.sum() / FULL == pytest.approx(count * scale**2, rel=0.1)
    patch = max(1, round(3 * scale))
    seen = sum(
        shown[max(0, int(y * scale) - patch) : int(y * scale) + patch + 1][
            :, max(0, int(x * scale) - patch) : int(x * scale) + patch + 1
        ].max()
        > 0.2 * scale**2 * FULL
        for y in range(7, 600, 29)
        for x in range(11, 600, 31)
    )
    assert seen == count


@pytest.mark.parametrize("scale", [0.25, 0.7, 1.0, 3.0, 9.0])
def test_a_ramp_is_sampled_at_the_place_that_the_cursor_tells(scale: float) -> None:
    shape = (240, 320)
    ramp = np.tile((np.arange(320, dtype=np.float32) + 0.5) / 320, (240, 1))
    viewport = sight_of(shape, (400, 300), scale)
    shown = sample_film(Pyramid.of(ramp), viewport)
    middle = shown.shape[1] // 2
    x, _ = viewport.to_film(viewport.columns[0] + middle + 0.5, 0)
    assert shown[shown.shape[0] // 2, middle] / FULL * 320 == pytest.approx(x, abs=0.6)


@pytest.mark.parametrize("shape", [(200, 150), (150, 200), (517, 301)])
def test_a_map_is_drawn_as_the_grid_puts_it_on_the_film(shape: tuple[int, int]) -> None:
    grid = FilmGrid(shape, 32)
    values = np.random.default_rng(2).random((32, 32), np.float32)
    viewport = sight_of(shape, (shape[1] + 12, shape[0] + 12), 1.0)
    assert viewport.shape == shape
    # warpAffine interpolates in steps of 1/32 pixel
    assert np.abs(sample_map(grid, values, viewport) - to_film(grid, values)).max() < 0.05


@pytest.mark.parametrize("shape", [(256, 256), (200, 150), (517, 301)])
def test_a_perturbation_is_drawn_pixel_for_pixel_at_actual_size(shape: tuple[int, int]) -> None:
    grid = FilmGrid(shape, 32)
    delta = np.random.default_rng(3).standard_normal((32, 32)).astype(np.float32)
    viewport = sight_of(shape, (shape[1] + 12, shape[0] + 12), 1.0)
    drawn = sample_perturbation(grid, grid.replicated(delta), viewport)
    assert np.array_equal(drawn, grid.perturbation_to_film(delta))


def test_a_perturbation_smaller_than_the_screen_is_averaged() -> None:
    grid = FilmGrid((256, 256), 256)
    checks = (np.indices((256, 256)).sum(axis=0) % 2 * 2 - 1).astype(np.float32)
    viewport = sight_of((256, 256), (140, 140), 0.5)
    assert np.abs(sample_perturbation(grid, grid.replicated(checks), viewport)).max() < 1e-5


def test_zooming_keeps_the_point_under_the_cursor() -> None:
    link = ViewLink()
    link.film_shape, link.pane_size = (400, 300), (500, 500)
    link.set_scale(2.0)
    at = link.viewport().to_device(100, 200)
    link.zoom(1.7, (100, 200))
    assert link.viewport().to_device(100, 200) == pytest.approx(at, abs=1)


def test_panning_back_and_forth_returns() -> None:
    link = ViewLink()
    link.film_shape, link.pane_size = (400, 300), (501, 333)
    link.fit()
    link.set_scale(1.37)
    before = link.viewport()
    for dx, dy in ((13, -7), (-13, 7), (5, 5), (-5, -5)):
        link.pan(dx, dy)
    assert link.viewport() == before


def test_the_sight_covers_the_film_that_is_in_the_pane() -> None:
    viewport = sight_of((100, 200), (50, 60), 1.0)
    assert viewport.columns == (0, 50)
    assert viewport.rows == (0, 60)
    viewport = sight_of((100, 200), (512, 512))
    assert viewport.shape[1] == 500
    assert viewport.shape[0] == 250
