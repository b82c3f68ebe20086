"""The sentence of a counterfactual: its order, its numbers, its grammar, in both languages."""

from __future__ import annotations

import numpy as np
import pytest

from inference.core.counterfactual_types import (
    Change,
    Counterfactual,
    CounterfactualKind,
    SizeUnit,
    StopReason,
)
from inference.core.explanation_types import SummaryFact
from inference.core.geometry import FilmGrid
from inference.export.words.counterfactual_texts import KINDS, RANDOM
from inference.export.words.counterfactual_words import sentence
from inference.export.words.wording import Wording

GRID = FilmGrid((8, 8), 8)
CHANGE = Change(GRID, (0.0, 1.0), difference=np.zeros((8, 8), np.float32))
TURNED = SummaryFact("answer_turned", {"target": 0, "finding": "cardiomegaly"})


def found(*facts: SummaryFact, flipped: bool = True, target: int = 0) -> Counterfactual:
    return Counterfactual(
        kind=CounterfactualKind.SHAPE,
        finding="cardiomegaly",
        target=target,
        change=CHANGE,
        flipped=flipped,
        probability_before=0.9,
        probability_after=0.1,
        size=6.0,
        unit=SizeUnit.MILLIMETRES,
        stop_reason=StopReason.FOUND,
        ratio_before=None,
        facts=facts,
    )


def border(outward: float, unit: str = "mm", name: str = "heart_left") -> SummaryFact:
    return SummaryFact("border_moved", {"border": name, "outward": outward, "unit": unit})


def test_it_leads_with_the_border_then_ratio_answer_controls_and_twin() -> None:
    said = sentence(
        found(
            border(-6.2),
            SummaryFact("ratio", {"before": 0.571, "after": 0.512}),
            TURNED,
            SummaryFact("random_changes", {"draws": 20, "flips": 0}),
            SummaryFact("twin_agrees", {"before": 0.8, "after": 0.2}),
        ),
        Wording(),
    )
    assert said == (
        "With the heart's left border 6 mm further in (ratio 0.57 → 0.51) the network would say "
        "no finding; random shifts of the same size never did (0 of 20). The robust network would "
        "say so, too."
    )


def test_random_changes_that_did_it_too_are_counted() -> None:
    drawn = SummaryFact("random_changes", {"draws": 20, "flips": 3})
    assert "did, too, in 3 of 20" in sentence(found(border(4.0), TURNED, drawn), Wording())


@pytest.mark.parametrize(
    ("amount", "words"),
    [(12.4, "12 mm"), (2.31, "2.3 mm"), (0.06, "0.1 mm"), (0.01, "less than 0.1 mm")],
)
def test_no_length_rounds_to_none(amount: float, words: str) -> None:
    said = sentence(found(border(amount), TURNED), Wording())
    assert f"left border {words} further out" in said


def test_a_diaphragm_goes_up_and_down_not_in_and_out() -> None:
    higher = sentence(found(border(-3.0, name="dome_right"), TURNED), Wording())
    assert higher.startswith("With the right diaphragm 3 mm higher")
    lower = sentence(found(border(3.0, "px", "dome_left"), TURNED), Wording())
    assert lower.startswith("With the left diaphragm 3 px lower")


def test_four_zones_are_three_names_and_one_more() -> None:
    zones = "left_upper,right_upper,right_middle,left_lower"
    spots = SummaryFact("opacities_added", {"count": 11, "zones": zones})
    assert "the right middle zone and 1 more the network" in sentence(
        found(spots, TURNED), Wording()
    )
    assert "右中肺野ほか 1 肺野に小円形陰影が 11 個加わる場合" in sentence(
        found(spots, TURNED), Wording("ja")
    )


def test_one_opacity_is_one() -> None:
    spot = SummaryFact("opacities_removed", {"count": 1, "zones": "left_upper"})
    said = sentence(found(spot, TURNED), Wording())
    assert said.startswith("With one small rounded opacity removed from the left upper zone ")


def test_an_answer_that_stays_is_said_in_words_that_fit_in_both_languages() -> None:
    kept = SummaryFact("answer_kept", {"target": 1, "finding": "cardiomegaly"})
    stays = found(border(5.0), kept, flipped=False, target=1)
    assert sentence(stays, Wording()).endswith("the network would still not say cardiomegaly.")
    japanese = sentence(stays, Wording("ja"))
    assert (
        japanese
        == "心臓の左縁が 5 mm 外側にある場合でも、ネットワークの答えは「心肥大」になりません。"
    )


def test_every_kind_has_a_name_and_random_changes_of_its_own() -> None:
    assert set(KINDS) == set(RANDOM) == set(CounterfactualKind)
