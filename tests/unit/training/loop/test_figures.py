"""Figures against values known by hand."""

from __future__ import annotations

import numpy as np
import pytest

from training.loop.figures import (
    area_under_curve,
    auc_interval,
    best_operating_point,
    cardiothoracic_ratio,
    dice,
    fit_temperature,
    mean_interval,
)


def test_area_counts_the_pairs_in_right_order() -> None:
    scores = np.array([0.1, 0.4, 0.35, 0.8])
    positive = np.array([False, False, True, True])
    assert area_under_curve(scores, positive) == pytest.approx(3 / 4)


def test_ties_count_half() -> None:
    assert area_under_curve(np.zeros(6), np.array([True, False] * 3)) == pytest.approx(0.5)


def test_area_needs_both_classes() -> None:
    assert np.isnan(area_under_curve(np.arange(3.0), np.ones(3, bool)))


def test_interval_widens_when_films_share_patients() -> None:
    values = np.repeat(np.random.default_rng(0).random(20), 10)
    alone = mean_interval(values, [str(k) for k in range(200)])
    shared = mean_interval(values, [str(k // 10) for k in range(200)])
    assert alone.value == shared.value
    assert alone.low <= alone.value <= alone.high
    assert shared.high - shared.low > 2 * (alone.high - alone.low)
    assert (shared.films, shared.patients) == (200, 20)


def test_perfect_scores_have_a_point_interval() -> None:
    positive = np.arange(40) % 2 == 0
    found = auc_interval(positive.astype(float), positive, [str(k) for k in range(40)])
    assert (found.low, found.value, found.high) == (1.0, 1.0, 1.0)


def test_dice_of_half_overlap() -> None:
    first, second = np.zeros((4, 4), bool), np.zeros((4, 4), bool)
    first[:2], second[1:3] = True, True
    assert dice(first, second) == pytest.approx(0.5)
    assert dice(first & second & False, first & False) == 1.0


def test_ratio_of_drawn_rectangles() -> None:
    masks = np.zeros((3, 100, 100), np.float32)
    masks[0, 20:80, 10:40] = 1
    masks[1, 20:80, 60:90] = 1
    masks[2, 50:80, 35:75] = 1
    assert cardiothoracic_ratio(masks) == pytest.approx(0.5, abs=0.02)
    masks[2] = 0
    assert np.isnan(cardiothoracic_ratio(masks))


def test_temperature_recovers_an_overconfident_scale() -> None:
    random = np.random.default_rng(1)
    margins = random.normal(0, 2, 20_000)
    positive = random.random(20_000) < 1 / (1 + np.exp(-margins))
    logits = np.stack([np.zeros(20_000), 3 * margins], 1)
    assert fit_temperature(logits, positive) == pytest.approx(3, rel=0.1)


def test_operating_point_lies_in_the_gap_nearest_to_half() -> None:
    probabilities = np.array([0.1, 0.2, 0.3, 0.42, 0.9])
    positive = np.array([False, False, False, True, True])
    assert best_operating_point([(probabilities, positive)]) == pytest.approx(0.42)


def test_every_source_has_the_same_say_in_the_operating_point() -> None:
    many = (np.repeat([0.05, 0.3], 500), np.repeat([False, True], 500))
    few = (np.array([0.1, 0.2, 0.6, 0.7]), np.array([False, False, True, True]))
    other = (np.array([0.4, 0.4, 0.6, 0.7]), np.array([False, False, True, True]))
    assert best_operating_point([many, few]) == pytest.approx(0.3)
    assert best_operating_point([many, few, other, other]) == pytest.approx(0.5)
