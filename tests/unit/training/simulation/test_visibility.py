"""Visibility grows with contrast and falls with what hides it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from training.simulation.visibility import DENSEST, VISIBLE, denser, visibility

SIDE = 128


@pytest.fixture
def scene() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    healthy = (0.4 + 0.01 * rng.standard_normal((SIDE, SIDE))).astype(np.float32)
    spots = np.zeros((SIDE, SIDE), np.float32)
    spots[rng.integers(20, 108, 60), rng.integers(20, 108, 60)] = 1
    spots = cv2.GaussianBlur(spots, (0, 0), 2.0)
    return healthy, spots / spots.max(), np.ones((SIDE, SIDE), bool)


def test_denser_opacities_are_more_visible(scene: tuple[np.ndarray, ...]) -> None:
    healthy, spots, lungs = scene
    seen = [
        visibility(healthy + k * spots, healthy, lungs, spots > 0.3, 0.7) for k in (0.01, 0.03, 0.1)
    ]
    assert seen[0] < VISIBLE < seen[2]
    assert seen[0] < seen[1] < seen[2]


def test_a_noisier_film_hides_them(scene: tuple[np.ndarray, ...]) -> None:
    healthy, spots, lungs = scene
    noisy = healthy + 0.1 * np.random.default_rng(2).standard_normal(healthy.shape).astype("f4")
    clear = visibility(healthy + 0.1 * spots, healthy, lungs, spots > 0.3, 0.7)
    hidden = visibility(noisy + 0.1 * spots, noisy, lungs, spots > 0.3, 0.7)
    assert hidden < 0.5 * clear


def test_nothing_drawn_is_not_visible(scene: tuple[np.ndarray, ...]) -> None:
    healthy, spots, lungs = scene
    assert visibility(healthy, healthy, lungs, spots > 2, 0.7) == 0


def test_density_rises_until_it_is_enough_or_the_most() -> None:
    assert denser(VISIBLE / 2, 1.0) > 2
    assert denser(0.01, 1.0) == DENSEST
