"""Numbers, messages and traces as the reader and the log meet them."""

from __future__ import annotations

import string

import numpy as np
import pytest

from gui.films.response import is_evaluated, probability_at, with_evaluation
from gui.runtime.privacy import trace_of
from gui.words import formatting
from gui.words.messages import error_sentences, notice_sentence
from inference.attribution.map_scale import round_up
from inference.core.attack_types import AttackConfig
from inference.core.errors import TEMPLATES, AnalysisError
from tests.helpers.fake_engine import swept


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.5, "0.50"), (0.999, "0.999"), (1.0, ">0.999"), (0.0, "<0.001"), (0.004, "0.004")],
)
def test_probabilities_never_claim_certainty(value: float, text: str) -> None:
    assert formatting.probability(value) == text


def test_signs_are_true_signs() -> None:
    assert formatting.number(-0.001) == "0.00"
    assert formatting.number(-1.5, 1) == "\u22121.5"
    assert formatting.signed(0.25) == "+0.25"
    assert formatting.in_255(-4 / 255) == "\u22124/255"


def test_epsilon_has_the_unit_of_its_norm() -> None:
    assert formatting.epsilon(AttackConfig(epsilon=8 / 255)) == "8/255"
    assert formatting.epsilon(AttackConfig(norm="l2", epsilon=2.0)) == "2.00"


@pytest.mark.parametrize("code", TEMPLATES)
def test_every_error_is_told_with_its_values(code: str) -> None:
    fields = {
        name for text in TEMPLATES[code] for _, name, _, _ in string.Formatter().parse(text) if name
    }
    params = {name: f"<{name}>" for name in fields}
    wrong, hint = error_sentences(AnalysisError(code, **params))
    assert all(value in wrong + hint for value in params.values())


def test_an_unknown_notice_stands_for_itself() -> None:
    assert notice_sentence("made_up") == "made_up"


def test_a_trace_tells_the_place_and_kind_but_no_value() -> None:
    try:
        try:
            raise FileNotFoundError("/home/taro/film.dcm")
        except FileNotFoundError as error:
            raise ValueError("taro") from error
    except ValueError as error:
        text = trace_of(error)
    assert "ValueError" in text
    assert "FileNotFoundError" in text
    assert "test_words.py" in text
    assert "taro" not in text


def test_the_probability_is_interpolated_between_evaluations_and_exact_at_them() -> None:
    sweep = swept("cardiomegaly")
    first, second = sweep.amplitudes[3], sweep.amplitudes[4]
    middle = float(sweep.probabilities[3] + sweep.probabilities[4]) / 2
    assert probability_at(sweep, float(first + second) / 2) == pytest.approx(middle, rel=1e-4)
    assert probability_at(sweep, float(first)) == pytest.approx(float(sweep.probabilities[3]))


def test_an_evaluation_joins_the_curve_in_its_place() -> None:
    sweep = swept("cardiomegaly")
    assert not is_evaluated(sweep, 0.337)
    joined = with_evaluation(sweep, 0.337, 0.9)
    assert is_evaluated(joined, 0.337)
    assert (np.diff(joined.amplitudes) > 0).all()
    assert probability_at(joined, 0.337) == pytest.approx(0.9)


@pytest.mark.parametrize(("value", "limit"), [(3.0, 5.0), (0.005, 0.005), (0.11, 0.2), (7, 10)])
def test_a_heat_map_ends_at_a_round_value(value: float, limit: float) -> None:
    assert round_up(value) == pytest.approx(limit)
