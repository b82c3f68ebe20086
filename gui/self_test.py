"""Does this installation work? Every decoder, network, export and language is used once.

A frozen copy may lack what no import names: a codec, a data file, a plugin. So everything that can
be missing is used here, and what it makes is looked at.
"""

from __future__ import annotations

import platform
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QLibraryInfo

from gui.engine.worker import build_pipeline
from gui.runtime.language import Language
from gui.runtime.privacy import trace_of
from gui.runtime.self_test_report import tell
from inference.command_line import self_test
from inference.command_line.self_test_exports import written_files
from inference.core.errors import AnalysisError
from inference.core.languages import LANGUAGES, SOURCE
from inference.core.requests import AnalysisResult

#: (context, text) in our own catalogue and in Qt's.
_KNOWN_TEXTS = (("findings", "Pneumoconiosis"), ("QPlatformTheme", "Cancel"))


def run_self_test(json_to: str = "") -> int:
    """0 if everything worked; else 1. Prints a line per part, or JSON to a file or "-"."""
    report = _Report()
    report.note("versions", _versions)
    report.note("decoded", lambda: list(self_test.decoded_films()))
    report.note("networks", lambda: list(self_test.verified_networks()))
    report.note("attack", lambda: _attack_and_exports(report))
    report.note("languages", _languages)
    tell(report.finished(), json_to)
    return 0 if report.passed else 1


class _Report:
    """What was found, part by part; a part that fails does not keep the others from being tried."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._parts: dict[str, Any] = {}
        self._errors: dict[str, str] = {}

    @property
    def passed(self) -> bool:
        return not self._errors

    def note(self, part: str, find: Callable[[], object]) -> None:
        """Keep what `find` returns, or what went wrong in it."""
        try:
            self._parts[part] = find()
        except AnalysisError as error:
            self._errors[part] = str(error)
        except Exception as error:
            self._errors[part] = trace_of(error)

    def finished(self) -> dict[str, Any]:
        seconds = round(time.perf_counter() - self._began, 1)
        return {
            "passed": self.passed,
            "errors": self._errors,
            **self._parts,
            "seconds": seconds,
        }


def _versions() -> dict[str, str]:
    return {
        **self_test.versions(),
        "qt": QLibraryInfo.version().toString(),
        "platform": platform.platform(),
    }


def _attack_and_exports(report: _Report) -> dict[str, object]:
    film = self_test.first_sample()
    result = build_pipeline().run(self_test.whole_analysis(film), lambda _: None, None)

    def exported() -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            return list(written_files(film, result, Path(folder)))

    report.note("exports", exported)
    return _told(result)


def _told(result: AnalysisResult) -> dict[str, object]:
    attack = result.attack
    if attack is None:
        raise AnalysisError("internal", reason="the attack gave no result")
    return {
        "device": result.device,
        "findings": {p.finding: round(p.probability, 4) for p in result.predictions},
        "finding": attack.finding,
        "flipped": attack.flipped,
        "steps_taken": attack.steps_taken,
        "probability_before": round(attack.probability_before, 4),
        "probability_after": round(attack.probability_after, 4),
        "roundtrip_probability": round(attack.roundtrip_probability, 4),
    }


def _languages() -> dict[str, str]:
    """A message of the catalogue, and one of Qt's own, in each language."""
    _ = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    return {code: _said(code) for code in LANGUAGES}


def _said(language: str) -> str:
    speaking = Language()
    speaking.install(language)
    texts = [QCoreApplication.translate(context, text) for context, text in _KNOWN_TEXTS]
    speaking.remove()
    known = [text for _, text in _KNOWN_TEXTS]
    same = [text == source for text, source in zip(texts, known, strict=True)]
    if any(said is not (language == SOURCE) for said in same):
        raise AnalysisError("internal", reason=f"the texts in “{language}” are missing")
    return ", ".join(texts)
