"""Frequencies, transfer, the segmentation's own shift, controls and warnings of a perturbation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import Criterion
from inference.answers.segmentation import segment
from inference.attack.attack_warnings import with_warnings
from inference.attack.many_attacks import ManyAttacks, Trial
from inference.attack.minimal_norm import smallest_flips
from inference.attack.perturbed import PerturbedInput
from inference.core.attack_types import AttackResult
from inference.core.errors import ModelError, OptionError
from inference.core.explanation_types import OTHER_FINDING, SELF
from inference.core.types import Prediction, Task
from inference.explanation.control_verdict import control_lights
from inference.explanation.faithfulness import faithfulness
from inference.explanation.frequency import frequency_split, split
from inference.explanation.ratio_shift import outline_distance, ratio_shift
from inference.explanation.region_masks import region_masks
from inference.explanation.region_table import region_statistics
from inference.explanation.transfer import transfer
from tests.helpers.chests import (
    CONFIG,
    HEART,
    attacked,
    boxes,
    linear,
    segmentation,
    weight,
    with_delta,
)
from tests.helpers.networks import (
    SIZE,
    GreySegmenter,
    LinearClassifier,
    film,
    network,
    phantom,
    subject,
    textured,
)

# --- frequency


def test_the_bands_sum_to_delta_and_their_energies_to_one() -> None:
    given = linear(bias=2)
    result = attacked(given)
    found = frequency_split(PerturbedInput.of(given, result), result.delta)
    assert [band.name for band in found.bands] == ["low", "middle", "high"]
    np.testing.assert_allclose(sum(band.delta for band in found.bands), result.delta, atol=1e-6)
    assert sum(band.energy_share for band in found.bands) == pytest.approx(1, abs=1e-5)
    assert found.bands[0].lowest == 0
    assert found.bands[1].lowest == found.bands[0].highest


@pytest.mark.parametrize(("cycles", "band"), [(1, 0), (4, 1), (20, 2)])
def test_a_wave_is_in_the_band_of_its_frequency(cycles: int, band: int) -> None:
    wave = np.sin(2 * np.pi * cycles * np.arange(SIZE) / SIZE) * np.ones((SIZE, 1))
    parts = split(wave.astype(np.float32))
    np.testing.assert_allclose(parts[band], wave, atol=1e-5)


def test_on_a_linear_network_the_bands_changes_add_up() -> None:
    given = linear(bias=2)
    result = with_delta(attacked(given), 0.1 * attacked(given).delta)
    seen = PerturbedInput.of(given, result)
    found = frequency_split(seen, result.delta)
    before, after = seen.log_odds([np.zeros_like(result.delta), result.delta])
    total = sum(band.logit_change for band in found.bands)
    assert total == pytest.approx(after - before, rel=0.05)


# --- transfer


def test_delta_flips_its_own_network_and_not_one_that_looks_elsewhere() -> None:
    heart, rest = weight() * boxes(HEART), weight(1) * (1 - boxes(HEART))
    own, other = linear(heart, 60000, bias=3), linear(rest, bias=3, name="other")
    result = attacked(own)
    assert result.flipped
    networks = [(SELF, own.network), (OTHER_FINDING, other.network)]
    mine, theirs = transfer(networks, own.radiograph, segmentation(), result).rows
    assert mine.role == SELF
    assert mine.flipped
    assert mine.probability_before == pytest.approx(result.probability_before, abs=1e-4)
    assert mine.probability_after == pytest.approx(result.roundtrip_probability, abs=1e-6)
    assert not theirs.flipped
    assert theirs.finding == "other"
    assert theirs.positive_before


# --- the segmentation


def test_a_small_delta_leaves_the_outlines_where_they_are() -> None:
    segmenter = network(GreySegmenter(), name="grey", task=Task.SEGMENTER)
    radiograph = film(phantom())
    before = segment(segmenter, radiograph)
    given = subject(LinearClassifier(weight(), 3000, 0), phantom())
    found = ratio_shift(segmenter, radiograph, before, attacked(given, epsilon=1e-3))
    assert found.heart_overlap == pytest.approx(1)
    assert found.lung_overlap == pytest.approx(1)
    assert found.heart_shift == 0
    assert found.before.ratio == pytest.approx(found.after.ratio, abs=1e-3)
    assert found.heart_shift_mm is None


def test_a_delta_that_repaints_the_heart_moves_its_outline() -> None:
    segmenter = network(GreySegmenter(), name="grey", task=Task.SEGMENTER)
    radiograph = film(phantom())
    before = segment(segmenter, radiograph)
    given = subject(LinearClassifier(weight(), 3000, 0), phantom())
    repainted = np.zeros((SIZE, SIZE), np.float32)
    repainted[32:56, 24:26] = 0.9  # the black columns beside the heart become heart
    found = ratio_shift(segmenter, radiograph, before, with_delta(attacked(given), repainted))
    assert found.after.ratio > found.before.ratio
    assert found.heart_shift > 0.3
    assert found.heart_overlap < 1


def test_the_distance_of_two_boxes_that_differ_by_a_shift() -> None:
    first = boxes((slice(10, 50), slice(10, 30))) > 0
    assert outline_distance(first, first) == 0
    grown = boxes((slice(7, 53), slice(7, 33))) > 0
    assert outline_distance(first, grown) == pytest.approx(3, abs=0.1)
    assert outline_distance(first, np.zeros_like(first)) == 0


# --- controls


def lights_of(given: object, result: AttackResult, other: object = None) -> object:
    seen = PerturbedInput.of(given, result)
    regions = region_masks(given.source, segmentation())
    table = region_statistics(seen, result, regions, seen.gradient())
    return control_lights(seen, result, table, other)


def test_an_attack_is_specific_when_nothing_else_of_its_size_flips() -> None:
    given = linear(bias=4)
    other = linear(weight(7), bias=4, name="other")
    found = lights_of(given, attacked(given, epsilon=4 / 255), other)
    assert found.verdict == "specific"
    assert [light.name for light in found.lights] == [
        *("perturbation", "random_sign", "shuffled", "gaussian", "other_network")
    ]
    assert found.lights[0].flip_rate == 1
    for light in found.lights[1:]:
        assert light.flip_rate < 0.1
        assert light.norm == pytest.approx(found.lights[0].norm, rel=0.1)


def test_a_network_that_anything_flips_is_told_from_one_that_the_attack_flips() -> None:
    anything = linear(bias=0.01)
    assert lights_of(anything, attacked(anything)).verdict == "partly"
    nothing = linear(bias=500)
    assert lights_of(nothing, attacked(nothing, epsilon=1e-4)).verdict == "none"


# --- warnings


def codes(given: object, result: AttackResult, **changes: object) -> tuple[str, ...]:
    return with_warnings(given, replace(result, **changes), segmentation()).warnings


def test_a_sound_attack_has_no_warning() -> None:
    given = linear(bias=2)
    assert codes(given, attacked(given)) == ()


def test_a_flat_network_has_no_gradient() -> None:
    flat = subject(LinearClassifier(np.zeros((SIZE, SIZE))), textured())
    assert "zero_gradient" in codes(flat, attacked(flat))


def test_what_the_result_is_marked_with() -> None:
    given = linear(bias=2)
    result = attacked(given)
    assert codes(given, result, probability_before=1.0) == ("saturated",)
    assert codes(given, result, stop_reason="stopped") == ("attack_stopped",)
    assert codes(given, result, stop_reason="already") == ("already_target",)
    assert codes(given, result, roundtrip_flipped=False) == ("roundtrip_lost",)
    ap = replace(given, radiograph=replace(given.radiograph, view_position="AP"))
    assert codes(ap, result) == ("view_ap",)


def test_a_film_unlike_the_training_films_is_marked() -> None:
    given = linear(bias=2)
    prediction = Prediction("x", "x", (0, 1), 0.7, 0.7, 0.5, True, "x", "1", 9.0, 4.0)
    found = with_warnings(given, attacked(given), segmentation(), prediction)
    assert found.warnings == ("out_of_distribution",)


def test_delta_on_the_air_is_counted_and_marked() -> None:
    pixels = 0.2 + 0.6 * textured(SIZE, SIZE)
    pixels[:, :4] = 0.0
    given = subject(LinearClassifier(weight(), 3000, 0), pixels)
    delta = np.zeros((SIZE, SIZE), np.float32)
    delta[:, :4], delta[:, 4:8] = 0.01, -0.03
    found = with_warnings(given, with_delta(attacked(given), delta), segmentation())
    assert found.background_share == pytest.approx(0.25)
    assert "delta_off_body" in found.warnings


class _Silent(LinearClassifier):
    """Answers with what is not a number."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return super().forward(x) * float("nan")


