"""The region table on a linear network, whose every figure is known beforehand."""

from __future__ import annotations

import numpy as np
import pytest

from inference.attack.perturbed import PerturbedInput, probability
from inference.core.attack_types import AttackResult
from inference.core.errors import OptionError
from inference.core.explanation_types import Region, RegionStatistics, Side
from inference.core.types import PixelSpacing
from inference.explanation.controls import DRAWS, gaussian, interval, random_signs, shuffles
from inference.explanation.effects import effect_maps
from inference.explanation.region_masks import RegionMasks, region_masks
from inference.explanation.region_table import region_statistics, with_exact_controls
from tests.helpers.chests import (
    CONFIG,
    HEART,
    RIGHT,
    attacked,
    boxes,
    linear,
    segmentation,
    weight,
    with_delta,
)
from tests.helpers.networks import SIZE, film, seeded, subject, textured

GAIN = 3000.0
WIDTH = 4 / 56


def measured(
    result: AttackResult, given: object
) -> tuple[PerturbedInput, RegionMasks, RegionStatistics]:
    seen = PerturbedInput.of(given, result)
    regions = region_masks(given.source, segmentation(), WIDTH)
    return seen, regions, region_statistics(seen, result, regions, seen.gradient())


@pytest.fixture(scope="module")
def given() -> object:
    return linear(gain=GAIN, bias=2)


@pytest.fixture(scope="module")
def result(given: object) -> AttackResult:
    return attacked(given)


@pytest.fixture(scope="module")
def table(given: object, result: AttackResult) -> RegionStatistics:
    return measured(result, given)[2]


def unclipped(given: object, delta: np.ndarray) -> np.ndarray:
    image = given.source.image
    return np.clip(image + delta, 0, 1) - image


def test_the_causal_test_of_a_linear_network_is_its_weight_times_delta(
    given: object, result: AttackResult, table: RegionStatistics
) -> None:
    effect = GAIN * weight() * unclipped(given, result.delta) / SIZE**2
    for row in table.rows:
        expected = float(effect[table.masks[row.region, row.side]].sum())
        assert row.figures.logit_change == pytest.approx(expected, abs=2e-3)
    assert table.logit_change == pytest.approx(float(effect.sum()), abs=5e-3)
    assert table.logit_before == pytest.approx(2, abs=1e-3)


def test_of_regions_that_share_out_the_film_shares_sum_to_one(table: RegionStatistics) -> None:
    disjoint = (
        *(Region.INSIDE_BAND, Region.LUNG_CORE, Region.OUTSIDE_BAND),
        *(Region.ELSEWHERE, Region.BACKGROUND),
    )
    rows = [row for region in disjoint if (row := table.row(region)) is not None]
    heart_alone = (
        table.masks[Region.HEART_CORE, Side.BOTH] | table.masks[Region.HEART_INSIDE, Side.BOTH]
    )
    counted = np.zeros((SIZE, SIZE), bool)
    for row in rows:
        counted |= table.masks[row.region, row.side]
    left = ~counted & (heart_alone | table.masks[Region.HEART_OUTSIDE, Side.BOTH])
    assert (counted | left).all()
    assert sum(row.area_share for row in rows) == pytest.approx(counted.mean())


def test_sides_add_up(table: RegionStatistics) -> None:
    for region in (Region.INSIDE_BAND, Region.OUTSIDE_BAND, Region.HEART_OUTSIDE):
        both, right, left = (table.row(region, side) for side in Side)
        assert both.figures.share == pytest.approx(
            right.figures.share + left.figures.share, rel=1e-5
        )
        assert both.area_share == pytest.approx(right.area_share + left.area_share)


def test_figures_of_a_delta_that_is_known(given: object, result: AttackResult) -> None:
    delta = 0.01 * boxes(RIGHT) - 0.02 * boxes(HEART)
    _, _, table = measured(with_delta(result, delta), given)
    core = table.row(Region.LUNG_CORE, Side.RIGHT).figures
    assert core.mean_signed == pytest.approx(0.01)
    assert core.brightened == 1
    assert core.darkened == 0
    total = np.abs(delta).sum()
    area = 40 * 12
    assert core.share == pytest.approx(0.01 * area / total, rel=1e-5)
    assert core.density_ratio == pytest.approx(core.share / (area / SIZE**2), rel=1e-5)
    heart = table.row(Region.HEART_CORE).figures
    assert heart.mean_signed == pytest.approx(-0.02)
    assert heart.darkened == 1
    left = table.row(Region.LUNG_CORE, Side.LEFT).figures
    assert left.share == left.mean_absolute == left.logit_change == 0
    assert table.background_share == 0


def test_controls_hold_chance_but_not_the_attack(table: RegionStatistics) -> None:
    row = table.row(Region.LUNG_CORE)
    change = row.figures.logit_change
    assert not row.random_sign["logit_change"].holds(change)
    assert not row.shuffled["logit_change"].holds(change)
    assert row.random_sign["logit_change"].holds(0.0)
    assert max(table.random_sign.flip_rate, table.shuffled.flip_rate) < 0.3
    assert 0 <= table.shuffled.probability.low <= table.shuffled.probability.high <= 1
    assert abs(table.random_sign.logit_change.mean) < 0.1 * abs(table.logit_change)


