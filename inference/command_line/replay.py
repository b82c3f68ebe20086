"""Repeats a recorded attack and tells whether it gives the same perturbation, bit for bit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import torch

from inference.core.attack_types import AttackConfig
from inference.core.errors import AnalysisError
from inference.core.progress import CancelToken, Report, ignore_report
from inference.core.requests import AnalysisRequest
from inference.core.types import BoolArray, Radiograph
from inference.export.numbers.results_json import RECORD_VERSION, unpacked
from inference.export.provenance import array_sha256
from inference.pipeline import AnalysisPipeline


class RecordError(AnalysisError):
    """A record that can't be replayed."""


@dataclass(frozen=True, slots=True, eq=False)
class Replay:
    """What the repeated attack gave beside what the record says."""

    recorded_sha256: str  # of δ
    repeated_sha256: str
    recorded_probability: float  # of the finding, after the attack
    repeated_probability: float
    differences: tuple[str, ...]  # versions, device or threads that are not the record's

    @property
    def same(self) -> bool:
        """The perturbation is the recorded one, bit for bit."""
        return self.recorded_sha256 == self.repeated_sha256


def read_record(path: Path, radiograph: Radiograph) -> Mapping[str, object]:
    """The record of `radiograph` in an exported JSON file.

    Raises
    ------
    RecordError: "bad_record", "wrong_film", "file_missing", "file_unreadable".
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RecordError("file_missing", file=path.name) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise RecordError("file_unreadable", file=path.name, reason=reason) from None
    except ValueError:
        raise RecordError("bad_record", file=path.name, reason="it is no JSON") from None
    entries = [entry for entry in _listed(found) if isinstance(entry.get("sha256"), str)]
    if not entries:
        raise RecordError("bad_record", file=path.name, reason="it names no film")
    for entry in entries:
        if entry["sha256"] == radiograph.sha256:
            return entry
    raise RecordError("wrong_film", file=path.name, sha256=str(entries[0]["sha256"])[:12])


def replay(
    record: Mapping[str, object],
    radiograph: Radiograph,
    pipeline: AnalysisPipeline,
    report: Report = ignore_report,
    token: CancelToken | None = None,
) -> Replay:
    """Run the record's attack on `radiograph` again, with as many threads as it had.

    Raises
    ------
    RecordError: "bad_record". AnalysisError, Cancelled: as `AnalysisPipeline.run`.
    """
    attack = record.get("attack")
    if record.get("record_version") != RECORD_VERSION or not isinstance(attack, Mapping):
        raise RecordError("bad_record", reason="it holds no attack of a version known here")
    config, threads = _config(attack.get("options")), _threads(record)
    if threads:
        torch.set_num_threads(threads)
    drawn = _drawn(record.get("drawn"), radiograph)
    request = AnalysisRequest(0, radiograph, config, attributions=(), drawn=drawn)
    result = pipeline.run(request, report, token)
    assert result.attack is not None
    return Replay(
        str(attack.get("delta_sha256")),
        array_sha256(result.attack.delta),
        float(attack["probability_after"]),
        result.attack.probability_after,
        tuple(_differences(record, result.versions, result.device)),
    )


def _config(options: object) -> AttackConfig:
    """The attack's options. Raises RecordError: "bad_record"."""
    if not isinstance(options, Mapping):
        raise RecordError("bad_record", reason="it holds no options of the attack")
    unknown = set(options) - {each.name for each in fields(AttackConfig)}
    if unknown:
        reason = f"it has an option “{min(unknown)}” that is not known here"
        raise RecordError("bad_record", reason=reason)
    given: dict[str, Any] = {str(key): each for key, each in options.items()}
    return AttackConfig(**given)


def _drawn(text: object, radiograph: Radiograph) -> BoolArray | None:
    """The mask that the attack kept to. Raises RecordError: "bad_record"."""
    if text is None:
        return None
    try:
        return unpacked(str(text), (radiograph.shape[0], radiograph.shape[1]))
    except ValueError:
        raise RecordError("bad_record", reason="its drawn mask is not of this film") from None


def _threads(record: Mapping[str, object]) -> int:
    result = record.get("result")
    threads = result.get("threads") if isinstance(result, Mapping) else None
    return threads if isinstance(threads, int) and 0 < threads <= 1024 else 0


def _differences(
    record: Mapping[str, object], versions: Mapping[str, str], device: str
) -> list[str]:
    recorded = record.get("versions")
    known = recorded if isinstance(recorded, Mapping) else {}
    found = [
        f"{name} {known.get(name, 'absent')} is {versions.get(name, 'absent')}"
        for name in sorted({*known, *versions})
        if known.get(name) != versions.get(name)
    ]
    if record.get("device") != device:
        found.append(f"device {record.get('device')} is {device}")
    return found


def _listed(found: object) -> list[Mapping[str, object]]:
    entries = found if isinstance(found, list) else [found]
    return [entry for entry in entries if isinstance(entry, Mapping)]
