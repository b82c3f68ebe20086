"""A list of records grows on the disc, and is there whole, or as far as it came, or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inference.core.errors import ExportError
from inference.export.numbers.json_list import JsonList
from inference.export.numbers.results_json import Record, encoded
from inference.export.writing import GrowingFile

RECORDS: list[Record] = [{"file": "one", "x": [1, 2]}, {"file": "胸部\udce3", "x": {}}, {"x": None}]


def listed(place: Path | str, records: list[Record]) -> None:
    found = JsonList(str(place))
    for each in records:
        found.add(each)
    found.finish()


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_bytes_are_those_of_all_records_together(tmp_path: Path, count: int) -> None:
    listed(tmp_path / "new" / "out.json", RECORDS[:count])
    assert (tmp_path / "new" / "out.json").read_bytes() == encoded(RECORDS[:count])
    assert [each.name for each in (tmp_path / "new").iterdir()] == ["out.json"]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_standard_output_gets_the_same(count: int, capfdbinary) -> None:
    listed("-", RECORDS[:count])
    assert capfdbinary.readouterr().out == encoded(RECORDS[:count])


def test_an_older_file_stays_until_the_list_is_whole(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_text("older")
    found = JsonList(str(out))
    found.add(RECORDS[0])
    assert out.read_text() == "older"
    found.finish()
    assert json.loads(out.read_text()) == [RECORDS[0]]


def test_a_record_that_cannot_be_encoded_leaves_the_others(tmp_path: Path) -> None:
    found = JsonList(str(tmp_path / "out.json"))
    found.add(RECORDS[0])
    with pytest.raises(ValueError, match="not JSON compliant"):
        found.add({"x": float("nan")})
    found.add(RECORDS[2])
    found.finish()
    assert json.loads((tmp_path / "out.json").read_text()) == [RECORDS[0], RECORDS[2]]


def test_a_film_is_never_written_to(tmp_path: Path) -> None:
    film = tmp_path / "film.png"
    film.write_bytes(b"pixels")
    found = JsonList(str(film), {film.resolve()})
    with pytest.raises(ExportError):
        found.add(RECORDS[0])
    found.finish()
    assert film.read_bytes() == b"pixels"
    assert list(tmp_path.iterdir()) == [film]


class Breaking:
    """A stream that fails, or is interrupted, half way through one write."""

    def __init__(self, stream, error: BaseException) -> None:
        self._stream, self._error = stream, error

    def write(self, content: bytes) -> int:
        self._stream.write(content[: len(content) // 2])
        raise self._error

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


def broken(path: Path, error: BaseException) -> GrowingFile:
    """A file with the part "whole" whose next write has failed with `error`."""
    found = GrowingFile(path)
    found.write(b"whole")
    stream = found._stream
    found._stream = Breaking(stream, error)
    with pytest.raises((ExportError, KeyboardInterrupt)):
        found.write(b"interrupted")
    if isinstance(error, KeyboardInterrupt):
        found._stream = stream
    return found


def test_an_interrupted_write_leaves_what_was_whole(tmp_path: Path) -> None:
    broken(tmp_path / "out", KeyboardInterrupt()).finish()
    assert (tmp_path / "out").read_bytes() == b"whole"


def test_nothing_is_left_of_a_file_that_failed(tmp_path: Path) -> None:
    found = broken(tmp_path / "out", OSError(28, "No space left on device"))
    found.write(b"more")
    found.finish()
    assert list(tmp_path.iterdir()) == []
