"""A JSON list of records that is written as they come: however many films, only one is held."""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path
from typing import BinaryIO

from inference.export.numbers.results_json import Record, encoded
from inference.export.writing import GrowingFile, not_written

#: Stands for standard output where a file is asked for.
STANDARD_OUTPUT = "-"
_BEGIN, _BETWEEN, _END = b"[\n", b",\n", b"\n]\n"


class JsonList:
    """The same bytes as `results_json.encoded` of all records together."""

    def __init__(self, place: str, films: Collection[Path] = ()) -> None:
        """`place`: a path, or "-"; `films`: resolved paths of source files, never written to.

        A file takes its name in `finish`, when it is whole; standard output gets each record at
        once.
        """
        self._place = Path(place)
        self._file = None if place == STANDARD_OUTPUT else GrowingFile(self._place, films)
        self._count = 0
        self.written: list[Path] = []

    def add(self, record: Record) -> None:
        """Write one more. Raises ExportError: "write_failed"; ValueError: a number isn't finite."""
        body = encoded([record]).removeprefix(_BEGIN).removesuffix(_END)
        self._write((_BETWEEN if self._count else _BEGIN) + body)
        self._count += 1

    def finish(self) -> None:
        """Close the list. Raises ExportError: "write_failed"."""
        self._write(_END if self._count else encoded([]))
        if self._file is not None:
            self._file.finish()
            self.written.append(self._place)

    def _write(self, content: bytes) -> None:
        if self._file is not None:
            self._file.write(content)
            return
        stream: BinaryIO = sys.stdout.buffer
        try:
            stream.write(content)
            stream.flush()
        except OSError as error:
            raise not_written(self._place, error) from error
