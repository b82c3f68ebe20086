"""The table of meaning: what was measured on a film, beside what a picture is worth in truth."""

from __future__ import annotations

from dataclasses import replace

from inference.core.explanation_types import ExplanationPart
from inference.core.progress import CancelToken, ignore_report
from inference.core.requests import AnalysisRequest, AnalysisResult
from inference.core.types import AttributionMethod
from inference.explanation.meaning import meaning
from inference.networks.model_card import read_cards
from tests.helpers.fake_engine import FakePipeline, radiograph

PARTS = (ExplanationPart.TRANSFER, ExplanationPart.RATIO, ExplanationPart.CONTROLS)


def result(*parts: ExplanationPart) -> AnalysisResult:
    request = AnalysisRequest(
        1,
        radiograph(),
        attributions=(AttributionMethod.GRAD_CAM, AttributionMethod.OCCLUSION),
        explanation=parts,
    )
    return FakePipeline().run(request, ignore_report, CancelToken())


def test_there_is_a_row_for_the_attack_and_for_each_map() -> None:
    rows = meaning(result(), read_cards())
    assert [row.picture for row in rows] == ["pgd_linf", "grad_cam", "occlusion"]


def test_a_heat_map_turns_nothing_and_is_read_away_from_the_answer() -> None:
    found = result()
    row = meaning(found, read_cards())[1]
    called = {each.finding: each.positive for each in found.predictions}
    assert (row.turned, row.twin_turned, row.random_draws) == (None, None, None)
    assert row.target == (0 if called[row.finding] else 1)


def test_an_attack_is_judged_by_what_was_measured_on_it() -> None:
    found = result(*PARTS)
    assert found.attack is not None
    row = meaning(found, read_cards())[0]
    assert row.turned == found.attack.roundtrip_flipped
    assert row.twin_turned is not None
    assert row.ratio_before is not None
    assert row.random_draws == 20


def test_what_was_not_measured_is_none() -> None:
    row = meaning(result(), read_cards())[0]
    assert (row.twin_turned, row.ratio_after, row.random_flips) == (None, None, None)


def test_a_network_that_is_not_bundled_has_no_truth() -> None:
    strange = [replace(card, weights_sha256="0" * 64) for card in read_cards()]
    assert all(row.truth is None for row in meaning(result(), strange))
