"""A table of labels for a cohort: what is known of each film, and whose it is.

CSV with a header, separated by comma, semicolon or tab: a column for the file's name and, for each
finding, a column of its own name with yes or no, or one column of labels joined by "|". A patient
column keeps a patient's films together.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inference.core.errors import StudyError

FILE = ("file", "image", "filename", "file name", "path", "image index")
PATIENT = ("patient", "patient id", "patientid", "patient_id", "subject", "subject_id")
LABELS = ("labels", "label", "finding labels", "findings", "finding")
YES = frozenset({"1", "1.0", "yes", "true", "positive", "y", "t"})
NO = frozenset({"0", "0.0", "no", "false", "negative", "n", "f"})
#: NIH ChestX-ray14 names a film by its patient.
_NIH_NAME = re.compile(r"(\d{6,})_\d+")


@dataclass(frozen=True, slots=True, eq=False)
class CohortLabels:
    """Labels by the file's name without its folder and ending, in lower case."""

    labels: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)
    patients: Mapping[str, str] = field(default_factory=dict)

    def of(self, path: Path) -> Mapping[str, bool]:
        """Finding -> label; empty for a film that the table does not name."""
        return self.labels.get(_key(path.name), {})

    def patient(self, path: Path) -> str:
        """Whose film it is: the table's word, else the NIH name's, else its own."""
        known = self.patients.get(_key(path.name))
        named = _NIH_NAME.match(path.name)
        return known or (named.group(1) if named else str(path))


def read_cohort_labels(table: Path, findings: Sequence[str]) -> CohortLabels:
    """The labels of `findings` in `table`; empty cells are unknown.

    Raises
    ------
    StudyError: "labels_unreadable", saying why.
    """
    try:
        text = table.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(table, type(error).__name__) from None
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    rows = list(csv.DictReader(text.splitlines(), delimiter=separator))
    names = {name.strip().lower(): name for name in (rows[0] if rows else {}) if name}
    file = _column(names, FILE)
    if file is None:
        raise _unreadable(table, f"no column is called {', '.join(FILE)}")
    columns = {finding: names.get(finding.lower()) for finding in findings}
    joined, patient = _column(names, LABELS), _column(names, PATIENT)
    if joined is None and not any(columns.values()):
        raise _unreadable(table, f"no column is called {', '.join((*findings, *LABELS))}")
    labels = {_key(row[file]): _labels(table, row, columns, joined) for row in rows if row[file]}
    patients = {_key(row[file]): row[patient] for row in rows if patient and row[patient]}
    return CohortLabels(labels, patients)


def _labels(
    table: Path, row: Mapping[str, str], columns: Mapping[str, str | None], joined: str | None
) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for finding, column in columns.items():
        if column is not None:
            word = (row[column] or "").strip().lower()
            if word and word not in YES | NO:
                raise _unreadable(table, f"“{row[column]}” is neither yes nor no")
            if word:
                found[finding] = word in YES
        elif joined is not None:
            named = [each.strip().lower() for each in (row[joined] or "").split("|")]
            found[finding] = finding.lower() in named
    return found


def _column(names: Mapping[str, str], wanted: Sequence[str]) -> str | None:
    return next((names[name] for name in wanted if name in names), None)


def _key(name: str) -> str:
    return Path(name.strip()).stem.lower()


def _unreadable(table: Path, reason: str) -> StudyError:
    return StudyError("labels_unreadable", file=table.name, reason=reason)
