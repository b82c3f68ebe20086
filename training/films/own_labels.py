"""Reads a person's own table of labels: which file, whose, and what it shows.

Columns, by any of their usual names: the file; the patient (else the digits before "_" in an
NIH-like file name, else every file is its own patient); for a finding a column of its own name
with yes or no, or a column of labels joined by "|"; for masks one file name per structure.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FILE = ("file", "image", "filename", "file name", "path", "image index")
PATIENT = ("patient", "patient id", "patientid", "patient_id", "subject", "subject_id")
LABELS = ("labels", "label", "finding labels", "findings", "finding")
MASKS = ("right_lung", "left_lung", "heart")

YES = frozenset({"1", "1.0", "yes", "true", "positive", "y", "t"})
NO = frozenset({"0", "0.0", "no", "false", "negative", "n", "f"})
NIH_NAME = re.compile(r"(\d{6,})_\d+")
#: Fewest patients of a class: with less, nothing can be kept aside to find out how good it is.
FEWEST_PATIENTS = 6


class UnusableLabels(Exception):  # noqa: N818  (it names what is wrong)
    """Labels that nothing can be learned from: what is wrong, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        self.message, self.hint = message, hint
        super().__init__(f"{message} {hint}")


@dataclass(frozen=True, slots=True)
class LabelledFile:
    """One line of the table."""

    path: Path
    patient: str
    positive: bool  # False for a segmenter, which has no finding
    masks: tuple[Path, ...] = ()  # in the order of `MASKS`


def read_labels(table: Path, images: Path, finding: str | None) -> list[LabelledFile]:
    """The files that `table` lists, each once, in its order.

    Parameters
    ----------
    table: CSV with a header, UTF-8, separated by comma, semicolon or tab.
    images: the folder that file names in it are relative to.
    finding: what is to be told from no finding; None for masks.

    Raises
    ------
    UnusableLabels: a column is missing, a label is neither yes nor no, one file has two labels,
        files are not there, or there is one class only or too few patients of a class.
    """
    rows = _rows(table)
    columns = _columns(rows[0])
    file_column = _column(columns, FILE, "the file")
    found: dict[Path, LabelledFile] = {}
    for number, row in enumerate(rows, 2):
        name = row[file_column]
        if not name:
            raise UnusableLabels(f"Line {number} names no file.", "Fill it in, or remove the line.")
        one = LabelledFile(
            path=images / name,
            patient=_patient(row, columns, name),
            positive=finding is not None and _positive(row, columns, finding, number),
            masks=_masks(row, columns, images) if finding is None else (),
        )
        known = found.setdefault(one.path, one)
        if known != one:
            raise UnusableLabels(
                f"Line {number}: “{name}” is there twice, with different labels.", "Keep one line."
            )
    files = list(found.values())
    _check_presence(files)
    if finding is not None:
        check_classes(files, finding)
    return files


def check_classes(files: Sequence[LabelledFile], finding: str) -> None:
    """Raise UnusableLabels unless both classes have enough patients."""
    positive = {one.patient for one in files if one.positive}
    negative = {one.patient for one in files if not one.positive}
    counts = {f"with “{finding}”": positive, f"without “{finding}”": negative}
    for name, patients in counts.items():
        if not patients:
            raise UnusableLabels(
                f"There is one class only: no film {name}.",
                "Check the finding's name and the column of labels.",
            )
        if len(patients) < FEWEST_PATIENTS:
            raise UnusableLabels(
                f"Only {len(patients)} patients have a film {name}; at least {FEWEST_PATIENTS} "
                "are needed.",
                "Add films of other patients.",
            )


def _rows(table: Path) -> list[dict[str, str]]:
    try:
        text = table.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableLabels(
            f"“{table.name}” can't be read ({type(error).__name__}).",
            "Save it as CSV in UTF-8.",
        ) from error
    header = text.partition("\n")[0]
    separator = max((",", ";", "\t"), key=header.count)
    lines = csv.DictReader(text.splitlines(), delimiter=separator)
    rows = [{str(k): (v or "").strip() for k, v in line.items() if k} for line in lines]
    if not rows:
        raise UnusableLabels(f"“{table.name}” lists no film.", "Give a header and a line per film.")
    return rows


def _columns(row: Mapping[str, str]) -> dict[str, str]:
    """Lower-case name -> name as it stands in the table."""
    return {name.strip().casefold(): name for name in row}


def _column(columns: Mapping[str, str], names: Sequence[str], what: str) -> str:
    for name in names:
        if name.casefold() in columns:
            return columns[name.casefold()]
    there = ", ".join(columns.values())
    raise UnusableLabels(
        f"The table has no column for {what} (it has: {there}).",
        f"Name one “{names[0]}”.",
    )


def _patient(row: Mapping[str, str], columns: Mapping[str, str], name: str) -> str:
    for column in PATIENT:
        if row.get(columns.get(column, ""), ""):
            return row[columns[column]]
    stem = Path(name).stem
    like_nih = NIH_NAME.match(stem)
    return like_nih[1] if like_nih else stem


def _positive(
    row: Mapping[str, str], columns: Mapping[str, str], finding: str, number: int
) -> bool:
    own = finding.casefold() in columns
    column = _column(columns, (finding, *LABELS), f"“{finding}”")
    value = row[column].casefold()
    if value in YES:
        return True
    if value in NO:
        return False
    if own or not value:
        raise UnusableLabels(
            f"Line {number}: the label “{row[column]}” is neither yes nor no.",
            "Write 1 or 0, or remove the line.",
        )
    return finding.casefold() in (part.strip() for part in re.split(r"[|;,]", value))


def _masks(row: Mapping[str, str], columns: Mapping[str, str], images: Path) -> tuple[Path, ...]:
    names = (row[_column(columns, (name,), f"masks of the {name}")] for name in MASKS)
    return tuple(images / name for name in names)


def _check_presence(files: Sequence[LabelledFile]) -> None:
    absent = [path for one in files for path in (one.path, *one.masks) if not path.is_file()]
    if absent:
        some = ", ".join(path.name for path in absent[:3])
        raise UnusableLabels(
            f"{len(absent)} of the files that the table names are not there, such as {some}.",
            "Give the folder that the names are relative to with --images, or remove the lines.",
        )
