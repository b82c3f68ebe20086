"""The numbers of a record as CSV: one per line, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from inference.export.numbers.results_json import Record

#: What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def encoded_csv(records: Sequence[Record]) -> bytes:
    """Columns film (SHA-256), part, quantity, value; UTF-8 with a mark that spreadsheets know."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(("film", "part", "quantity", "value"))
    for record in records:
        for path, value in _leaves(record, ()):
            part, quantity = (path[0], ".".join(path[1:])) if len(path) > 1 else ("film", path[0])
            writer.writerow((record["sha256"], part, quantity, _cell(value)))
    return stream.getvalue().encode("utf-8-sig", "backslashreplace")


def _leaves(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
    """Every number and text below `value` with the keys that lead to it."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _leaves(each, (*path, str(key)))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _leaves(each, (*path, _named(each, place)))
    else:
        yield path, value


def _named(value: object, place: int) -> str:
    """An entry of a list by its own name if it has one."""
    if isinstance(value, Mapping):
        for key in ("name", "finding", "method", "structure"):
            if isinstance(value.get(key), str):
                return str(value[key])
    return str(place)


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value
