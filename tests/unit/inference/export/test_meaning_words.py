"""What a picture is worth, said in both languages."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from inference.explanation.meaning import MeaningRow
from inference.export.words import meaning_texts
from inference.export.words.meaning_words import MeaningWords
from inference.export.words.wording import catalogue
from inference.networks.truth import (
    BETTER,
    NO_BETTER_THAN_CHANCE,
    NO_BETTER_THAN_EDGES,
    Figure,
    PictureTruth,
    Truth,
)


def truth(verdict: str = BETTER, sign: bool = True) -> PictureTruth:
    figures = {
        "area": Figure(0.46, 0.44, 0.48, 203),
        "area_by_chance": Figure(0.17, 0.16, 0.18, 203),
    }
    if sign:
        figures["sign"] = Figure(0.85, 0.83, 0.87, 203)
    return PictureTruth("translation", 0, MappingProxyType(figures), verdict)


def row(**changes: object) -> MeaningRow:
    values: dict[str, object] = {
        "picture": "shape",
        "finding": "cardiomegaly",
        "target": 0,
        "turned": True,
        "twin_turned": False,
        "ratio_before": 0.571,
        "ratio_after": 0.512,
        "ratio_right_way": True,
        "survives": 4.0,
        "random_draws": 20,
        "random_flips": 0,
        "truth": truth(),
    }
    return MeaningRow(**(values | changes))  # type: ignore[arg-type]  # a table's


def test_a_row_says_all_that_was_measured() -> None:
    cells = MeaningWords().cells(row())
    assert cells[:6] == (
        "Shape",
        "yes",
        "no",
        "0.571 → 0.512, the right way",
        "up to σ = 4 px",
        "0 of 20",
    )
    assert len(cells) == len(MeaningWords().heads())


def test_what_was_not_measured_is_a_dash_and_never_a_no() -> None:
    nothing = row(
        turned=None, twin_turned=None, ratio_right_way=None, survives=None, random_draws=None
    )
    assert MeaningWords().cells(nothing)[1:6] == ("–",) * 5


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (truth(), "on it 46 %, by chance 17 %; right way 85 %"),
        (truth(sign=False), "on it 46 %, by chance 17 %"),
        (truth(NO_BETTER_THAN_CHANCE), "no better than chance (46 against 17 %)"),
        (truth(NO_BETTER_THAN_EDGES), "no better than the film's own edges (46 %)"),
        (None, "never tested"),
    ],
)
def test_the_line_of_a_title_says_what_a_picture_is_worth(
    found: PictureTruth | None, said: str
) -> None:
    assert MeaningWords().line(found) == f"Where the cause is known: {said}"
    assert MeaningWords().cells(row(truth=found))[-1] == said


def test_the_basis_counts_the_pairs() -> None:
    said = MeaningWords().basis(Truth(220, 17), truth())
    assert "203 pairs" in said
    assert "17 pairs were left out" in said


def test_every_text_has_japanese() -> None:
    known = catalogue("ja")
    texts = [*meaning_texts.TEXTS.values(), *meaning_texts.PICTURES.values()]
    assert [text for text in texts if not known.get(("meaning", text))] == []
    assert "偶然 17%" in MeaningWords("ja").line(truth())
    assert MeaningWords("ja").picture("grad_cam") == "Grad-CAM"
