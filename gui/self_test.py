"""Does this installation work? One attack on a bundled film, and the versions of what took part."""

from __future__ import annotations

import json
import platform
import sys
import time

from PySide6.QtCore import QLibraryInfo

import resources
from gui.privacy import trace_of
from gui.worker import build_pipeline, build_reader
from inference import __version__
from inference.errors import AnalysisError
from inference.progress import ignore_report
from inference.types import AnalysisRequest


def run_self_test(*, as_json: bool) -> int:
    """0 if a bundled film could be read, classified and attacked; else 1."""
    report: dict[str, object] = {
        "setsudo": __version__,
        "python": platform.python_version(),
        "qt": QLibraryInfo.version().toString(),
        "platform": platform.platform(),
    }
    began = time.perf_counter()
    try:
        report.update(_one_attack())
        report["passed"] = True
    except AnalysisError as error:
        report.update(passed=False, error=str(error))
    except Exception as error:
        report.update(passed=False, error=trace_of(error))
    report["seconds"] = round(time.perf_counter() - began, 1)
    _print(report, as_json=as_json)
    return 0 if report["passed"] else 1


def _one_attack() -> dict[str, object]:
    samples = sorted(resources.folder("samples").glob("*.dcm"))
    if not samples:
        raise AnalysisError("file_missing", file="resources/samples")
    film = build_reader().read_study(samples[0], token=None).radiographs[0]
    result = build_pipeline().run(AnalysisRequest(1, film), ignore_report, None)
    attack = result.attack
    assert attack is not None
    return {
        "device": result.device,
        "versions": dict(result.versions),
        "findings": {p.finding: round(p.probability, 4) for p in result.predictions},
        "attack": {
            "finding": attack.finding,
            "flipped": attack.flipped,
            "steps_taken": attack.steps_taken,
            "probability_before": round(attack.probability_before, 4),
            "probability_after": round(attack.probability_after, 4),
            "roundtrip_probability": round(attack.roundtrip_probability, 4),
        },
    }


def _print(report: dict[str, object], *, as_json: bool) -> None:
    if sys.stdout is None:
        return
    if as_json:
        print(json.dumps(report, indent=1, ensure_ascii=False))
        return
    for name, value in report.items():
        print(f"{name}: {value}")
