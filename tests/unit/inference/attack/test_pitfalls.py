"""The sixteen pitfalls that other programs fall into, each with its test.

See docs/explanation.md, "Pitfalls".

Those that are not here stand where they belong; `ELSEWHERE` says where, and is itself tested.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from inference.answers.criteria import Criterion, finding_probability
from inference.attack.many_attacks import ManyAttacks, Trial
from inference.attack.minimal_epsilon import minimal_epsilon
from inference.attack.pgd import attack
from inference.core.attack_types import AttackConfig
from inference.networks.models import ready
from tests.helpers.chests import CONFIG, attacked, linear
from tests.helpers.networks import (
    SIZE,
    LinearClassifier,
    SmallCnn,
    network,
    seeded,
    subject,
    textured,
)

EPSILON = CONFIG.epsilon
UNIT = "tests/unit/inference"
#: Pitfall -> tests elsewhere that would fail if the program fell into it.
ELSEWHERE: dict[int, tuple[str, ...]] = {
    2: (f"{UNIT}/attack/test_pgd.py::test_delta_stays_in_the_ball_and_the_image_in_range",),
    3: (
        f"{UNIT}/networks/test_models.py::test_a_loaded_network_is_frozen_and_in_evaluation_mode",
        f"{UNIT}/attack/test_pgd.py::test_the_network_is_as_it_was_afterwards",
        f"{UNIT}/attack/test_pgd.py::test_it_is_the_same_bit_for_bit",
    ),
    5: (
        f"{UNIT}/attack/test_pgd.py::test_saturated_logits_still_flip",
        f"{UNIT}/attack/test_pgd.py::test_the_gaps_gradient_does_not_vanish_at_certainty",
        f"{UNIT}/explanation/test_perturbation_parts.py::test_a_flat_network_has_no_gradient",
    ),
    6: (f"{UNIT}/attack/test_attack_ways.py::test_a_random_start_lies_in_the_ball_and_in_range",),
    7: (
        f"{UNIT}/attack/test_pgd.py::test_padding_and_clipped_pixels_are_left_alone",
        f"{UNIT}/attack/test_attack_ways.py::test_body_only_keeps_delta_off_the_air",
        f"{UNIT}/explanation/test_perturbation_parts.py::test_delta_on_the_air_is_counted_and_marked",
        f"{UNIT}/explanation/test_region_masks.py::test_air_and_markers_are_not_body_but_dark_lungs_are",
    ),
    8: (
        f"{UNIT}/core/test_geometry.py::test_portrait_and_landscape_are_not_mixed_up",
        f"{UNIT}/core/test_geometry.py::test_a_perturbation_put_on_the_film_comes_back_exactly",
        f"{UNIT}/core/test_geometry.py::test_bilinear_maps_agree_with_torch_at_half_pixel_centres",
        f"{UNIT}/attribution/test_attribution_places.py::"
        "test_the_maps_centroid_is_the_blobs_within_half_a_model_pixel",
        f"{UNIT}/core/test_places.py::test_a_perturbations_blob_lands_where_it_was_put",
        "tests/unit/gui/panes/test_turned_places.py::test_a_blob_is_seen_where_it_was_put",
    ),
    9: (
        f"{UNIT}/attack/test_pgd.py::test_the_composed_film_flips_as_the_grid_does",
        f"{UNIT}/attack/test_pgd.py::test_it_goes_on_until_the_film_flips_too_looking_at_growing_intervals",
        f"{UNIT}/export/test_export_adversarial.py::test_it_has_sixteen_bits_and_a_band_below_the_film",
    ),
    10: (
        f"{UNIT}/attribution/test_attribution_guided.py::test_it_is_the_papers_rule_however_relu_is_called",
        f"{UNIT}/attribution/test_attribution_guided.py::test_what_cannot_be_followed_is_refused_by_name",
        f"{UNIT}/attribution/test_attribution_guided.py::test_a_failure_leaves_the_network_as_it_was",
        f"{UNIT}/attribution/test_attribution_cam.py::test_two_analyses_at_once_on_one_network_do_not_mix",
        f"{UNIT}/attribution/test_gradcam.py::test_no_hook_stays_behind_a_failure",
    ),
    11: (
        f"{UNIT}/attribution/test_gradcam.py::test_the_resnets_map_is_of_its_last_stage_and_raw",
        f"{UNIT}/attribution/test_gradcam.py::test_a_map_without_evidence_is_zero_everywhere",
        f"{UNIT}/attribution/test_attribution_cam.py::test_no_gradient_means_a_map_of_zeros_not_of_noise",
        f"{UNIT}/attribution/test_attribution_cam.py::test_a_network_without_such_a_layer_is_named",
    ),
    12: (
        "tests/gui/panes/test_panes.py::"
        "test_the_perturbation_is_coloured_by_epsilon_never_by_its_own_maximum",
        f"{UNIT}/export/test_export.py::test_the_perturbations_colours_follow_epsilon_not_its_own_maximum",
    ),
    15: (
        f"{UNIT}/export/test_export_adversarial.py::test_opened_again_it_is_announced_and_still_flips",
    ),
    16: (
        "tests/unit/training/films/test_real_films.py::test_every_patient_has_one_group_whatever_the_order",
        "tests/unit/training/films/test_own_labels.py::"
        "test_no_patient_is_in_two_groups_and_each_group_has_both_classes",
    ),
}
HERE = (1, 2, 3, 4, 5, 6, 13, 14)


def test_every_pitfall_has_a_test_that_exists() -> None:
    assert {*ELSEWHERE, *HERE} == set(range(1, 17))
    root = Path(__file__).resolve().parents[4]
    for tests in ELSEWHERE.values():
        for test in tests:
            path, name = test.split("::")
            tree = ast.parse((root / path).read_text(encoding="utf-8"))
            defined = [each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
            assert name in defined, test


# 1. Epsilon counted in normalised units instead of [0, 1]; mean and std applied twice, or never.


class _Normalised(LinearClassifier):
    """Normalises by itself, as every network of the closed list does."""

    def __init__(self, weight: np.ndarray, mean: float, std: float) -> None:
        super().__init__(weight, 3000)
        self.mean, self.std, self.seen = mean, std, []

    def forward(self, x: Tensor) -> Tensor:
        normalised = (x - self.mean) / self.std
        self.seen.append((float(normalised.detach().min()), float(normalised.detach().max())))
        return super().forward(normalised)


@pytest.mark.parametrize(("mean", "std"), [(0.0, 1.0), (0.5, 0.25), (0.485, 0.229)])
def test_1_epsilon_is_a_share_of_the_image_whatever_the_network_normalises(
    mean: float, std: float
) -> None:
    weight = np.random.default_rng(0).normal(size=(SIZE, SIZE)).astype(np.float32)
    module = _Normalised(weight, mean, std)
    found = attacked(subject(module, textured()))
    assert np.abs(found.delta).max() == pytest.approx(EPSILON, rel=1e-5)
    low, high = min(low for low, _ in module.seen), max(high for _, high in module.seen)
    assert low == pytest.approx((0 - mean) / std, abs=1e-5)  # once: the image spans 0 to 1
    assert high == pytest.approx((1 - mean) / std, abs=1e-5)


# 2. Clipping to [0, 1] forgotten after the projection, or to the batch's own extremes.


def test_2_a_trial_is_clipped_to_the_range_not_to_its_companions() -> None:
    given = subject(seeded(), textured())
    criterion = Criterion.against(attacked(given, steps=1).probability_before, 0.5, None)
    attacks = ManyAttacks(given, "film", criterion)
    alone = attacks.run([Trial(None, EPSILON)], "linf", 5)[0]
    beside = attacks.run([Trial(None, EPSILON), Trial(None, 1.0)], "linf", 5)
    np.testing.assert_allclose(alone.delta, beside[0].delta, atol=1e-7)
    for outcome in beside:
        moved = given.source.image + outcome.delta
        assert moved.min() >= 0
        assert moved.max() <= 1


# 3. Network left in train mode: batch norm and dropout make delta random and statistics drift.


class _Dropping(SmallCnn):
    def __init__(self) -> None:
        super().__init__()
        self.drop = nn.Dropout(0.5)

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(self.drop(x))


def test_3_a_network_that_comes_in_train_mode_is_evaluated() -> None:
    module = seeded(_Dropping).train()
    first, second = (attacked(subject(module, textured())).delta for _ in range(2))
    np.testing.assert_array_equal(first, second)
    assert not any(part.training for part in ready(module).modules())


# 4. One channel copied to three: the gradient is the sum of the three; delta is one channel.


class _ThreeChannels(nn.Module):
    def __init__(self, parts: list[LinearClassifier]) -> None:
        super().__init__()
        self.parts = nn.ModuleList(parts)

    def forward(self, x: Tensor) -> Tensor:
        colours = x.repeat(1, 3, 1, 1).split(1, 1)
        answers = [part(colour) for part, colour in zip(self.parts, colours, strict=True)]
        return torch.stack(answers).sum(0)


def test_4_of_three_equal_channels_the_gradients_add_up() -> None:
    weights = np.random.default_rng(0).normal(size=(3, SIZE, SIZE)).astype(np.float32)
    three = _ThreeChannels([LinearClassifier(weight, 3000) for weight in weights])
    config = AttackConfig(norm="l2", epsilon=0.5, alpha=0.5, steps=1, confidence=None)
    found = attack(subject(three, textured()), config)
    summed = attack(subject(LinearClassifier(weights.sum(0), 3000), textured()), config)
    assert found.delta.shape == (SIZE, SIZE)
    np.testing.assert_allclose(found.delta, summed.delta, atol=1e-6)


# 5. Saturation; gradient masking: a larger epsilon must not flip less.


@pytest.mark.parametrize("seed", [0, 2, 4])
def test_5_a_larger_epsilon_never_flips_less(seed: int) -> None:
    given = subject(seeded(seed=seed), textured())
    before = attacked(given, steps=1).probability_before
    attacks = ManyAttacks(given, "film", Criterion.against(before, 0.5, None))
    trials = [Trial(None, EPSILON * 2.0**k) for k in range(-4, 5)]
    flips = [outcome.flipped for outcome in attacks.run(trials, "linf", 10)]
    assert flips == sorted(flips)
    assert any(flips)


class _Masked(LinearClassifier):
    """Leads a larger step astray: beyond a small way its answer turns back."""

    def forward(self, x: Tensor) -> Tensor:
        logits = super().forward(x)
        gap = logits[:, 1] - logits[:, 0]
        turned = torch.where(gap > 1, -8 - gap.detach() + 0 * gap, gap)
        return torch.stack([-turned / 2, turned / 2], 1)


def test_5_a_masked_gradient_is_detected() -> None:
    weight = np.ones((SIZE, SIZE), np.float32)
    plain = linear(weight, gain=100, bias=-0.5)
    module = _Masked(weight, 100, 0)
    module.conv.bias.data = plain.network.module.conv.bias.data.clone()
    given = replace(plain, network=network(module))
    result = attacked(given, steps=1, alpha=0.1, epsilon=0.1)
    assert not result.flipped
    found = minimal_epsilon(given, result)
    assert found.epsilon is not None
    assert found.epsilon < found.largest_failed


# 6. L2 step divided by a zero norm. Alpha > epsilon.


def test_6_a_zero_gradient_in_l2_gives_no_nan() -> None:
    flat = subject(LinearClassifier(np.zeros((SIZE, SIZE))), textured())
    found = attacked(flat, norm="l2", epsilon=1.0)
    assert found.stop_reason == "stationary"
    assert not found.delta.any()
    attacks = ManyAttacks(flat, "film", Criterion(1, 0.9, None))
    outcome = attacks.run([Trial(None, 1.0)], "l2", 3)[0]
    assert np.isfinite(outcome.delta).all()


@pytest.mark.parametrize("norm", ["linf", "l2"])
def test_6_a_step_beyond_the_ball_ends_on_it(norm: str) -> None:
    found = attacked(linear(bias=-50), norm=norm, epsilon=EPSILON, alpha=4 * EPSILON)
    size = np.abs(found.delta).max() if norm == "linf" else np.linalg.norm(found.delta)
    assert size <= EPSILON + 1e-6


# 13. Softmax pairs against sigmoid multi-label: "the other class" differs.


def test_13_the_probability_is_of_the_pair_not_of_one_logit() -> None:
    logits = torch.tensor([[2.0, 3.0], [-3.0, -2.0]])
    chances = finding_probability(logits)
    assert chances.tolist() == pytest.approx([1 / (1 + np.exp(-1))] * 2)
    assert not torch.allclose(chances, torch.sigmoid(logits[:, 1]))


# 14. Mixed precision: gradients underflow, signs change. Decide flips in float32.


def test_14_networks_answer_in_float32_also_under_autocast() -> None:
    given = linear(bias=-2)
    plain = attacked(given)
    assert given.logits(given.tensor(given.source.image)).dtype == torch.float32
    with torch.autocast("cpu", torch.bfloat16):
        mixed = attacked(given)
    np.testing.assert_array_equal(plain.delta, mixed.delta)
    assert plain.trace.tobytes() == mixed.trace.tobytes()
