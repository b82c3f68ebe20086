"""The folder of what is remembered: where it is, who may read it, whether it takes anything.

Folders are 0700 and files 0600, so that another user of the machine reads no note and no path.
"""

from __future__ import annotations

import errno
import logging
import os
import sys
from contextlib import suppress
from pathlib import Path

import platformdirs

from inference.core.errors import AnalysisError, ExportError
from inference.export.writing import not_written, write_whole

log = logging.getLogger(__name__)

FOLDER_MODE, FILE_MODE = 0o700, 0o600
#: What the program makes in the folder.
_OURS = ("log", "notes", "crashes", "settings*.json", "recent.json")
#: Written and removed again at the start: as large as anything that is written at once.
_TRIED_BYTES = 64 * 1024


def profile_folder(chosen: Path | None = None) -> Path:
    """Where settings, notes and log lie; nothing is made yet.

    `chosen`, else the folder that the system has for settings, else the one that earlier versions
    used, if it is there alone.
    """
    folder = platformdirs.user_config_path("Setsudo", appauthor=False)
    before = _folder_before()
    if chosen is not None:
        return chosen
    return before if before.is_dir() and not folder.exists() else folder


def _folder_before() -> Path:
    """Qt's GenericConfigLocation, which differs from platformdirs' on macOS."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Preferences" / "Setsudo"
    return platformdirs.user_config_path("Setsudo", appauthor=False)


def open_profile(folder: Path, *, chosen: bool) -> AnalysisError | None:
    """Make the folder, keep others out of it and try to write there; why nothing will be kept.

    Parameters
    ----------
    chosen: the person named the folder; if it is there already, its own mode is left as it is.
    """
    try:
        if not chosen or not folder.exists():
            private_folder(folder)
        _keep_others_out(folder)
        write_private(folder / "tried", bytes(_TRIED_BYTES))
        (folder / "tried").unlink()
    except ExportError as error:
        return nothing_kept(folder, error)
    except OSError as error:
        return nothing_kept(folder, not_written(folder, error))
    return None


def nothing_kept(folder: Path, error: ExportError) -> AnalysisError:
    """What the reader is told when the profile takes nothing."""
    return AnalysisError("nothing_kept", folder=str(folder), reason=error.params["reason"])


def private_folder(folder: Path) -> None:
    """Make the folder for its owner alone. Raises OSError."""
    folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    _set_mode(folder, FOLDER_MODE)


def write_private(path: Path, content: bytes) -> None:
    """Replace a file of the profile whole, for its owner alone. Raises ExportError."""
    try:
        if not path.parent.is_dir():
            private_folder(path.parent)
    except OSError as error:
        raise not_written(path, error) from error
    write_whole(path, content, mode=FILE_MODE)


def _keep_others_out(folder: Path) -> None:
    """Files of earlier versions, which anyone could read."""
    for pattern in _OURS:
        for path in folder.glob(pattern):
            if path.is_dir():
                _set_mode(path, FOLDER_MODE)
                for inner in path.iterdir():
                    _set_mode(inner, FILE_MODE)
            else:
                _set_mode(path, FILE_MODE)


def _set_mode(path: Path, mode: int) -> None:
    with suppress(OSError):  # another owner's, or a file system without modes
        if path.stat().st_mode & 0o777 & ~mode:
            path.chmod(mode)
