"""What is kept of a crash for whoever wants to report it: places and kinds, no patient, no values.

Nothing is ever sent. The report lies in the profile folder, and is offered at the next start.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import platform
import re
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from PySide6.QtCore import QLibraryInfo

from gui.runtime.profile import FILE_MODE, private_folder, write_private
from inference import __version__
from inference.core.errors import ExportError

log = logging.getLogger(__name__)

#: More reports than these are not kept; the oldest go first.
_KEPT = 10
#: Further errors of one run are not written down.
_PER_RUN = 5
#: An empty file of faults that is older than a week belongs to nobody.
_STALE_S = 7 * 24 * 3600


class CrashReports:
    """Reports as text files, below the profile folder."""

    def __init__(self, profile: Path) -> None:
        self.folder = profile / "crashes"
        self._faults: TextIO | None = None
        self._written = 0

    def watch(self) -> None:
        """Let Python write down where it was if the process is ended by a fault (SIGSEGV...)."""
        try:
            private_folder(self.folder)
            path = self._fault_file(os.getpid())
            path.touch(FILE_MODE)
            self._faults = path.open("w", encoding="utf-8")
        except OSError as error:
            log.warning("faults will not be written down (%s)", type(error).__name__)
            return
        faulthandler.enable(self._faults)

    def stop(self) -> None:
        """The program ends well."""
        if self._faults is None:
            return
        faulthandler.disable()
        self._faults.close()
        self._faults = None
        with suppress(OSError):
            self._fault_file(os.getpid()).unlink()
        if sys.stderr is not None:
            faulthandler.enable()

    def write(self, kind: str, trace: str) -> None:
        """Keep an error that nobody caught; `trace` is of `gui.runtime.privacy.trace_of`."""
        if self._written >= _PER_RUN:
            return
        self._written += 1
        self._keep(f"{kind}\n\n{trace}")

    def unseen(self) -> list[Path]:
        """Reports that were not offered yet, newest first."""
        self._collect_faults()
        return sorted(self.folder.glob("crash-*.new.txt"), reverse=True)

    def newest(self) -> Path | None:
        """The last report there is, offered before or not."""
        self._collect_faults()
        return max(self.folder.glob("crash-*.txt"), default=None, key=lambda path: path.name)

    def mark_seen(self) -> None:
        """Do not offer the present reports again."""
        for path in self.folder.glob("crash-*.new.txt"):
            try:
                path.replace(path.with_name(path.name.replace(".new.txt", ".txt")))
            except OSError as error:
                log.warning("a report could not be renamed (%s)", type(error).__name__)

    def _keep(self, what: str) -> None:
        now = datetime.now(UTC)
        path = self.folder / f"crash-{now:%Y%m%d-%H%M%S-%f}.new.txt"
        try:
            write_private(path, f"{_heading(now)}\n\n{what}\n".encode())
        except ExportError as error:
            log.warning("a crash report was not written (%s)", type(error.__cause__).__name__)
            return
        for old in sorted(self.folder.glob("crash-*.txt"))[:-_KEPT]:
            with suppress(OSError):
                old.unlink()

    def _collect_faults(self) -> None:
        """Turn what faults left behind into reports."""
        for path in self.folder.glob("fault-*.txt"):
            if path == self._fault_file(os.getpid()):
                continue
            try:
                text = path.read_text(encoding="utf-8", errors="replace")
                if not text.strip() and time.time() - path.stat().st_mtime < _STALE_S:
                    continue  # another copy of the program runs, or was ended from outside
                path.unlink()
            except OSError:
                continue
            if text.strip():
                self._keep(_without_folders(text))

    def _fault_file(self, process: int) -> Path:
        return self.folder / f"fault-{process}.txt"


class KeptErrors(logging.Handler):
    """Keeps what the worker did not expect; its log holds places and kinds alone."""

    def __init__(self, reports: CrashReports) -> None:
        super().__init__(logging.ERROR)
        self._reports = reports

    def emit(self, record: logging.LogRecord) -> None:
        head, _, trace = record.getMessage().partition("\n")
        self._reports.write(head, trace)


def _heading(now: datetime) -> str:
    return "\n".join(
        (
            f"Setsudo {__version__} — crash report",
            f"{now:%Y-%m-%d %H:%M:%S} UTC",
            f"Python {platform.python_version()}, Qt {QLibraryInfo.version().toString()}",
            f"{platform.system()} {platform.release()} {platform.machine()}",
            "Holds places in the program and kinds of errors; no film, no name, no path.",
        )
    )


def _without_folders(trace: str) -> str:
    """File names alone: the folders above them may name a person."""
    return re.sub(r'"[^"\n]*[/\\]([^"/\\\n]+)"', r'"\1"', trace)
