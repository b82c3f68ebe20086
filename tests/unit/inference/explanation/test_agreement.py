"""Likeness of maps, against definitions written out, and chance beside it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from inference.core.errors import OptionError
from inference.core.geometry import FilmGrid
from inference.core.types import AttributionMap, AttributionMethod, read_only
from inference.explanation.agreement import agreement, cell_sigma, smooth
from inference.explanation.similarity import (
    centred_ranks,
    dice,
    overlap,
    scaled,
    spearman,
    structural_similarity,
    top_places,
)
from tests.helpers.networks import SIZE, textured

GRID = FilmGrid((SIZE, SIZE), SIZE)
EVERYWHERE = np.ones((SIZE, SIZE), bool)


def heat_map(values: np.ndarray, method: str = "grad_cam") -> AttributionMap:
    values = read_only(values.astype(np.float32))
    return AttributionMap(AttributionMethod(method), "x", 1, GRID, values, values[::8, ::8])


def spot(x: float, y: float, sigma: float = 5.0) -> np.ndarray:
    rows, columns = np.mgrid[:SIZE, :SIZE] + 0.5
    square = (columns - x) ** 2 + (rows - y) ** 2
    return np.exp(-square / (2 * sigma**2)).astype(np.float32)


@pytest.mark.parametrize("ties", [False, True])
def test_spearmans_rho_is_scipys(ties: bool) -> None:
    rng = np.random.default_rng(0)
    a, b = rng.normal(size=(2, 500))
    b += 0.5 * a
    if ties:
        a, b = np.maximum(a, 0), np.round(b)
    assert spearman(a, b) == pytest.approx(stats.spearmanr(a, b).statistic)


def test_ranks_of_equal_values_are_equal() -> None:
    np.testing.assert_allclose(centred_ranks(np.array([5.0, 1, 5, 0])), [1, -0.5, 1, -1.5])
    assert spearman(np.zeros(9), np.arange(9.0)) == 0


def test_the_top_is_a_tenth() -> None:
    values = np.arange(200.0)
    top = top_places(values)
    assert top.sum() == 20
    assert top[180:].all()
    assert top_places(np.zeros(200)).sum() == 20


def test_overlap_and_dice_of_known_sets() -> None:
    first, second = np.arange(10) < 4, (np.arange(10) >= 2) & (np.arange(10) < 6)
    assert overlap(first, second) == pytest.approx(2 / 6)
    assert dice(first, second) == pytest.approx(0.5)
    assert overlap(first, first) == dice(first, first) == 1
    nothing = np.zeros(10, bool)
    assert overlap(nothing, nothing) == 0
    assert dice(nothing, nothing) == 1


def written_out_ssim(a: np.ndarray, b: np.ndarray) -> float:
    """Wang 2004, equation 13, window by window, at pixels whose window is whole."""
    place = np.arange(-5, 6)
    bell = np.exp(-(place**2) / (2 * 1.5**2))
    window = np.outer(bell, bell) / bell.sum() ** 2
    found = []
    for row in range(5, SIZE - 5):
        for column in range(5, SIZE - 5):
            part = (slice(row - 5, row + 6), slice(column - 5, column + 6))
            x, y = a[part], b[part]
            mx, my = (window * x).sum(), (window * y).sum()
            vx, vy = (window * (x - mx) ** 2).sum(), (window * (y - my) ** 2).sum()
            vxy = (window * (x - mx) * (y - my)).sum()
            c1, c2 = 0.01**2, 0.03**2
            found.append(
                (2 * mx * my + c1) * (2 * vxy + c2) / ((mx**2 + my**2 + c1) * (vx + vy + c2))
            )
    return float(np.mean(found))


def test_the_structural_similarity_is_the_papers() -> None:
    a, b = textured(SIZE, SIZE, 0).astype(float), textured(SIZE, SIZE, 1).astype(float)
    inner = np.zeros((SIZE, SIZE), bool)
    inner[5:-5, 5:-5] = True
    assert structural_similarity(a, b, inner) == pytest.approx(written_out_ssim(a, b), abs=1e-6)
    assert structural_similarity(a, a, inner) == pytest.approx(1)


def test_a_map_agrees_with_itself_and_not_with_a_spot_elsewhere() -> None:
    found = agreement(spot(20, 20), [heat_map(spot(20, 20)), heat_map(spot(50, 50))], EVERYWHERE)
    same, other = found.rows
    assert same.spearman == pytest.approx(1, abs=1e-3)
    assert same.overlap == 1
    assert same.similarity == pytest.approx(1, abs=1e-6)
    assert not same.chance["overlap"].holds(same.overlap)
    assert other.overlap == 0
    assert other.spearman < 0.5


def test_signs_do_not_count() -> None:
    delta = spot(20, 20) * np.where(textured(SIZE, SIZE) > 0.5, 1, -1).astype(np.float32)
    (row,) = agreement(delta, [heat_map(-spot(20, 20), "smooth_grad")], EVERYWHERE).rows
    assert row.overlap > 0.9


def test_delta_is_smoothed_to_half_a_cell_of_the_layer() -> None:
    maps = [heat_map(spot(20, 20)), heat_map(spot(20, 20), "occlusion")]
    assert cell_sigma(maps, SIZE) == 4
    assert cell_sigma(maps[1:], SIZE) == 2
    found = agreement(spot(20, 20), maps, EVERYWHERE)
    np.testing.assert_array_equal(found.smoothed, smooth(spot(20, 20), 4))


def test_only_the_body_counts() -> None:
    body = EVERYWHERE.copy()
    body[:, 32:] = False
    beyond = spot(20, 20) + 9 * spot(55, 50, 2)
    (row,) = agreement(spot(20, 20), [heat_map(beyond, "occlusion")], body).rows
    assert row.overlap > 0.9


def test_what_is_constant_agrees_with_nothing() -> None:
    (row,) = agreement(spot(20, 20), [heat_map(np.zeros((SIZE, SIZE)))], EVERYWHERE).rows
    assert row.spearman == 0
    assert np.isfinite(row.similarity)
    assert not scaled(np.zeros((SIZE, SIZE), np.float32), EVERYWHERE).any()


def test_nothing_to_compare_is_an_error_with_a_hint() -> None:
    with pytest.raises(OptionError) as caught:
        agreement(np.zeros((SIZE, SIZE), np.float32), [], EVERYWHERE)
    assert caught.value.code == "nothing_perturbed"
    with pytest.raises(OptionError) as caught:
        agreement(spot(20, 20), [], ~EVERYWHERE)
    assert caught.value.code == "region_empty"
