"""Counterfactuals on networks whose answers are known: least, confined, judged anew, controlled."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import Criterion
from inference.core.counterfactual_types import (
    Counterfactual,
    CounterfactualKind,
    CounterfactualRequest,
    StopReason,
)
from inference.core.languages import LANGUAGES
from inference.core.progress import CancelToken
from inference.core.types import Task
from inference.counterfactual.amplitudes import probability_of_change
from inference.counterfactual.composition import film_at
from inference.counterfactual.kind import Context
from inference.counterfactual.kinds.displacement import LEAST_DETERMINANT
from inference.counterfactual.registry import KINDS
from inference.counterfactual.search import counterfactual, margin_of
from inference.export.numbers.counterfactuals_json import counterfactual_records
from inference.export.words.counterfactual_words import sentence
from inference.export.words.wording import Wording
from tests.helpers.chests import HEART, SIZE, boxes, linear, segmentation
from tests.helpers.networks import GreySegmenter, network

SEGMENTER = network(GreySegmenter(), name="grey", task=Task.SEGMENTER)
PLAIN = CounterfactualRequest((), curve=False, checks=False)


def context(subject: ClassifierInput, target: int = 1, **changes: object) -> Context:
    criterion = Criterion(target, subject.network.card.operating_point, None)
    made = Context(subject, criterion, segmentation(), SEGMENTER, margin=margin_of(PLAIN))
    return replace(made, **changes)


def heart_brightness(bias: float = -1.0) -> ClassifierInput:
    """Positive when the heart is brighter than it is."""
    return linear(boxes(HEART), gain=300.0, bias=bias)


def search(
    kind: CounterfactualKind, subject: ClassifierInput, request: CounterfactualRequest = PLAIN
) -> Counterfactual:
    return counterfactual(KINDS[kind], context(subject), request)


def test_amplitude_0_is_the_film_itself_bit_for_bit() -> None:
    subject = heart_brightness()
    found = search(CounterfactualKind.BROAD, subject)
    assert found.change is not None
    pixels = subject.radiograph.pixels
    np.testing.assert_array_equal(film_at(pixels, found.change, 0.0), pixels)


def test_broad_brightens_what_the_network_looks_at_and_is_judged_at_full_size() -> None:
    subject = heart_brightness()
    found = search(CounterfactualKind.BROAD, subject)
    assert found.flipped
    assert found.stop_reason is StopReason.FOUND
    assert found.change is not None
    assert found.change.difference is not None
    film = film_at(subject.radiograph.pixels, found.change, 1.0)
    assert subject.probability_of(film) == pytest.approx(found.probability_after, abs=1e-4)
    heart = found.change.difference[HEART].mean()
    assert heart > 3 * abs(np.delete(found.change.difference, HEART[0], axis=0).mean())


def test_the_change_is_the_least_that_reaches_the_certainty() -> None:
    subject = heart_brightness()
    found = search(CounterfactualKind.BROAD, subject)
    assert found.change is not None
    assert found.probability_after == pytest.approx(0.9, abs=0.03)
    less = film_at(subject.radiograph.pixels, found.change, 0.9)
    assert subject.probability_of(less) < 0.9


def test_a_network_that_sees_nothing_has_no_counterfactual() -> None:
    blind = linear(np.zeros((SIZE, SIZE), np.float32), bias=-2.0)
    found = search(CounterfactualKind.BROAD, blind)
    assert found.change is None
    assert not found.flipped
    assert found.stop_reason is StopReason.STATIONARY
    assert "change_stationary" in found.notices


def test_a_film_that_is_called_the_target_already_is_not_searched() -> None:
    found = search(CounterfactualKind.SHAPE, heart_brightness(bias=2.0))
    assert found.stop_reason is StopReason.ALREADY
    assert found.change is None
    assert found.probability_after == found.probability_before


def test_shape_moves_the_heart_without_folding() -> None:
    edge = boxes((HEART[0], slice(HEART[1].stop, HEART[1].stop + 3)))
    found = search(CounterfactualKind.SHAPE, linear(edge, gain=60.0, bias=-0.5))
    assert found.change is not None
    u = found.change.displacement
    assert u is not None
    (ux_y, ux_x), (uy_y, uy_x) = np.gradient(u[0]), np.gradient(u[1])
    determinant = ((1 + ux_x) * (1 + uy_y) - ux_y * uy_x)[1:-1, 1:-1]
    assert determinant.min() >= LEAST_DETERMINANT - 1e-3


def test_a_search_that_is_ended_early_keeps_the_best_so_far() -> None:
    token = CancelToken()
    subject = heart_brightness(bias=-6.0)

    def end(step: int, _steps: int) -> None:
        if step == 2:
            token.conclude()

    given = context(subject, token=token, on_step=end)
    found = counterfactual(KINDS[CounterfactualKind.BROAD], given, PLAIN)
    assert found.stop_reason is StopReason.STOPPED
    assert found.change is not None
    assert found.probability_after > found.probability_before
    assert "search_stopped" in found.notices


def test_the_same_seed_gives_the_same_counterfactual() -> None:
    first, second = (search(CounterfactualKind.BROAD, heart_brightness()) for _ in range(2))
    assert first.change is not None
    assert second.change is not None
    np.testing.assert_array_equal(first.change.difference, second.change.difference)


@pytest.fixture(scope="module")
def whole() -> Counterfactual:
    """With its curve and its checks."""
    request = replace(PLAIN, curve=True, checks=True)
    return search(CounterfactualKind.BROAD, heart_brightness(), request)


def test_the_curve_goes_through_film_and_counterfactual(whole: Counterfactual) -> None:
    assert whole.curve is not None
    at = dict(zip(whole.curve.amplitudes.tolist(), whole.curve.probabilities, strict=True))
    assert at[0.0] == pytest.approx(whole.probability_before, abs=1e-3)
    assert at[1.0] == pytest.approx(whole.probability_after, abs=1e-2)
    assert len(at) >= 33


def test_twenty_random_changes_of_the_same_size_stand_beside_it(whole: Counterfactual) -> None:
    assert whole.checks is not None
    assert whole.checks.controls.draws == 20
    assert whole.checks.controls.flips <= 4
    assert [each.sigma for each in whole.checks.low_pass] == [1.0, 2.0, 4.0]
    assert whole.checks.low_pass[0].flipped


def test_the_record_has_every_key_that_is_promised(whole: Counterfactual) -> None:
    (entry,) = counterfactual_records((whole,), whole.finding)
    promised = {
        "kind",
        "target",
        "flipped",
        "probability_before",
        "probability_after",
        "size",
        "unit",
        "ratio_before",
        "ratio_after",
        "zones",
        "twin",
        "controls",
        "low_pass",
        "seconds",
        "sentence",
    }
    assert promised <= set(entry)
    assert set(entry["low_pass"]) == {"1", "2", "4"}  # type: ignore[call-overload]
    assert set(entry["sentence"]) == set(LANGUAGES)  # type: ignore[call-overload]


def test_the_sentence_names_a_change_that_does_not_round_to_none(whole: Counterfactual) -> None:
    said = sentence(whole, Wording())
    assert said.startswith("With brightness changed by up to ")
    assert " 0 grey levels" not in said
    assert "would say" in said
    assert sentence(whole, Wording("ja")) != said


def test_another_finding_has_no_records_of_it(whole: Counterfactual) -> None:
    assert counterfactual_records((whole,), "other") == []


def test_the_probability_at_one_amplitude_is_that_of_the_film_composed_there() -> None:
    subject = heart_brightness()
    found = search(CounterfactualKind.BROAD, subject)
    assert probability_of_change(subject, found.change, 1.0) == pytest.approx(
        found.probability_after, abs=1e-6
    )
    assert probability_of_change(subject, found.change, 0.0) == pytest.approx(
        found.probability_before, abs=1e-6
    )
    assert probability_of_change(subject, None, 1.0) == pytest.approx(
        found.probability_before, abs=1e-6
    )
