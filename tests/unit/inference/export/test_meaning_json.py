"""The table of meaning in the JSON of an analysis."""

from __future__ import annotations

import json

from inference.core.progress import CancelToken, ignore_report
from inference.core.requests import AnalysisRequest
from inference.export.numbers.results_json import encoded, record
from inference.networks.model_card import read_cards
from tests.helpers.fake_engine import FakePipeline, radiograph


def test_every_picture_has_a_row_that_json_can_hold() -> None:
    film = radiograph()
    result = FakePipeline().run(AnalysisRequest(1, film), ignore_report, CancelToken())
    (read,) = json.loads(encoded([record("film.dcm", film, result, read_cards())]))
    assert [row["picture"] for row in read["meaning"]] == ["pgd_linf", "grad_cam"]
    attack, heat_map = read["meaning"]
    assert attack["target"] in ("finding", "no finding")
    assert attack["turned"] is True
    assert heat_map["turned"] is None
