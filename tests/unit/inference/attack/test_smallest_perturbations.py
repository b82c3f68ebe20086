"""The smallest epsilon and the smallest norm of linear networks are known in closed form."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from inference.answers.criteria import Criterion
from inference.attack.many_attacks import ManyAttacks, Trial, multisection
from inference.attack.minimal_epsilon import minimal_epsilon
from inference.attack.minimal_norm import smallest_flips
from inference.attack.pgd import attack
from inference.attack.region import restricted
from inference.attack.sweep import sweep
from inference.core.progress import Cancelled, CancelToken
from inference.explanation.necessity import necessity
from inference.explanation.region_masks import region_masks
from tests.helpers.chests import (
    CONFIG,
    HEART,
    RIGHT,
    attacked,
    boxes,
    linear,
    segmentation,
    weight,
)
from tests.helpers.networks import SIZE, seeded, subject, textured

GAIN, BIAS = 3000.0, 2.0
SLOPE = GAIN * weight() / SIZE**2  # of the log-odds, per pixel


@pytest.fixture
def given() -> object:
    return linear(gain=GAIN, bias=BIAS)


def movable(given: object) -> np.ndarray:
    image = given.source.image
    return given.source.attackable & (image > 0.01) & (image < 0.99)


def smallest_linf(given: object) -> float:
    return BIAS / float(np.abs(SLOPE[movable(given)]).sum())


def smallest_l2(given: object, where: np.ndarray | None = None) -> float:
    places = movable(given) if where is None else movable(given) & where
    return BIAS / float(np.linalg.norm(SLOPE[places]))


@pytest.mark.parametrize("with_sweep", [True, False])
def test_the_smallest_epsilon_of_a_linear_network(given: object, with_sweep: bool) -> None:
    result = attacked(given)
    found = minimal_epsilon(given, result, sweep(given, result) if with_sweep else None)
    assert found.epsilon is not None
    expected = smallest_linf(given)
    assert found.largest_failed <= expected * 1.03
    assert expected * 0.97 <= found.epsilon <= expected * (1.1 if with_sweep else 1.3)
    assert found.attacks <= 10
    assert found.probability < 0.5


def test_the_smallest_l2_epsilon_of_a_linear_network(given: object) -> None:
    result = attacked(given, norm="l2", epsilon=0.5)
    found = minimal_epsilon(given, result, sweep(given, result))
    assert found.epsilon == pytest.approx(smallest_l2(given), rel=0.1)
    assert found.norm == "l2"


def test_an_attack_that_failed_is_searched_upwards(given: object) -> None:
    result = attacked(given, epsilon=0.6 * smallest_linf(given))
    assert not result.flipped
    found = minimal_epsilon(given, result)
    assert found.epsilon == pytest.approx(smallest_linf(given), rel=0.1)


def test_where_nothing_flips_there_is_no_smallest_epsilon() -> None:
    given = linear(np.full((SIZE, SIZE), 1e-6, np.float32), bias=5)
    result = attacked(given)
    found = minimal_epsilon(given, result)
    assert found.epsilon is None
    assert found.probability is None
    assert found.largest_failed == pytest.approx(8 * CONFIG.epsilon)


def test_the_smallest_epsilon_keeps_to_the_region(given: object) -> None:
    heart = boxes(HEART) > 0
    within = restricted(given, heart, "heart")
    result = attack(within, replace(CONFIG, epsilon=0.5))
    found = minimal_epsilon(within, result, sweep(within, result))
    expected = BIAS / float(np.abs(SLOPE[heart]).sum())
    assert found.epsilon == pytest.approx(expected, rel=0.15)


def attacks(given: object, token: CancelToken | None = None) -> ManyAttacks:
    return ManyAttacks(given, "film", Criterion(0, 0.5, None), token)


def test_attacks_together_are_the_attacks_one_by_one() -> None:
    given = subject(seeded(), textured())
    alone = attack(given, CONFIG)
    trials = [Trial(None, epsilon) for epsilon in (1e-5, CONFIG.epsilon)]
    point = given.network.card.operating_point
    several = ManyAttacks(given, "film", Criterion(alone.target, point, None))
    weak, strong = several.run(trials, "linf", CONFIG.steps)
    assert not weak.flipped
    assert np.abs(weak.delta).max() == pytest.approx(1e-5, rel=1e-3)
    assert strong.flipped == alone.flipped
    short = attack(given, replace(CONFIG, steps=1, alpha=2.5 * CONFIG.epsilon / CONFIG.steps))
    one = several.run([Trial(None, CONFIG.epsilon)], "linf", CONFIG.steps)
    assert one[0].probability == pytest.approx(strong.probability, abs=1e-5)
    assert np.abs(short.delta).max() <= CONFIG.epsilon


def test_the_smallest_norm_of_a_linear_network(given: object) -> None:
    right, heart = boxes(RIGHT) > 0, boxes(HEART) > 0
    trials = [Trial(where, 5.0) for where in (None, right, heart)]
    found = smallest_flips(attacks(given), trials)
    for each, where in zip(found, (None, right, heart), strict=True):
        assert each.norm == pytest.approx(smallest_l2(given, where), rel=0.05)
        assert each.probability == pytest.approx(0.5, abs=0.05)


def test_no_norm_is_found_beyond_the_limit(given: object) -> None:
    (found,) = smallest_flips(attacks(given), [Trial(None, 0.5 * smallest_l2(given))])
    assert found.norm is None
    assert found.probability is None


def test_a_network_that_looks_at_the_heart_needs_it_and_it_suffices() -> None:
    looking = linear(weight() * boxes(HEART), gain=20 * GAIN, bias=BIAS)
    result = attacked(looking, epsilon=0.05)
    regions = region_masks(looking.source, segmentation(), 4 / 56)
    calls: list[tuple[int, int]] = []
    found = necessity(looking, result, regions, lambda *call: calls.append(call))
    assert found.anywhere_norm is not None
    rows = {row.region: row for row in found.rows}
    assert calls[-1] == (len(rows), len(rows))
    heart = rows["heart_core"]
    assert heart.inside_flipped
    assert heart.inside_norm >= found.anywhere_norm * 0.95
    lung = rows["lung_core"]
    assert not lung.inside_flipped
    assert lung.inside_norm is None
    assert lung.outside_flipped
    assert lung.norm_ratio is None
    assert lung.outside_norm == pytest.approx(found.anywhere_norm, rel=0.05)


def test_cancel_is_heard_between_steps(given: object) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        attacks(given, token).run([Trial(None, 0.1)], "linf", 3)


def test_multisection_cuts_evenly_in_the_logarithm() -> None:
    np.testing.assert_allclose(multisection(1, 16, 3), [2, 4, 8])
