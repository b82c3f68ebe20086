"""A cohort as CSV (a row per film) and as JSON (what the films say together)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping

from inference.cohort.together import Cohort, CohortCase, FindingCohort
from inference.export.numbers.plain import plain
from inference.export.numbers.results_json import NOTICE, Record

#: Said beside every accuracy.
CAUTION = "An accuracy counts only if none of these patients' films was in the network's training."


def encoded_cohort_csv(cohort: Cohort) -> bytes:
    """A row per film; UTF-8 with a mark that spreadsheets know. What a film lacks is empty."""
    rows = [_row(case) for case in cohort.cases]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, columns)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8-sig", "backslashreplace")


def cohort_record(cohort: Cohort, versions: Mapping[str, str]) -> Record:
    """What `encoded_cohort_json` writes."""
    return {
        "films": len(cohort.cases),
        "accuracy": plain(cohort.accuracy),
        "caution": CAUTION,
        "findings": [_finding(each) for each in cohort.findings],
        "cases": [_row(case) for case in cohort.cases],
        "versions": dict(versions),
        "notice": NOTICE,
    }


def encoded_cohort_json(cohort: Cohort, versions: Mapping[str, str]) -> bytes:
    """UTF-8 JSON; a mean map is a list of rows with two decimals."""
    text = json.dumps(
        cohort_record(cohort, versions), ensure_ascii=False, allow_nan=False, indent=1
    )
    return (text + "\n").encode("utf-8", "backslashreplace")


def _finding(found: FindingCohort) -> Record:
    mean = found.mean_sign
    return {
        "finding": found.finding,
        "target": "finding" if found.target else "no finding",
        "films": found.films,
        "patients": found.patients,
        "figures": plain(found.figures),
        "regions": plain(found.regions),
        "agreement": plain(found.agreement),
        "mean_sign": None if mean is None else mean.values.round(2).tolist(),
    }


def _row(case: CohortCase) -> dict[str, object]:
    attack = case.attack
    return {
        "film": case.sha256,
        "file": _text(case.file),
        "finding": case.finding,
        "target": "finding" if attack.target else "no finding",
        **{f"label_{name}": int(label) for name, label in case.labels.items()},
        **{f"probability_{name}": chance for name, chance in case.probabilities.items()},
        **{f"called_{name}": int(called) for name, called in case.positives.items()},
        "norm": attack.config.norm,
        "epsilon": attack.config.epsilon,
        "steps_taken": attack.steps_taken,
        "stop_reason": attack.stop_reason,
        "flipped": int(attack.flipped),
        "film_flipped": int(attack.roundtrip_flipped),
        "probability_after": attack.probability_after,
        "film_probability_after": attack.roundtrip_probability,
        "flip_amplitude": case.flip_amplitude,
        "minimal_epsilon": case.minimal_epsilon,
        "background_share": attack.background_share,
        "diagnoses": " ".join(attack.warnings),
        "cardiothoracic_ratio": case.ratio,
        "translation_flipped": _flag(case.translation_flipped),
        **{f"{name}_flip_rate": rate for name, rate in case.controls.items()},
        **_flat(case.regions),
        **_flat(case.agreement),
    }


def _flat(table: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    return {f"{row}.{name}": value for row, line in table.items() for name, value in line.items()}


def _flag(value: bool | None) -> int | None:
    return None if value is None else int(value)


def _text(value: str) -> str:
    """Not to be taken for a formula by a spreadsheet."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@")) else value
