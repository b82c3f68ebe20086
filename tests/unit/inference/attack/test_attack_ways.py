"""Momentum, smoothing, random starts, regions, targets: the attack's further options."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from inference.attack.direction import gaussian_kernel, smoothed
from inference.attack.pgd import attack
from inference.attack.region import confined
from inference.core.errors import OptionError
from inference.core.progress import CancelToken
from tests.helpers.chests import (
    CONFIG,
    HEART,
    LEFT,
    RIGHT,
    attacked,
    boxes,
    linear,
    segmentation,
    weight,
)
from tests.helpers.networks import SIZE, seeded, subject, textured

EPSILON = CONFIG.epsilon


def movable(given: object) -> np.ndarray:
    image = given.source.image
    return given.source.attackable & (image > EPSILON) & (image < 1 - EPSILON)


# --- the direction


def test_a_gaussian_kernel_sums_to_one_and_keeps_a_constant_inside() -> None:
    kernel = gaussian_kernel(2.0)
    assert float(kernel.sum()) == pytest.approx(1)
    flat = smoothed(torch.ones(1, 1, 40, 40), kernel)
    np.testing.assert_allclose(flat[0, 0, 8:-8, 8:-8].numpy(), 1, atol=1e-6)


def test_a_smoothed_first_step_is_the_sign_of_the_smoothed_weight() -> None:
    given = linear(bias=-5)
    found = attacked(given, steps=1, alpha=EPSILON, smoothness=1.5)
    kernel = gaussian_kernel(1.5)
    expected = smoothed(torch.from_numpy(weight())[None, None], kernel).numpy()[0, 0]
    inside = movable(given)
    np.testing.assert_array_equal(np.sign(found.delta[inside]), np.sign(expected[inside]))
    plain = attacked(given, steps=1, alpha=EPSILON)
    assert roughness(found.delta) < 0.7 * roughness(plain.delta)


def roughness(delta: np.ndarray) -> float:
    return float((np.diff(np.sign(delta), axis=1) != 0).mean())


def test_on_a_linear_network_momentum_changes_nothing() -> None:
    given = linear(bias=-5)
    plain, moved = (attacked(given, momentum=factor) for factor in (0.0, 1.0))
    np.testing.assert_array_equal(plain.delta, moved.delta)


def test_momentum_remembers_the_way_it_came() -> None:
    given = subject(seeded(), textured())
    plain, moved = (attacked(given, momentum=factor) for factor in (0.0, 1.0))
    assert not np.array_equal(plain.delta, moved.delta)
    first = attacked(given, steps=1, momentum=1.0, alpha=EPSILON / 4)
    np.testing.assert_array_equal(first.delta, attacked(given, steps=1, alpha=EPSILON / 4).delta)


# --- starts


@pytest.mark.parametrize("norm", ["linf", "l2"])
def test_a_random_start_lies_in_the_ball_and_in_range(norm: str) -> None:
    given = linear(bias=-50)
    epsilon = EPSILON if norm == "linf" else 1.0
    # A step too small to see: what is left is the start.
    found = attacked(given, norm=norm, epsilon=epsilon, alpha=1e-9, steps=1, random_start=True)
    size = np.abs(found.delta).max() if norm == "linf" else np.linalg.norm(found.delta)
    assert 0.1 * epsilon < size <= epsilon + 1e-6
    moved = given.source.image + found.delta
    assert moved.min() >= 0
    assert moved.max() <= 1
    assert not found.delta[~given.source.attackable].any()


def test_starts_come_from_the_seed() -> None:
    given = linear(bias=-50)
    first, again, other = (
        attacked(given, steps=1, alpha=1e-9, random_start=True, seed=seed).delta
        for seed in (0, 0, 1)
    )
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_the_trace_begins_at_the_film_also_after_a_random_start() -> None:
    given = linear(bias=-2)
    found = attacked(given, random_start=True)
    assert found.probability_before == pytest.approx(1 / (1 + np.exp(2)), rel=1e-3)
    assert found.trace.shape == (found.steps_taken + 1,)


def test_of_several_starts_the_surest_is_kept() -> None:
    given = subject(seeded(seed=1), textured())
    config = replace(CONFIG, steps=2, random_start=True)
    alone = [attack(given, replace(config, seed=seed)).trace[-1] for seed in range(4)]
    best = attack(given, replace(config, restarts=4, seed=0))
    assert best.trace[-1] == pytest.approx(max(alone))


def test_steps_of_all_starts_are_counted() -> None:
    seen: list[tuple[int, int]] = []
    config = replace(CONFIG, steps=2, random_start=True, restarts=3)
    attack(linear(bias=-50), config, lambda step, steps: seen.append((step, steps)))
    assert seen == [(k, 6) for k in range(1, 7)]


# --- targets, and ending early


@pytest.mark.parametrize(("bias", "target"), [(-2.0, 1), (2.0, 0)])
def test_for_two_classes_targeted_is_untargeted(bias: float, target: int) -> None:
    given = linear(bias=bias)
    untargeted, targeted = (attacked(given, target=aim) for aim in (None, target))
    np.testing.assert_array_equal(untargeted.delta, targeted.delta)
    assert targeted.target == target


def test_a_target_that_is_the_decision_already_is_left_alone() -> None:
    found = attacked(linear(bias=2), target=1)
    assert found.stop_reason == "already"
    assert not found.flipped
    assert not found.delta.any()
    assert found.steps_taken == 0


def test_concluding_keeps_the_best_so_far() -> None:
    token = CancelToken()

    def on_step(step: int, _steps: int) -> None:
        if step == 3:
            token.conclude()

    found = attack(linear(bias=-50), CONFIG, on_step, token)
    assert found.stop_reason == "stopped"
    assert found.steps_taken == 3
    assert found.delta.any()


# --- where it may act


@pytest.mark.parametrize(("region", "places"), [("lung_field", (RIGHT, LEFT)), ("heart", (HEART,))])
def test_delta_stays_in_the_region(region: str, places: tuple[tuple[slice, slice], ...]) -> None:
    given = linear(bias=-2)
    config = replace(CONFIG, region=region)
    found = attack(confined(given, config, segmentation()), config)
    inside = boxes(*places) > 0
    assert not found.delta[~inside].any()
    assert (found.delta[inside] != 0).mean() > 0.9


def test_a_drawn_mask_on_the_film_confines_delta_on_the_grid() -> None:
    given = linear(bias=-2)
    drawn = np.zeros(given.radiograph.pixels.shape, bool)
    drawn[20:60, 30:50] = True  # model rows 10 to 30, columns 15 to 25
    config = replace(CONFIG, region="drawn")
    found = attack(confined(given, config, segmentation(), drawn), config)
    inside = boxes((slice(10, 30), slice(15, 25))) > 0
    assert not found.delta[~inside].any()
    assert found.delta[inside].any()


def test_body_only_keeps_delta_off_the_air() -> None:
    pixels = 0.2 + 0.6 * textured(SIZE, SIZE)
    pixels[:, :4] = 0.0  # air to the right of the patient
    pixels[10:14, :3] = 0.5  # a marker in it
    given = subject(seeded(), pixels)
    config = replace(CONFIG, body_only=True)
    found = attack(confined(given, config, segmentation()), config)
    assert not found.delta[:, :4].any()
    assert found.delta[:, 4:].any()


def test_a_film_that_may_not_be_moved_at_all_is_a_result_unless_a_region_was_asked_for() -> None:
    given = linear()
    still = replace(given.source, attackable=np.zeros((SIZE, SIZE), bool))
    fixed = replace(given, source=still)
    assert attack(confined(fixed, CONFIG, segmentation()), CONFIG).stop_reason == "stationary"
    with pytest.raises(OptionError):
        confined(fixed, replace(CONFIG, body_only=True), segmentation())


def test_a_region_without_a_pixel_is_named() -> None:
    given = linear()
    nothing = np.zeros(given.radiograph.pixels.shape, bool)
    with pytest.raises(OptionError) as caught:
        confined(given, replace(CONFIG, region="drawn"), segmentation(), nothing)
    assert caught.value.code == "region_empty"
    assert caught.value.hint


def test_a_drawn_region_is_missed_and_its_size_checked() -> None:
    given, config = linear(), replace(CONFIG, region="drawn")
    with pytest.raises(OptionError) as caught:
        confined(given, config, segmentation())
    assert caught.value.code == "region_not_drawn"
    with pytest.raises(OptionError) as caught:
        confined(given, config, segmentation(), np.ones((10, 10), bool))
    assert caught.value.code == "mask_wrong_size"
    assert "10 × 10" in caught.value.message


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("momentum", -0.1),
        ("momentum", float("nan")),
        ("smoothness", -1.0),
        ("smoothness", 100.0),
        ("restarts", 0),
        ("restarts", 2),  # without a random start
        ("region", "liver"),
        ("target", 2),
    ],
)
def test_a_further_option_out_of_range_is_named(option: str, value: object) -> None:
    with pytest.raises(OptionError) as caught:
        attacked(linear(), **{option: value})
    assert caught.value.code == "bad_attack_option"
    assert option in caught.value.message