def test_random_signs_have_no_control_of_what_they_leave_as_it_is(table: RegionStatistics) -> None:
    row = table.rows[0]
    assert set(row.random_sign) == {"mean_signed", "brightened", "darkened", "logit_change"}
    assert set(row.shuffled) == {*row.random_sign, "mean_absolute", "share", "density_ratio"}


def test_on_a_linear_network_exact_controls_are_those_to_first_order(
    given: object, result: AttackResult
) -> None:
    small = with_delta(result, 0.1 * result.delta)  # far from the clipping
    seen, _, table = measured(small, given)
    calls: list[tuple[int, int]] = []
    exact = with_exact_controls(seen, table, small.delta, lambda *call: calls.append(call))
    assert calls[-1] == (len(table.rows), len(table.rows))
    for before, after in zip(table.rows, exact.rows, strict=True):
        assert after.logit_controls_exact == (after.side is Side.BOTH)
        for kind in ("random_sign", "shuffled"):
            first, second = (getattr(row, kind)["logit_change"] for row in (before, after))
            if after.region not in (Region.BACKGROUND, Region.ELSEWHERE):  # clipped corners
                assert second.mean == pytest.approx(first.mean, abs=0.02)
                assert second.high == pytest.approx(first.high, abs=0.05)


def test_a_delta_of_zero_says_that_there_is_nothing_to_measure(
    given: object, result: AttackResult
) -> None:
    nothing = with_delta(result, np.zeros((SIZE, SIZE)))
    with pytest.raises(OptionError) as caught:
        measured(nothing, given)
    assert caught.value.code == "nothing_perturbed"
    assert caught.value.hint


def test_the_band_is_given_in_millimetres_where_the_spacing_is_known(result: AttackResult) -> None:
    plain = linear(gain=GAIN, bias=2)
    spacing = PixelSpacing(0.2, 0.3, "calibrated")
    spaced = subject_with_spacing(plain, spacing)
    assert measured(result, plain)[2].band_width_mm is None
    table = measured(result, spaced)[2]
    assert table.band_width_mm == pytest.approx(table.band_width * 2 * 0.3)  # a film of 128


def subject_with_spacing(plain: object, spacing: PixelSpacing) -> object:
    from dataclasses import replace

    return replace(plain, radiograph=replace(plain.radiograph, spacing=spacing))


# --- controls


def test_random_signs_keep_the_size_of_every_pixel() -> None:
    delta = weight()
    draws = list(random_signs(delta))
    assert len(draws) == DRAWS
    for draw in draws:
        np.testing.assert_array_equal(np.abs(draw), np.abs(delta))
    assert not np.array_equal(draws[0], draws[1])
    np.testing.assert_array_equal(draws[0], next(iter(random_signs(delta))))


def test_shuffles_keep_the_values_of_the_body_and_leave_the_rest() -> None:
    delta, body = weight(), boxes(RIGHT, HEART) > 0
    for draw in shuffles(delta, body):
        np.testing.assert_array_equal(draw[~body], delta[~body])
        np.testing.assert_array_equal(np.sort(draw[body]), np.sort(delta[body]))
        assert not np.array_equal(draw, delta)


def test_gaussian_controls_have_deltas_norm() -> None:
    delta, where = weight(), boxes(RIGHT) > 0
    for draw in gaussian(delta, where):
        assert np.linalg.norm(draw) == pytest.approx(np.linalg.norm(delta), rel=1e-5)
        assert not draw[~where].any()


def test_the_interval_holds_one_more_draw_19_times_of_20() -> None:
    rng = np.random.default_rng(0)
    held = [interval(draws[:-1]).holds(draws[-1]) for draws in rng.normal(size=(2000, DRAWS + 1))]
    assert np.mean(held) == pytest.approx(0.95, abs=0.015)


# --- effect


def test_the_effect_map_sums_to_the_change_of_a_linear_network(
    given: object, result: AttackResult
) -> None:
    seen, _, _ = measured(result, given)
    maps = effect_maps(result, seen.gradient(), 2.0)
    assert maps.effect_sum == pytest.approx(
        float((GAIN * weight() * result.delta / SIZE**2).sum()), rel=1e-3
    )
    assert np.abs(maps.sign_density).max() <= 1


def test_the_sign_density_is_one_where_signs_agree_and_zero_where_they_alternate(
    result: AttackResult,
) -> None:
    delta = np.full((SIZE, SIZE), 0.01, np.float32)
    delta[:, 32:] *= np.where(np.indices((SIZE, 32)).sum(0) % 2, 1, -1)
    density = effect_maps(with_delta(result, delta), delta, 2.0).sign_density
    assert density[32, 16] == pytest.approx(1, abs=1e-3)
    assert density[32, 52] == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize("value", [-800.0, -3.0, 0.0, 3.0, 800.0])
def test_the_logistic_function_never_overflows(value: float) -> None:
    expected = 1 / (1 + np.exp(-np.clip(value, -700, 700)))
    assert probability(value) == pytest.approx(expected, abs=1e-12)


def test_log_odds_are_those_of_the_softmax() -> None:
    given = subject(seeded(), textured())
    found = attacked(given)
    seen = PerturbedInput.of(given, found)
    odds = seen.log_odds([np.zeros_like(found.delta), found.delta])
    assert probability(odds[0]) == pytest.approx(found.probability_before, abs=1e-5)
    assert probability(odds[1]) == pytest.approx(found.probability_after, abs=1e-5)
    assert seen.flipped(float(odds[1])) == found.flipped
    assert film(textured()).spacing is None
    assert CONFIG.epsilon > 0
