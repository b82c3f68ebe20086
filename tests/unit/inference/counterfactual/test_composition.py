"""A change drawn on a film: where contents go, how bright they get, at any amplitude and size."""

from __future__ import annotations

import numpy as np
import pytest

from inference.core.counterfactual_types import Change
from inference.core.geometry import FilmGrid
from inference.counterfactual.composition import film_at
from inference.counterfactual.judge import drawn
from inference.grids.resampling import to_model
from tests.helpers.networks import SIZE, textured

GRID = FilmGrid((4 * SIZE, 4 * SIZE), SIZE)
RANGE = (0.1, 0.9)


def shift(x: float, y: float) -> Change:
    """The whole film sampled `x` model pixels to the right of, and `y` below, each place."""
    u = np.stack([np.full((SIZE, SIZE), x), np.full((SIZE, SIZE), y)]).astype(np.float32)
    return Change(GRID, RANGE, displacement=u)


def brighter(amount: float, *, smooth: bool = True) -> Change:
    return Change(GRID, RANGE, difference=np.full((SIZE, SIZE), amount, np.float32), smooth=smooth)


@pytest.mark.parametrize("change", [shift(1, 0), brighter(0.1), brighter(0.1, smooth=False)])
def test_amplitude_0_is_the_film_itself(change: Change) -> None:
    film = textured(*GRID.film_shape)
    np.testing.assert_array_equal(film_at(film, change, 0.0), film)


@pytest.mark.parametrize(("amplitude", "pixels"), [(1.0, 8), (0.5, 4), (-1.0, -8), (2.0, 16)])
def test_contents_move_by_amplitude_times_displacement(amplitude: float, pixels: int) -> None:
    film = textured(*GRID.film_shape)
    moved = film_at(film, shift(2.0, 0.0), amplitude)
    inner = slice(20, -20)
    expected = np.roll(film, -pixels, 1)
    np.testing.assert_allclose(moved[inner, inner], expected[inner, inner], atol=1e-5)


def test_a_displacement_downwards_samples_further_down() -> None:
    film = textured(*GRID.film_shape)
    moved = film_at(film, shift(0.0, 3.0), 1.0)
    inner = slice(20, -20)
    np.testing.assert_allclose(moved[inner, inner], np.roll(film, -12, 0)[inner, inner], atol=1e-5)


@pytest.mark.parametrize("smooth", [True, False])
def test_a_difference_counts_in_units_of_the_networks_range(smooth: bool) -> None:
    film = textured(*GRID.film_shape)
    added = film_at(film, brighter(0.1, smooth=smooth), 1.0) - film
    np.testing.assert_allclose(added, 0.1 * (RANGE[1] - RANGE[0]), atol=1e-6)


def test_an_exact_difference_comes_back_from_the_film_as_it_was() -> None:
    rng = np.random.default_rng(0)
    delta = rng.uniform(-0.05, 0.05, (SIZE, SIZE)).astype(np.float32)
    film = textured(*GRID.film_shape)
    changed = film_at(film, Change(GRID, RANGE, difference=delta, smooth=False), 1.0)
    back = (to_model(GRID, changed) - to_model(GRID, film)) / (RANGE[1] - RANGE[0])
    np.testing.assert_allclose(back, delta, atol=1e-5)


def test_the_film_never_leaves_its_range() -> None:
    film = textured(*GRID.film_shape)
    for amplitude in (-2.0, 2.0):
        changed = film_at(film, brighter(0.9), amplitude)
        assert changed.min() >= 0
        assert changed.max() <= 1


def test_the_same_change_moves_a_smaller_film_by_as_many_model_pixels() -> None:
    small = textured(2 * SIZE, 2 * SIZE)
    moved = film_at(small, shift(2.0, 0.0), 1.0)
    inner = slice(10, -10)
    np.testing.assert_allclose(moved[inner, inner], np.roll(small, -4, 1)[inner, inner], atol=1e-5)


def test_films_drawn_one_after_another_are_those_drawn_alone() -> None:
    film = textured(*GRID.film_shape)
    wanted = [(shift(1, 2), 0.5), (shift(1, 2), 1.0), (brighter(0.2), 1.0), (brighter(0.2), -1.0)]
    same = [(wanted[0][0], 0.5), (wanted[0][0], 1.0), (wanted[2][0], 1.0), (wanted[2][0], -1.0)]
    for together, (change, amplitude) in zip(drawn(film, same), wanted, strict=True):
        np.testing.assert_array_equal(together, film_at(film, change, amplitude))
