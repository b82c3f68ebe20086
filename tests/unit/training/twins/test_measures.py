"""Figures against a known cause: right on maps whose worth is plain."""

from __future__ import annotations

import numpy as np
import pytest

from training.twins.measures import (
    Truth,
    average_precision,
    chance,
    places_found,
    smoothed,
    where,
    which_way,
)

SIZE = 64


@pytest.fixture
def truth() -> Truth:
    """A brighter square of 8 and a darker one of 8 pixels' side, weight 2 to 1."""
    difference = np.zeros((SIZE, SIZE), np.float32)
    difference[8:16, 8:16] = 0.2
    difference[40:48, 40:48] = -0.1
    return Truth(difference, np.ones((SIZE, SIZE), bool), thorax_width=50.0)


def test_the_truth_itself_is_a_perfect_map(truth: Truth) -> None:
    found = where(truth.difference, truth)
    assert found == pytest.approx({"area": 1.0, "mass": 1.0, "pointing": 1.0})
    assert which_way(truth.difference, truth)["sign"] == 1.0


def test_a_map_turned_around_points_well_and_says_the_wrong_way(truth: Truth) -> None:
    assert where(-truth.difference, truth)["area"] == 1.0
    assert which_way(-truth.difference, truth)["sign"] == 0.0


def test_the_sign_counts_by_how_much_truly_changes(truth: Truth) -> None:
    brighter_everywhere = np.ones((SIZE, SIZE), np.float32)
    assert which_way(brighter_everywhere, truth)["sign"] == pytest.approx(2 / 3)


def test_what_a_map_leaves_empty_is_not_right(truth: Truth) -> None:
    half = np.maximum(truth.difference, 0)
    found = which_way(half, truth)
    assert found["sign"] == pytest.approx(2 / 3)
    assert found["drawn"] == pytest.approx(2 / 3)
    assert found["sign_where_drawn"] == 1.0


def test_a_constant_map_has_the_area_of_chance(truth: Truth) -> None:
    share = float(truth.places.mean())
    assert where(np.ones((SIZE, SIZE), np.float32), truth)["area"] == pytest.approx(share)
    assert where(np.zeros((SIZE, SIZE), np.float32), truth)["area"] == pytest.approx(share)


def test_a_random_map_has_about_the_area_of_chance(truth: Truth) -> None:
    values = np.random.default_rng(0).normal(size=(SIZE, SIZE)).astype(np.float32)
    assert where(values, truth)["area"] == pytest.approx(float(truth.places.mean()), abs=0.03)


def test_a_perfect_map_that_is_rolled_away_is_at_chance(truth: Truth) -> None:
    assert chance(truth.difference, truth)["area"] < 0.3


def test_pointing_forgives_two_hundredths_of_the_thorax(truth: Truth) -> None:
    near, far = np.zeros((2, SIZE, SIZE), np.float32)
    near[10, 16], far[10, 19] = 1.0, 1.0  # the square ends at column 15; 2 % of 50 is 1 pixel
    assert where(near, truth)["pointing"] == 1.0
    assert where(far, truth)["pointing"] == 0.0


def test_only_what_the_network_sees_counts() -> None:
    difference = np.zeros((SIZE, SIZE), np.float32)
    difference[8:16, 8:16], difference[40:48, 40:48] = 0.2, -0.1
    seen = np.ones((SIZE, SIZE), bool)
    seen[40:48, 40:48] = False
    truth = Truth(difference, seen, thorax_width=50.0)
    assert where(np.maximum(difference, 0), truth)["area"] == 1.0
    assert not truth.places[40:48, 40:48].any()


def test_average_precision_of_a_ranking_by_hand() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.6], np.float32)
    positive = np.array([True, False, True, False])
    assert average_precision(scores, positive) == pytest.approx((1 + 2 / 3) / 2)


def test_average_precision_does_not_depend_on_the_order_of_ties() -> None:
    scores = np.zeros(10, np.float32)
    positive = np.arange(10) < 2
    assert average_precision(scores, positive) == pytest.approx(0.2)
    assert average_precision(scores, positive[::-1].copy()) == pytest.approx(0.2)


def test_smoothing_keeps_the_sum(truth: Truth) -> None:
    assert smoothed(truth.difference).sum() == pytest.approx(truth.difference.sum(), rel=1e-4)


def test_places_are_found_within_reach() -> None:
    true = np.array([[10.0, 10.0], [50.0, 50.0], [90.0, 90.0]])
    found = np.array([[12.0, 10.0], [30.0, 30.0]])
    assert places_found(found, true, 3.0) == {
        "precision": 0.5,
        "recall": pytest.approx(1 / 3),
        "found": 2.0,
    }
    assert places_found(found[:0], true, 3.0)["precision"] == 0.0
