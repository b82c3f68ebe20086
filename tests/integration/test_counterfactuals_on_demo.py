"""The bundled networks' counterfactuals on demo films: what a reader is shown first must hold."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import resources
from inference.core.counterfactual_types import (
    Counterfactual,
    CounterfactualKind,
    CounterfactualRequest,
    StopReason,
)
from inference.core.requests import AnalysisRequest
from inference.export.words.counterfactual_words import sentence
from inference.export.words.wording import Wording
from inference.pipeline import AnalysisPipeline
from inference.reading.study_reader import read_study

#: One film of each answer.
NORMAL, LARGE_HEART = "02_normal.dcm", "03_cardiomegaly.dcm"


@cache
def moved_borders(name: str) -> Counterfactual:
    film = read_study(Path(resources.folder("samples")) / name).radiographs[0]
    wanted = CounterfactualRequest((CounterfactualKind.SHAPE,), ("cardiomegaly",), curve=False)
    request = AnalysisRequest(1, film, attack=None, attributions=(), counterfactuals=wanted)
    (found,) = AnalysisPipeline(device="cpu").run(request).counterfactuals
    return found


@pytest.mark.parametrize(("name", "target"), [(NORMAL, 1), (LARGE_HEART, 0)])
def test_moving_borders_turns_the_answer_and_the_ratio_goes_the_same_way(
    name: str, target: int
) -> None:
    found = moved_borders(name)
    assert found.stop_reason is StopReason.FOUND
    assert found.target == target
    assert found.flipped
    assert found.ratio_before is not None
    assert found.ratio_after is not None
    assert (found.ratio_after.ratio > found.ratio_before.ratio) == bool(target)


@pytest.mark.parametrize("name", [NORMAL, LARGE_HEART])
def test_it_turns_the_robust_twin_survives_smoothing_and_chance_does_not_do_it(name: str) -> None:
    checks = moved_borders(name).checks
    assert checks is not None
    assert checks.twin is not None
    assert checks.twin.flipped
    assert all(each.flipped for each in checks.low_pass)
    assert checks.controls.flips <= 1


def test_the_sentence_tells_which_border_moves_which_way_and_how_far() -> None:
    said = sentence(moved_borders(LARGE_HEART), Wording())
    assert said.startswith("With the heart's ")
    assert "mm further in (ratio " in said
    assert "the network would say no finding" in said
    assert "内側" in sentence(moved_borders(LARGE_HEART), Wording("ja"))
