"""Seconds of every part of an explanation on one film.

Run `python -m tests.benchmarks.explanation_parts`. It prints wall seconds, and the processor
seconds of all threads, which a busy machine does not change.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import torch

from inference.core.attack_types import AttackConfig
from inference.core.explanation_types import ExplanationPart
from inference.core.progress import Partial, Progress, Stage
from inference.core.requests import AnalysisRequest
from inference.pipeline import AnalysisPipeline
from inference.reading.study_reader import read_study

SAMPLE = Path("resources/samples/05_cardiomegaly.dcm")


class Clock:
    """Notes the processor's time whenever a part ends."""

    def __init__(self, parts: list[ExplanationPart]) -> None:
        self.parts, self.last, self.used = parts, 0.0, {}

    def __call__(self, event: Progress | Partial) -> None:
        if isinstance(event, Partial) or event.stage is not Stage.EXPLAIN:
            return
        now = time.process_time()
        if event.step:
            self.used[str(self.parts[event.step - 1])] = now - self.last
        self.last = now


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("film", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--parts", nargs="*", type=ExplanationPart, default=list(ExplanationPart))
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    parts = [part for part in ExplanationPart if part in options.parts]
    pipeline = AnalysisPipeline(device=options.device)
    film = read_study(options.film).radiographs[0]
    known = pipeline.run(AnalysisRequest(1, film, AttackConfig()))
    for stage, seconds in known.seconds.items():
        print(f"{stage:18} {seconds:8.2f} s")
    clock = Clock(parts)
    result = pipeline.run(
        AnalysisRequest(2, film, AttackConfig(), explanation=tuple(parts), known=known), clock
    )
    assert result.explanation is not None
    for part, seconds in result.explanation.seconds.items():
        print(f"{part:18} {seconds:8.2f} s   {clock.used[part]:8.2f} s of processor")


if __name__ == "__main__":
    main()
