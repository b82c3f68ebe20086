"""The files opened lately, kept on disk only while the reader wants it.

A path may hold a patient's name, so that whoever writes here has to ask `DisplayState` first.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path

from gui.runtime.profile import write_private
from inference.core.errors import ExportError
from inference.export.writing import not_written

log = logging.getLogger(__name__)

#: How many are kept.
LIMIT = 10


class RecentFiles:
    """`recent.json` in the profile folder; replaced whole, and never trusted."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "recent.json"

    def read(self) -> list[Path]:
        """The last opened first; empty if there is none or it can't be used."""
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return []
        if not isinstance(found, list):
            return []
        return [Path(name) for name in found if isinstance(name, str) and name][:LIMIT]

    def add(self, paths: tuple[Path, ...]) -> None:
        """Put these in front."""
        new = [path.absolute() for path in paths]
        kept = [*new, *(path for path in self.read() if path not in new)][:LIMIT]
        try:
            write_private(self._path, json.dumps([str(path) for path in kept]).encode())
        except ExportError as error:
            log.warning("the recent list was not written (%s)", type(error.__cause__).__name__)

    def clear(self) -> None:
        """Forget every path. Raises ExportError: "write_failed"."""
        try:
            self._path.unlink(missing_ok=True)
        except NotADirectoryError:
            return
        except OSError as error:
            raise not_written(self._path, error) from error
