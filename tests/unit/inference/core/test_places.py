"""Whatever is drawn on a film lies where it was computed, within half a model pixel."""

from __future__ import annotations

import numpy as np
import pytest

from inference.answers.contours import outline
from inference.answers.preprocessing import prepare
from inference.answers.segmentation import from_maps
from inference.attack.region import drawn_mask
from inference.core.geometry import FilmGrid
from inference.core.types import read_only
from inference.explanation.effects import effect_maps
from inference.explanation.region_masks import region_masks
from inference.grids.resampling import to_film, to_model
from tests.helpers.chests import attacked, linear, with_delta
from tests.helpers.networks import SIZE, textured

SHAPES = {"square": (192, 192), "portrait": (200, 150), "landscape": (130, 230), "odd": (201, 157)}
PLACES = ((0.37, 0.61), (0.58, 0.33))


def bell(shape: tuple[int, int], centre: np.ndarray, sigma: float) -> np.ndarray:
    y, x = np.mgrid[: shape[0], : shape[1]] + 0.5
    square = (x - centre[0]) ** 2 + (y - centre[1]) ** 2
    return np.exp(-square / (2 * sigma**2)).astype(np.float32)


def centroid(values: np.ndarray) -> np.ndarray:
    weight = values.astype(np.float64)
    y, x = np.mgrid[: values.shape[0], : values.shape[1]] + 0.5
    return np.array([(weight * x).sum(), (weight * y).sum()]) / weight.sum()


def places(grid: FilmGrid) -> list[np.ndarray]:
    """Points on the film, (x, y), at no special place."""
    height, width = grid.film_shape
    return [np.array([x * width + 0.3, y * height + 0.8]) for x, y in PLACES]


def apart(grid: FilmGrid, film_point: np.ndarray, model_point: np.ndarray) -> float:
    """Greatest distance along an axis, model pixels."""
    return float(np.abs(grid.points_to_model(film_point[None])[0] - model_point).max())


@pytest.fixture(params=SHAPES)
def grid(request: pytest.FixtureRequest) -> FilmGrid:
    return FilmGrid(SHAPES[request.param], SIZE)


def test_a_perturbations_blob_lands_where_it_was_put(grid: FilmGrid) -> None:
    for point in places(grid):
        on_model = grid.points_to_model(point[None])[0]
        delta = bell((SIZE, SIZE), on_model, 3.0)
        delta[~grid.content_mask()] = 0
        assert apart(grid, centroid(grid.perturbation_to_film(delta)), on_model) < 0.5
        assert apart(grid, centroid(to_film(grid, delta)), on_model) < 0.5


def test_a_drawn_region_is_attacked_where_it_was_drawn(grid: FilmGrid) -> None:
    for point in places(grid):
        drawn = bell(grid.film_shape, point, 0.08 * max(grid.film_shape)) > 0.5
        on_model = centroid(drawn_mask(drawn, grid))
        assert apart(grid, centroid(drawn), on_model) < 0.5


def test_an_outline_and_a_band_surround_the_same_place(grid: FilmGrid) -> None:
    height, width = grid.film_shape
    for point in places(grid):
        heart = to_model(grid, bell((height, width), point, 0.1 * max(height, width)))
        found = from_maps(np.zeros_like(heart), np.zeros_like(heart), heart, grid)
        (line,) = found.contours
        assert apart(grid, line.points.mean(0), grid.points_to_model(point[None])[0]) < 0.5
        source = prepare(textured(height, width), SIZE)
        regions = region_masks(source, found, 0.05)
        core = next(mask for (region, _), mask in regions.masks.items() if region == "heart_core")
        inside = next(
            mask for (region, _), mask in regions.masks.items() if region == "heart_inside"
        )
        assert apart(grid, point, centroid(core | inside)) < 0.5
        assert outline("heart", heart, grid) is not None


def test_the_effect_and_the_sign_density_stay_where_delta_is() -> None:
    given = linear()
    point = np.array([21.3, 40.8])
    delta = bell((SIZE, SIZE), point, 3.0)
    delta[delta < 0.1] = 0
    maps = effect_maps(with_delta(attacked(given), delta), read_only(np.ones_like(delta)), 2.0)
    for values in (maps.effect, maps.sign_density):
        assert np.abs(centroid(values) - point).max() < 0.5
