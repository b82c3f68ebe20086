"""A whole analysis of a demo film, and how soon the first finding is there."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

import resources
from inference.core.attack_types import AttackConfig
from inference.core.progress import Partial, Progress, Stage
from inference.core.requests import AnalysisRequest
from inference.core.types import AttributionMethod
from inference.pipeline import AnalysisPipeline
from inference.reading.study_reader import read_study
from tests.benchmarks.figures import Figure, beside_limit

WHOLE_S, FIRST_S = 5.0, 0.5
METHODS = (AttributionMethod.GRAD_CAM, AttributionMethod.GUIDED_BACKPROPAGATION)


def measure(rounds: int, device: str = "cpu") -> Iterator[tuple[str, Figure]]:
    film = read_study(sorted(resources.folder("samples").glob("*.dcm"))[0]).radiographs[0]
    pipeline = AnalysisPipeline(device=device)
    request = AnalysisRequest(1, film, AttackConfig(confidence=None), attributions=METHODS)
    pipeline.run(request)  # loads the networks, as the window does while a person looks for a film
    wholes, firsts = [], []
    for _ in range(rounds):
        whole, first = timed(pipeline, request)
        wholes.append(whole)
        firsts.append(first)
    tag = "" if device == "cpu" else f"_{device}"
    whole, first = statistics.median(wholes), statistics.median(firsts)
    about = (
        "classify, segment, PGD of 40 steps, sweep of 41 points, Grad-CAM, Guided Backpropagation"
    )
    yield f"analysis_whole{tag}", beside_limit(whole, WHOLE_S, "s", about)
    about = "from the film to the first finding, networks loaded"
    yield f"analysis_first_finding{tag}", beside_limit(first, FIRST_S, "s", about)


def timed(pipeline: AnalysisPipeline, request: AnalysisRequest) -> tuple[float, float]:
    """(seconds of the whole, seconds to the first finding)."""
    began = time.perf_counter()
    first: list[float] = []

    def report(event: Progress | Partial) -> None:
        if isinstance(event, Partial) and event.stage is Stage.CLASSIFY:
            first.append(time.perf_counter() - began)

    pipeline.run(request, report)
    return time.perf_counter() - began, first[0]
