"""Teaching notes: a text per film, kept in the profile folder under the film's fingerprint."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

from gui.runtime.profile import write_private
from inference.core.errors import ExportError

log = logging.getLogger(__name__)

_VERSION = 1


class Notes:
    """Reads and writes `notes/<SHA-256 of the film's file>.json`, with the film's number in it.

    Never in the film's own folder. The file names no film, no path and no patient: it holds only
    the text that the teacher typed.
    """

    def __init__(self, profile: Path) -> None:
        self.folder = profile / "notes"

    def read(self, sha256: str) -> str:
        """The film's note, "" if there is none or it can't be read."""
        text = self._found(self._path(sha256)).get("text", "")
        return text if isinstance(text, str) else ""

    def write(self, sha256: str, text: str) -> bool:
        """Replace the film's note whole; an empty text removes it. False if it was not kept.

        A note that a later version of the program wrote may hold more than a text: it stays.
        """
        path = self._path(sha256)
        if self._found(path).get("version", _VERSION) != _VERSION:
            return False
        try:
            if not text.strip():
                path.unlink(missing_ok=True)
                return True
            content = {"version": _VERSION, "text": text}
            write_private(path, json.dumps(content, ensure_ascii=False, indent=1).encode())
        except (OSError, ExportError) as error:
            log.warning("a note was not written (%s)", type(error).__name__)
            return False
        return True

    @staticmethod
    def _found(path: Path) -> dict[str, object]:
        """What the file holds; nothing if there is none or it can't be read."""
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except (OSError, ValueError, RecursionError) as error:
            log.warning("a note could not be read (%s)", type(error).__name__)
            return {}
        return found if isinstance(found, dict) else {}

    def _path(self, sha256: str) -> Path:
        if re.fullmatch(r"[0-9a-f]{64}(-\d+)?", sha256) is None:
            raise ValueError("not a SHA-256")
        return self.folder / f"{sha256}.json"
