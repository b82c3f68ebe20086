from __future__ import annotations

import numpy as np
import pytest

from inference.answers.classifier import classifier_input, classify
from inference.answers.preprocessing import prepare
from inference.answers.segmentation import from_maps
from inference.core.errors import ModelError
from tests.helpers.networks import SIZE, LinearClassifier, film, network, subject, textured

FLAT = np.zeros((SIZE, SIZE), np.float32)


def prediction(gap: float, **changes: object):
    return classify(subject(LinearClassifier(FLAT, 1, gap), textured(), **changes))


def test_the_probability_is_the_softmax_of_the_logits() -> None:
    found = prediction(2.0)
    assert found.logits == pytest.approx((-1, 1))
    assert found.probability == pytest.approx(1 / (1 + np.exp(-2)), abs=1e-6)
    assert found.positive
    assert found.label == found.finding == "brightness"


def test_calibration_divides_the_logits_and_leaves_the_decision() -> None:
    found = prediction(2.0, temperature=4.0, operating_point=0.7)
    assert found.calibrated_probability == pytest.approx(1 / (1 + np.exp(-0.5)), abs=1e-6)
    assert found.positive


@pytest.mark.parametrize(("gap", "positive"), [(0.0, True), (-0.001, False)])
def test_the_finding_is_called_at_the_operating_point(gap: float, positive: bool) -> None:
    found = prediction(gap)
    assert found.positive is positive
    assert found.label == ("brightness" if positive else "no finding")


@pytest.mark.parametrize("gap", [float("nan"), float("inf")])
def test_an_answer_that_is_not_finite_is_an_error(gap: float) -> None:
    with pytest.raises(ModelError) as caught:
        prediction(gap)
    assert caught.value.code == "model_output_invalid"


def test_extraction_blanks_everything_but_the_lung_fields() -> None:
    image = textured()
    grid = prepare(image, 2 * SIZE).grid  # the segmenter's own, finer grid
    lungs = np.zeros((2 * SIZE, 2 * SIZE), np.float32)
    lungs[:, :SIZE] = 1
    given = subject(
        LinearClassifier(np.ones((SIZE, SIZE))),
        image,
        from_maps(lungs, lungs, np.zeros_like(lungs), grid),
        extraction="lung_field",
        extraction_margin=0.0,
    )
    z = given.extracted(given.source.image)[0, 0].numpy()
    np.testing.assert_array_equal(z[:, : SIZE // 2], given.source.image[:, : SIZE // 2])
    assert not z[:, SIZE // 2 + 3 :].any()


def test_a_network_that_extracts_asks_for_the_lung_fields() -> None:
    with pytest.raises(ValueError, match="lung fields"):
        classifier_input(network(LinearClassifier(FLAT), extraction="lung_field"), film(textured()))


def test_the_round_trip_of_no_perturbation_is_the_prediction() -> None:
    given = subject(LinearClassifier(np.ones((SIZE, SIZE)), 3), textured(200, 137))
    assert given.film_probability(FLAT) == pytest.approx(classify(given).probability, abs=1e-6)