def test_an_answer_that_is_not_finite_is_an_error_in_every_part() -> None:
    sound = linear(bias=2)
    result = attacked(sound)
    point = Criterion(result.target, 0.5, None)

    def broken() -> ClassifierInput:
        return replace(sound, network=network(_Silent(weight(), 3000)))

    parts: dict[str, Callable[[], object]] = {
        "regions": lambda: lights_of(broken(), result),
        "frequency": lambda: frequency_split(PerturbedInput.of(broken(), result), result.delta),
        "attacks": lambda: ManyAttacks(broken(), "film", point).run([Trial(None, 0.1)], "linf", 3),
        "norms": lambda: smallest_flips(ManyAttacks(broken(), "film", point), [Trial(None, 9.0)]),
        "faithfulness": lambda: faithfulness(broken(), [], result.delta),
    }
    for name, part in parts.items():
        with pytest.raises(ModelError) as caught:
            part()
        assert caught.value.code == "model_output_invalid", name
        assert caught.value.hint


def test_a_delta_of_zero_is_refused_everywhere() -> None:
    given = linear()
    nothing = attacked(given, epsilon=0.0)
    seen = PerturbedInput.of(given, nothing)
    with pytest.raises(OptionError) as caught:
        frequency_split(seen, nothing.delta)
    assert caught.value.code == "nothing_perturbed"
    assert CONFIG.steps
