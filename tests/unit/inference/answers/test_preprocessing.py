from __future__ import annotations

import numpy as np
import pytest

from inference.answers.preprocessing import prepare
from inference.grids.resampling import to_model
from tests.helpers.networks import textured

SIZE = 64


def test_gain_and_offset_of_the_film_do_not_matter() -> None:
    film = textured(200, 200)
    plain, dimmed = prepare(film, SIZE), prepare(0.4 * film + 0.1, SIZE)
    np.testing.assert_allclose(plain.image, dimmed.image, atol=1e-5)
    assert dimmed.high - dimmed.low == pytest.approx(0.4 * (plain.high - plain.low), rel=1e-4)


def test_the_image_fills_0_to_1_and_is_0_on_the_letterbox() -> None:
    source = prepare(textured(200, 100), SIZE)
    assert source.image.min() == 0
    assert source.image.max() == 1
    outside = ~source.grid.content_mask()
    assert not source.image[outside].any()
    assert not source.attackable[outside].any()


def test_padding_is_blank_not_attackable_and_leaves_the_range_alone() -> None:
    film = textured(200, 200)
    padding = np.zeros(film.shape, bool)
    padding[:, :60] = True
    spoilt = np.where(padding, np.float32(1.0), film)
    source = prepare(spoilt, SIZE, padding)
    alone = np.percentile(to_model(source.grid, film)[:, 20:], 99.5)
    assert source.high == pytest.approx(float(alone), abs=0.01)
    assert not source.image[:, :18].any()
    assert not source.attackable[:, :18].any()


def test_clipped_pixels_are_not_attackable() -> None:
    film = textured(200, 200)
    film[:20, :20] = 0.0
    film[-6:, -6:] = 1.0
    source = prepare(film, SIZE)
    assert source.high < 1
    assert not source.attackable[-1, -1]


def test_a_constant_film_is_grey_and_finite() -> None:
    source = prepare(np.full((100, 100), 0.3, np.float32), SIZE)
    np.testing.assert_allclose(source.image, 0.5)


@pytest.mark.parametrize("shape", [(64, 64), (256, 256), (200, 137), (333, 257)])
def test_a_composed_film_shows_the_network_the_perturbation(shape: tuple[int, int]) -> None:
    film = textured(*shape)
    source = prepare(film, SIZE)
    rng = np.random.default_rng(0)
    delta = np.where(source.attackable, rng.choice([-1, 1], (SIZE, SIZE)) * 8 / 255, 0)
    delta = (np.clip(source.image + delta, 0, 1) - source.image).astype(np.float32)
    again = prepare(source.compose_film(film, delta, 1.0), SIZE)
    np.testing.assert_allclose(again.image, source.image + delta, atol=6e-3)


def test_amplitude_0_is_the_film_and_2_is_twice_the_way() -> None:
    film = textured(100, 100)
    source = prepare(film, SIZE)
    delta = np.full((SIZE, SIZE), 0.01, np.float32)
    np.testing.assert_array_equal(source.compose_film(film, delta, 0.0), film)
    once, twice = (source.compose_film(film, delta, s) - film for s in (1.0, 2.0))
    np.testing.assert_allclose(twice, 2 * once, atol=1e-6)


def test_a_composed_film_stays_in_range_and_leaves_the_film_alone() -> None:
    film = textured(100, 100)
    before = film.copy()
    source = prepare(film, SIZE)
    composed = source.compose_film(film, np.full((SIZE, SIZE), 1.0, np.float32), 2.0)
    assert composed.max() == 1
    np.testing.assert_array_equal(film, before)


@pytest.mark.parametrize("side", [1216, 1000, 333])
@pytest.mark.parametrize("level", [1.0, 0.3, 0.7])
def test_a_burnt_out_part_is_exactly_even_and_left_alone(side: int, level: float) -> None:
    """Averages over it are off by rounding; unless that is mended the attack may act on some."""
    film = np.minimum(textured(side, side), np.float32(level))
    film[: side // 2, : side // 2] = level
    film = np.minimum(film, np.float32(level))
    source = prepare(film, 256)
    part = slice(4, 250 // 2)
    assert (source.image[part, part] == 1).all()
    assert not source.attackable[part, part].any()
    assert source.image.max() == 1
    assert source.attackable.any()


def test_what_the_range_clips_is_what_is_left_alone() -> None:
    source = prepare(textured(300, 300), SIZE)
    clipped = (source.image == 0) | (source.image == 1)
    np.testing.assert_array_equal(source.attackable, source.shown & ~clipped)
