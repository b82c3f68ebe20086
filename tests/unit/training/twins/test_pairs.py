"""Twins differ by the finding alone, and what differs is written down."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.helpers.small_chest import small_chest
from training.simulation.ct import ChestVolume
from training.simulation.frontal_masks import cardiothoracic_ratio
from training.twins.pairs import (
    CARDIOMEGALY,
    PNEUMOCONIOSIS,
    TABLE,
    Twins,
    draw_twins,
    finding_of,
    simulate_twins,
    write_twins,
)
from training.twins.reading import read_pairs

SIZE = 128


@pytest.fixture(scope="module")
def chest() -> ChestVolume:
    return small_chest()


@pytest.fixture(scope="module")
def hearts(chest: ChestVolume) -> Twins:
    return simulate_twins(chest, *draw_twins(5, 1, "B"), SIZE)


@pytest.fixture(scope="module")
def lungs(chest: ChestVolume) -> Twins:
    return simulate_twins(chest, *draw_twins(5, 2, "B"), SIZE)


def test_both_findings_have_twins() -> None:
    assert [finding_of(n) for n in (1, 2, 3)] == [CARDIOMEGALY, PNEUMOCONIOSIS, CARDIOMEGALY]


def test_only_the_heart_is_larger(hearts: Twins) -> None:
    healthy, ill = (cardiothoracic_ratio(m) for m in (hearts.healthy_masks, hearts.ill_masks))
    assert ill > healthy + 0.04
    change = np.abs(hearts.ill - hearts.healthy)
    rows, columns = np.nonzero(hearts.ill_masks.heart | hearts.healthy_masks.heart)
    around = np.zeros_like(hearts.ill, bool)
    around[rows.min() - 8 : rows.max() + 8, columns.min() - 20 : columns.max() + 20] = True
    assert change[around].mean() > 10 * change[~around].mean()


def test_an_enlarged_twin_has_no_opacities(hearts: Twins) -> None:
    assert hearts.opacities == ()
    assert not hearts.film.recipe.disease.positive


def test_only_the_lungs_are_changed_by_opacities(lungs: Twins) -> None:
    assert lungs.healthy_masks is lungs.ill_masks
    inside = np.abs(lungs.ill - lungs.healthy)[lungs.ill_masks.lungs]
    assert inside.max() > 0.02
    assert len(lungs.opacities) > 10


def test_every_opacity_lies_where_the_film_is_brighter(lungs: Twins) -> None:
    brighter = lungs.ill - lungs.healthy
    rounded = [each for each in lungs.opacities if each.kind in "pqr" and each.diameter_mm > 1]
    at = [brighter[int(each.row), int(each.column)] for each in rounded]
    assert np.mean(np.array(at) > 0) > 0.8


def test_the_same_number_gives_the_same_twins(chest: ChestVolume, hearts: Twins) -> None:
    again = simulate_twins(chest, *draw_twins(5, 1, "B"), SIZE)
    np.testing.assert_array_equal(again.healthy, hearts.healthy)
    np.testing.assert_array_equal(again.ill, hearts.ill)


def test_a_pair_that_was_written_is_read_back(tmp_path: Path, lungs: Twins) -> None:
    line = write_twins(lungs, tmp_path, "twin_00002")
    (tmp_path / TABLE).write_text(json.dumps(line) + "\n", encoding="utf-8")
    (pair,) = read_pairs([tmp_path], PNEUMOCONIOSIS)
    assert list(read_pairs([tmp_path], CARDIOMEGALY)) == []
    ill, healthy = (pair.film(which).pixels for which in ("ill", "healthy"))
    np.testing.assert_allclose(ill - healthy, lungs.ill - lungs.healthy, atol=2 / 65535)
    assert len(pair.opacities) == len(lungs.opacities)
    assert pair.film("ill").spacing is not None
    columns = np.flatnonzero(lungs.ill_masks.lungs.any(axis=0))
    assert pair.thorax_width("ill") == pytest.approx((np.ptp(columns) + 1) / SIZE)


def test_films_like_those_of_training_are_not_read(tmp_path: Path, lungs: Twins) -> None:
    line = write_twins(lungs, tmp_path, "twin_00002") | {"settings": "A"}
    (tmp_path / TABLE).write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert list(read_pairs([tmp_path], PNEUMOCONIOSIS)) == []
