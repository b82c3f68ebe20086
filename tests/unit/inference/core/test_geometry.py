from __future__ import annotations

import numpy as np
import pytest
import torch

from inference.core.geometry import FilmGrid
from inference.grids.resampling import from_layer, resampled, to_film, to_model

SIZE = 64
LARGER = [(64, 64), (256, 256), (640, 320), (320, 640), (333, 257), (257, 333), (65, 64), (100, 90)]
ALL = [*LARGER, (64, 20), (40, 40), (16, 30)]


def delta(seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).choice([-1, 1], (SIZE, SIZE)).astype(np.float32) * 8 / 255


def blob(shape: tuple[int, int], x: float, y: float, sigma: float) -> np.ndarray:
    rows, columns = np.mgrid[0 : shape[0], 0 : shape[1]] + 0.5
    return np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * sigma**2)).astype(np.float32)


def centroid(image: np.ndarray) -> tuple[float, float]:
    rows, columns = np.mgrid[0 : image.shape[0], 0 : image.shape[1]] + 0.5
    total = image.sum()
    return float((columns * image).sum() / total), float((rows * image).sum() / total)


@pytest.mark.parametrize("shape", LARGER)
def test_a_perturbation_put_on_the_film_comes_back_exactly(shape: tuple[int, int]) -> None:
    grid = FilmGrid(shape, SIZE)
    expected = np.where(grid.content_mask(), delta(), 0)
    back = to_model(grid, grid.perturbation_to_film(delta()))
    np.testing.assert_allclose(back, expected, atol=1e-6)


@pytest.mark.parametrize("shape", ALL)
def test_replication_draws_what_perturbation_to_film_holds(shape: tuple[int, int]) -> None:
    grid = FilmGrid(shape, SIZE)
    rows, columns = grid.replication()
    drawn = grid.replicated(delta())[np.ix_(rows, columns)]
    assert drawn.shape == shape
    np.testing.assert_array_equal(drawn, grid.perturbation_to_film(delta()))


@pytest.mark.parametrize("shape", ALL)
def test_a_blob_lands_within_half_a_model_pixel_both_ways(shape: tuple[int, int]) -> None:
    grid = FilmGrid(shape, SIZE)
    scale = SIZE / max(shape)
    x, y = 0.4 * shape[1], 0.55 * shape[0]
    on_model = to_model(grid, blob(shape, x, y, min(shape) / 10))
    expected = grid.points_to_model(np.array([[x, y]]))[0]
    np.testing.assert_allclose(centroid(on_model), expected, atol=0.25)
    back = centroid(to_film(grid, on_model))
    np.testing.assert_allclose(back, (x, y), atol=max(0.25, 0.5 / scale))


@pytest.mark.parametrize("shape", ALL)
def test_points_go_and_come_back(shape: tuple[int, int]) -> None:
    grid = FilmGrid(shape, SIZE)
    points = np.array([[0.0, 0.0], [shape[1], shape[0]], [3.25, 7.5]])
    np.testing.assert_allclose(grid.points_to_film(grid.points_to_model(points)), points)
    rows, columns = grid.content
    corners = [[columns.start, rows.start], [columns.stop, rows.stop]]
    np.testing.assert_allclose(grid.points_to_model(points[:2]), corners)


@pytest.mark.parametrize("shape", ALL)
def test_the_average_is_kept(shape: tuple[int, int]) -> None:
    film = np.random.default_rng(1).random(shape, np.float32)
    grid = FilmGrid(shape, SIZE)
    averaged = to_model(grid, film)
    exact = max(shape) >= SIZE and min(grid.content_shape) <= min(shape)
    tolerance = 1e-5 if exact else 0.02
    assert averaged[grid.content].mean() == pytest.approx(film.mean(), abs=tolerance)
    assert not averaged[~grid.content_mask()].any()


def test_portrait_and_landscape_are_not_mixed_up() -> None:
    assert FilmGrid((200, 100), SIZE).content_shape == (64, 32)
    assert FilmGrid((200, 100), SIZE).offset == (0, 16)
    assert FilmGrid((100, 200), SIZE).content_shape == (32, 64)


@pytest.mark.parametrize("shape", LARGER)
@pytest.mark.parametrize("other", [32, 96])
def test_a_map_on_another_grid_shows_the_same_place(shape: tuple[int, int], other: int) -> None:
    grid, target = FilmGrid(shape, SIZE), FilmGrid(shape, other)
    x, y = 0.45 * shape[1], 0.6 * shape[0]
    moved = resampled(grid, to_model(grid, blob(shape, x, y, min(shape) / 8)), target)
    np.testing.assert_allclose(
        target.points_to_film(np.array([centroid(moved)])), [[x, y]], atol=0.5 * max(shape) / other
    )
    assert not moved[~target.content_mask()].any()


def test_a_map_on_its_own_grid_is_itself() -> None:
    grid = FilmGrid((200, 100), SIZE)
    assert np.array_equal(resampled(grid, delta(), grid), delta())


def test_bilinear_maps_agree_with_torch_at_half_pixel_centres() -> None:
    grid = FilmGrid((200, 200), SIZE)
    values = np.random.default_rng(2).random((SIZE, SIZE), np.float32)
    layer = values[:8, :8].copy()
    for given, ours, size in (
        (values, to_film(grid, values), 200),
        (layer, from_layer(grid, layer), SIZE),
    ):
        theirs = torch.nn.functional.interpolate(
            torch.from_numpy(given)[None, None], (size, size), mode="bilinear", align_corners=False
        )
        np.testing.assert_allclose(ours, theirs[0, 0].numpy(), atol=1e-5)


def test_area_averaging_gives_means() -> None:
    film = np.random.default_rng(3).random((256, 128), np.float32)
    grid = FilmGrid((256, 128), SIZE)
    means = film.reshape(64, 4, 32, 4).mean((1, 3))
    np.testing.assert_allclose(to_model(grid, film)[grid.content], means, atol=1e-6)


def test_a_wrong_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        to_model(FilmGrid((10, 20), SIZE), np.zeros((20, 10), np.float32))
