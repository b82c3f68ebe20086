"""Tells a person how far a run is, and shows its figures; quiet where nobody watches.

On a terminal: a bar on standard error, tables on standard output. Elsewhere: one line every 30 s,
and plain lines, as scripts read them.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Self, TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

EVERY_S = 30.0


class Telling:
    """While it is entered, `stream` (standard error) hears how many of `files` are done."""

    def __init__(self, files: int, stream: TextIO | None = None, every_s: float = EVERY_S) -> None:
        self._files, self._stream, self._every_s = files, stream or sys.stderr, every_s
        self._done, self._name, self._began = 0, "", time.monotonic()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._tell_now_and_then, name="telling", daemon=True)
        self._bar = _bar(self._stream) if self._stream.isatty() else None
        self._task = self._bar.add_task("", total=files) if self._bar else None

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        else:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        if self._bar is not None:
            self._bar.stop()
        else:
            self._thread.join()

    def at(self, path: Path) -> None:
        """This file is next."""
        self._name = path.name
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, description=path.name)

    def done(self) -> None:
        """The file is done with, whether it was read or not."""
        self._done += 1
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task)

    def line(self) -> str:
        """How far the run is, in words."""
        minutes, seconds = divmod(int(time.monotonic() - self._began), 60)
        now = f", now {self._name}" if self._name else ""
        return f"{self._done} of {self._files} files done in {minutes}:{seconds:02} min{now}"

    def _tell_now_and_then(self) -> None:
        while not self._ended.wait(self._every_s):
            print(" ".join(self.line().splitlines()), file=self._stream, flush=True)


def _bar(stream: TextIO) -> Progress:
    return Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
        console=Console(file=stream),
        transient=True,
        redirect_stdout=sys.stdout.isatty(),  # else it would land on the bar's stream
    )


def show_table(title: str, rows: Iterable[tuple[str, str]]) -> None:
    """Names and their figures below `title`: a table on a terminal, elsewhere a line for each."""
    if not sys.stdout.isatty():
        print("\n".join([title, *(f"  {name}: {figures}" for name, figures in rows)]), flush=True)
        return
    table = Table(show_header=False)
    for name, figures in rows:
        table.add_row(Text(name), Text(figures))
    console = Console()
    console.print(Text(title, "bold"), soft_wrap=True)
    console.print(table)


def list_written(paths: Iterable[Path], stream: TextIO | None = None) -> None:
    """One line for each file that was written."""
    for path in paths:
        print(f"written: {path}", file=stream or sys.stdout, flush=True)
