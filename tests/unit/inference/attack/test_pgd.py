from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import Criterion, finding_probability, target_gap
from inference.answers.preprocessing import prepare
from inference.answers.segmentation import from_maps
from inference.attack.options import validated
from inference.attack.pgd import attack
from inference.core.attack_types import AttackConfig
from inference.core.errors import ModelError, OptionError
from inference.core.progress import Cancelled, CancelToken
from inference.core.types import Segmentation
from inference.grids.resampling import to_model
from tests.helpers.networks import (
    SIZE,
    LinearClassifier,
    SmallCnn,
    seeded,
    subject,
    textured,
)

EPSILON = 8 / 255
#: Everything but the pixels that the standardisation clips.
CONFIG = AttackConfig(epsilon=EPSILON, steps=10, confidence=None)


def weight(seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(SIZE, SIZE)).astype(np.float32)


def linear(gain: float = 300.0, bias: float = 0.0, **changes: object) -> ClassifierInput:
    return subject(LinearClassifier(weight(), gain, bias), textured(), **changes)


def half_lungs(columns: slice = slice(0, SIZE // 2)) -> Segmentation:
    """Lung fields that fill these columns of the film."""
    grid = prepare(textured(), SIZE).grid
    lungs = np.zeros((SIZE, SIZE), np.float32)
    lungs[:, columns] = 1
    return from_maps(lungs, lungs, np.zeros_like(lungs), grid)


def shown(given: ClassifierInput) -> np.ndarray:
    return np.asarray(given.source.image)


def room(given: ClassifierInput, direction: np.ndarray, size: float) -> np.ndarray:
    """`direction` · `size` as far as [0, 1] and the attackable pixels allow."""
    moved = np.clip(shown(given) + np.float32(size) * direction, 0, 1) - shown(given)
    return np.where(given.source.attackable, moved, 0)


# --- analytic oracles


def test_a_linear_networks_first_step_is_the_sign_of_its_weight() -> None:
    given = linear(bias=-5)
    alpha = EPSILON / 4
    found = attack(given, replace(CONFIG, steps=1, alpha=alpha))
    np.testing.assert_allclose(found.delta, room(given, np.sign(weight()), alpha), atol=1e-7)


def test_towards_no_finding_it_steps_against_the_weight() -> None:
    given = linear(bias=+5)
    found = attack(given, replace(CONFIG, steps=1, alpha=EPSILON))
    assert found.target == 0
    np.testing.assert_allclose(found.delta, room(given, -np.sign(weight()), EPSILON), atol=1e-7)


def test_a_linear_networks_first_l2_step_is_along_its_weight() -> None:
    given = linear(bias=-5)
    config = replace(CONFIG, norm="l2", epsilon=0.5, alpha=0.25, steps=1)
    found = attack(given, config)
    movable = given.source.attackable & (shown(given) > 0) & (shown(given) < 1)
    inside = np.where(movable, weight(), 0)
    np.testing.assert_allclose(found.delta, 0.25 * inside / np.linalg.norm(inside), atol=1e-3)


def test_a_linear_network_ends_in_the_corner_of_the_ball() -> None:
    given = linear(bias=-5)
    found = attack(given, CONFIG)
    np.testing.assert_allclose(found.delta, room(given, np.sign(weight()), EPSILON), atol=1e-7)


def test_epsilon_zero_is_the_identity() -> None:
    for norm in ("linf", "l2"):
        found = attack(linear(), replace(CONFIG, epsilon=0.0, norm=norm))
        assert not found.delta.any()
        assert not found.flipped
        assert found.probability_after == found.probability_before


@pytest.mark.parametrize("norm", ["linf", "l2"])
@pytest.mark.parametrize("epsilon", [1 / 255, 8 / 255, 1.0])
def test_delta_stays_in_the_ball_and_the_image_in_range(norm: str, epsilon: float) -> None:
    given = subject(seeded(), textured())
    found = attack(given, replace(CONFIG, norm=norm, epsilon=epsilon, alpha=epsilon / 2))
    size = np.abs(found.delta).max() if norm == "linf" else np.linalg.norm(found.delta)
    assert size <= epsilon + 1e-6
    moved = shown(given) + found.delta
    assert moved.min() >= 0
    assert moved.max() <= 1
    assert np.isfinite(found.delta).all()


def test_padding_and_clipped_pixels_are_left_alone() -> None:
    padding = np.zeros((SIZE, SIZE), bool)
    padding[:, :20] = True
    found = attack(linear(padding=padding), CONFIG)
    assert not found.delta[:, :20].any()
    assert found.delta[:, 20:].any()


# --- extraction


def test_in_film_space_delta_stays_where_the_network_looks() -> None:
    given = linear(segmentation=half_lungs(), extraction="lung_field")
    found = attack(given, replace(CONFIG, space="film"))
    assert given.mask is not None
    assert not found.delta[given.mask == 0].any()
    assert found.delta[given.mask == 1].any()


def test_in_input_space_delta_is_free_on_the_blanked_part_too() -> None:
    given = linear(segmentation=half_lungs(), extraction="lung_field", bias=-5)
    found = attack(given, replace(CONFIG, space="input"))
    outside = (given.mask == 0) & given.source.attackable
    np.testing.assert_allclose(
        found.delta[outside], np.maximum(0, np.sign(weight()[outside]) * EPSILON), atol=1e-7
    )


def test_without_extraction_both_spaces_are_one() -> None:
    film, own = (attack(linear(), replace(CONFIG, space=space)) for space in ("film", "input"))
    np.testing.assert_array_equal(film.delta, own.delta)


# --- decisions


@pytest.mark.parametrize("bias", [-40.0, 40.0])
def test_saturated_logits_still_flip(bias: float) -> None:
    given = linear(gain=6000, bias=bias)
    found = attack(given, replace(CONFIG, steps=20))
    certain = max(found.probability_before, 1 - found.probability_before)
    assert certain > 1 - 1e-7
    assert found.flipped


def test_the_trace_holds_the_targets_probability_after_every_step() -> None:
    given = linear(bias=-1)
    found = attack(given, CONFIG)
    assert found.trace.shape == (found.steps_taken + 1,) == (11,)
    assert found.trace[0] == pytest.approx(found.probability_before)
    assert found.trace[-1] == pytest.approx(found.probability_after)
    assert (np.diff(found.trace) >= -1e-6).all()
    again = finding_probability(given.logits(given.tensor(shown(given) + found.delta)))
    assert found.probability_after == pytest.approx(again.item(), abs=1e-6)


def test_it_stops_at_the_confidence_and_not_before() -> None:
    given = linear(bias=-1)
    found = attack(given, replace(CONFIG, steps=40, confidence=0.9))
    assert found.stop_reason == "confidence"
    assert found.trace[-1] >= 0.9 > found.trace[-2]
    assert found.steps_taken < 40
    assert found.roundtrip_probability >= 0.9


def test_an_attack_that_is_too_weak_is_a_result() -> None:
    found = attack(linear(bias=-50), replace(CONFIG, epsilon=1e-4))
    assert not found.flipped
    assert found.stop_reason == "steps"
    assert found.steps_taken == 10


@pytest.mark.parametrize(("operating_point", "target"), [(0.2, 0), (0.8, 1)])
def test_the_decision_to_leave_is_made_at_the_operating_point(
    operating_point: float, target: int
) -> None:
    image = textured()
    plain = subject(LinearClassifier(weight()), image)
    level = float(plain.logits(plain.tensor(shown(plain)))[0].diff())
    balanced = LinearClassifier(weight(), 300, -300 * level)  # probability 0.5
    given = subject(balanced, image, operating_point=operating_point)
    found = attack(given, replace(CONFIG, confidence=0.5, steps=40))
    assert found.target == target
    assert found.flipped
    assert (found.probability_after >= operating_point) == (target == 1)


def test_a_flat_network_leaves_the_attack_stationary() -> None:
    found = attack(subject(LinearClassifier(np.zeros((SIZE, SIZE))), textured()), CONFIG)
    assert found.stop_reason == "stationary"
    assert found.steps_taken == 0
    assert not found.delta.any()


def test_it_is_the_same_bit_for_bit() -> None:
    first, second = (attack(subject(seeded(), textured()), CONFIG) for _ in range(2))
    assert first.delta.tobytes() == second.delta.tobytes()
    assert first.trace.tobytes() == second.trace.tobytes()


def test_the_result_holds_its_options_with_nothing_left_open() -> None:
    found = attack(linear(), CONFIG)
    assert found.config.finding == found.finding == "brightness"
    assert found.config.alpha == pytest.approx(2.5 * EPSILON / 10)
    assert found.input_range[0] < found.input_range[1]


def test_the_network_is_as_it_was_afterwards() -> None:
    given = subject(seeded(), textured())
    before = {name: value.clone() for name, value in given.network.module.state_dict().items()}
    attack(given, CONFIG)
    for name, value in given.network.module.state_dict().items():
        assert torch.equal(value, before[name])
    assert all(parameter.grad is None for parameter in given.network.module.parameters())


# --- the film


@pytest.mark.parametrize("shape", [(64, 64), (200, 137), (150, 256), (333, 257)])
def test_the_composed_film_flips_as_the_grid_does(shape: tuple[int, int]) -> None:
    given = subject(LinearClassifier(weight(), 3000, -2), textured(*shape))
    found = attack(given, replace(CONFIG, confidence=0.99))
    assert found.flipped
    assert found.roundtrip_flipped
    assert found.roundtrip_probability == pytest.approx(found.probability_after, abs=0.02)


@pytest.mark.parametrize("norm", ["linf", "l2"])
@pytest.mark.parametrize("shape", [(40, 40), (20, 33), (33, 20), (63, 50)])
def test_on_a_film_smaller_than_the_grid_delta_is_one_that_the_film_can_show(
    shape: tuple[int, int], norm: str
) -> None:
    given = subject(seeded(), textured(*shape))
    found = attack(given, replace(CONFIG, norm=norm, epsilon=8 / 255 if norm == "linf" else 1.0))
    grid = given.source.grid
    again = to_model(grid, grid.perturbation_to_film(found.delta))
    unclipped = (shown(given) + found.delta > 0) & (shown(given) + found.delta < 1)
    np.testing.assert_allclose(again[unclipped], found.delta[unclipped], atol=4e-3)
    assert found.roundtrip_probability == pytest.approx(found.probability_after, abs=0.02)
    size = np.abs(found.delta).max() if norm == "linf" else np.linalg.norm(found.delta)
    assert 0 < size <= found.config.epsilon + 1e-6
    assert not found.delta[~given.source.attackable].any()


class _DeafToFilms(ClassifierInput):
    """Its round trip convinces only from the third look on."""

    def film_probability(self, delta: np.ndarray, amplitude: float = 1.0) -> float:
        looks.append(float(np.abs(delta).max()))
        return 0.999 if len(looks) >= 3 else 0.4


looks: list[float] = []


def test_it_goes_on_until_the_film_flips_too_looking_at_growing_intervals() -> None:
    looks.clear()
    plain = linear(gain=3000, bias=-1)
    given = _DeafToFilms(plain.network, plain.radiograph, plain.source, plain.mask)
    found = attack(given, replace(CONFIG, steps=40, confidence=0.9))
    assert found.stop_reason == "confidence"
    assert len(looks) == 3
    alone = attack(plain, replace(CONFIG, steps=40, confidence=0.9)).steps_taken
    assert found.steps_taken == alone + 1 + 2


# --- cancel, errors


def test_cancel_is_heard_within_a_step() -> None:
    token = CancelToken()
    steps: list[int] = []

    def on_step(step: int, total: int) -> None:
        steps.append(step)
        if step == 3:
            token.cancel()

    with pytest.raises(Cancelled):
        attack(linear(), CONFIG, on_step, token)
    assert steps == [1, 2, 3]


class _Broken(SmallCnn):
    """Answers properly, with a gradient that is not a number."""

    def forward(self, x: Tensor) -> Tensor:
        rooted = torch.sqrt((x - x.detach()).abs())  # 0, with a gradient of inf · 0
        return super().forward(x) + rooted.sum()


class _Silent(nn.Module):
    target_layer = nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        return x.mean((2, 3)).expand(-1, 2) * float("nan")


@pytest.mark.parametrize("module", [seeded(_Broken), _Silent()])
def test_what_is_not_finite_is_an_error_not_a_result(module: nn.Module) -> None:
    with pytest.raises(ModelError) as caught:
        attack(subject(module, textured()), CONFIG)
    assert caught.value.code == "model_output_invalid"


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("epsilon", -0.1),
        ("epsilon", 1.5),
        ("epsilon", float("nan")),
        ("alpha", 0.0),
        ("alpha", -1.0),
        ("alpha", float("inf")),
        ("steps", 0),
        ("steps", 100000),
        ("steps", 2.5),
        ("confidence", 0.0),
        ("confidence", 1.1),
        ("norm", "l1"),
        ("space", "latent"),
        ("seed", -1),
    ],
)
def test_an_option_out_of_range_is_named(option: str, value: object) -> None:
    with pytest.raises(OptionError) as caught:
        attack(linear(), replace(CONFIG, **{option: value}))
    assert caught.value.code == "bad_attack_option"
    assert option in caught.value.message


def test_alpha_defaults_to_two_and_a_half_epsilon_over_the_steps() -> None:
    assert validated(replace(CONFIG, steps=50)).alpha == pytest.approx(2.5 * EPSILON / 50)
    assert validated(replace(CONFIG, alpha=0.01)).alpha == 0.01


# --- criteria


def test_the_gaps_gradient_does_not_vanish_at_certainty() -> None:
    logits = torch.tensor([[100.0, -100.0]], requires_grad=True)
    target_gap(logits, 1).sum().backward()
    assert logits.grad is not None
    assert logits.grad.tolist() == [[-1.0, 1.0]]


def test_reached_asks_for_both_the_decision_and_the_confidence() -> None:
    low_point = Criterion.against(0.3, operating_point=0.005, confidence=0.99)
    assert low_point.target == 0
    assert not low_point.reached(0.008)  # P(target) is 0.992, but the finding is still called
    assert low_point.reached(0.004)
    assert not replace(low_point, confidence=None).reached(0.0)
