"""Opacities: inside the lung field, more with higher profusion, as wide as their type."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest

from training.simulation.opacities import (
    IRREGULAR,
    PROFUSIONS,
    ROUNDED,
    Pneumoconiosis,
    draw_pneumoconiosis,
    opacity_count,
    profusion_level,
    render_opacities,
)

PIXEL_MM = 0.8


@pytest.fixture
def lungs() -> tuple[np.ndarray, np.ndarray]:
    fields = []
    for column in (150, 350):
        canvas = np.zeros((400, 500), np.uint8)
        cv2.ellipse(canvas, (column, 200), (70, 160), 0, 0, 360, 1, -1)
        fields.append(canvas > 0)
    return fields[0], fields[1]


@pytest.mark.parametrize("types", [("p", "q"), ("r", "r"), ("s", "t"), ("u", "q")])
def test_opacities_stay_inside_the_lung_field(
    lungs: tuple[np.ndarray, np.ndarray], types: tuple[str, str]
) -> None:
    disease = Pneumoconiosis("3/3", types, large=2, pleural_mm=5.0, seed=4)
    drawn = render_opacities(disease, *lungs, PIXEL_MM)
    field = lungs[0] | lungs[1]
    assert drawn[field].sum() > 0
    assert np.all(drawn[~field] == 0)
    assert np.all(drawn >= 0)


@pytest.mark.parametrize("kind", ROUNDED + IRREGULAR)
def test_profusion_rises_through_the_scale(lungs: tuple[np.ndarray, np.ndarray], kind: str) -> None:
    counts = [opacity_count(kind, p, 40_000.0) for p in PROFUSIONS]
    assert counts[0] == 0
    assert all(a < b for a, b in pairwise(counts))
    totals = [
        render_opacities(Pneumoconiosis(p, (kind, kind), seed=1), *lungs, PIXEL_MM).sum()
        for p in ("0/0", "1/1", "2/2", "3/3")
    ]
    assert totals[0] == 0
    assert all(1.3 * a < b for a, b in pairwise(totals[1:]))


def test_profusion_is_read_on_the_twelve_point_scale() -> None:
    levels = [profusion_level(p) for p in PROFUSIONS]
    assert levels == sorted(levels)
    assert profusion_level("2/2") == 2


def test_larger_types_are_wider(lungs: tuple[np.ndarray, np.ndarray]) -> None:
    def mean_area(kind: str) -> float:
        disease = Pneumoconiosis("1/0", (kind, kind), seed=2)
        drawn = render_opacities(disease, *lungs, 0.25) > 0.3
        count, _, stats, _ = cv2.connectedComponentsWithStats(drawn.astype(np.uint8))
        return float(np.median(stats[1:count, cv2.CC_STAT_AREA]))

    assert mean_area("p") < mean_area("q") < mean_area("r")


def test_the_same_seed_draws_the_same(lungs: tuple[np.ndarray, np.ndarray]) -> None:
    disease = draw_pneumoconiosis(np.random.default_rng(3), "2/2")
    first, second = (render_opacities(disease, *lungs, PIXEL_MM) for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_a_drawn_disease_is_always_positive() -> None:
    rng = np.random.default_rng(0)
    assert all(draw_pneumoconiosis(rng).positive for _ in range(200))
    assert not Pneumoconiosis().positive
