"""The stand-in for the engine fills every part, so that the window's tests can rely on it."""

from __future__ import annotations

from inference.core.explanation_types import Explanation, ExplanationPart
from inference.core.progress import CancelToken, Partial, Progress, Stage
from inference.core.requests import AnalysisRequest
from tests.helpers.fake_engine import FakePipeline, radiograph


def test_the_fake_engine_hands_over_every_part_that_was_asked_for() -> None:
    events: list[Progress | Partial] = []
    request = AnalysisRequest(1, radiograph(), explanation=tuple(ExplanationPart))
    result = FakePipeline().run(request, events.append, CancelToken())
    assert result.explanation is not None
    parts = [each for each in events if isinstance(each, Partial) and each.stage is Stage.EXPLAIN]
    assert len(parts) == len(ExplanationPart)  # regions bring effects; their controls no new table
    empty = [name for name in Explanation.__slots__ if getattr(result.explanation, name) is None]
    assert not empty
