"""Hybrids change the finding and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from training.films.hybrids import add_opacities, contrast_per_mm, stretch_heart
from training.loop.figures import cardiothoracic_ratio
from training.simulation.opacities import Pneumoconiosis
from training.simulation.visibility import VISIBLE

SIDE = 192


def chest() -> tuple[np.ndarray, np.ndarray]:
    masks = np.zeros((3, SIDE, SIDE), np.float32)
    masks[0, 30:160, 20:80] = 1
    masks[1, 30:160, 115:170] = 1
    masks[2, 95:155, 72:128] = 1
    masks[:2][:, masks[2] > 0] = 0
    film = np.full((SIDE, SIDE), 0.7, np.float32)
    film[masks[:2].max(0) > 0] = 0.2
    return film, masks


def test_ratio_rises_with_the_factor() -> None:
    film, masks = chest()
    ratios = [
        cardiothoracic_ratio(stretch_heart(film, masks, factor, 0.6)[1])
        for factor in (0.8, 1.0, 1.3, 1.6)
    ]
    assert ratios == sorted(ratios)
    assert ratios[3] - ratios[0] > 0.15


def test_factor_one_is_the_identity() -> None:
    film, masks = chest()
    same, same_masks = stretch_heart(film, masks, 1.0, 0.6)
    assert np.abs(same - film).max() < 1e-3
    assert np.abs(same_masks - masks).max() < 1e-3


def test_chest_wall_and_apex_stay() -> None:
    film, masks = chest()
    wide, _ = stretch_heart(film, masks, 1.6, 0.6)
    assert np.abs(wide - film)[:60].max() < 1e-3
    assert np.abs(wide - film)[:, :12].max() < 1e-3
    assert np.abs(wide - film)[:, 178:].max() < 1e-3
    assert np.abs(wide - film).max() > 0.3


def test_without_a_heart_nothing_moves() -> None:
    film, masks = chest()
    masks[2] = 0
    assert stretch_heart(film, masks, 1.5, 0.6)[0] is film


def test_opacities_brighten_the_lung_fields_alone() -> None:
    film, masks = chest()
    right, left = masks[0] > 0.5, masks[1] > 0.5
    disease = Pneumoconiosis(profusion="3/3", types=("q", "r"), seed=4)
    changed, thickness, seen = add_opacities(film, right, left, disease, np.random.default_rng(0))
    outside = ~(right | left)
    assert np.array_equal(changed[outside], film[outside])
    assert (changed >= film).all()
    assert (changed > film + 0.02).sum() > 100
    assert thickness[outside].max() == 0
    assert seen > VISIBLE


def test_contrast_comes_from_lung_and_mediastinum() -> None:
    film, masks = chest()
    assert contrast_per_mm(film, masks[:2].max(0) > 0.5) == pytest.approx(0.5 / 100, rel=0.05)
