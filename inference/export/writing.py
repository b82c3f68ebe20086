"""Writes a file as a whole or not at all, and never over a film that was read."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Collection
from pathlib import Path

from inference.errors import REASONS, ExportError

#: What the system says -> key of `REASONS`.
_REASON_OF = {
    errno.ENOSPC: "disk_full",
    getattr(errno, "EDQUOT", -1): "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "write_permission",
    errno.EPERM: "write_permission",
    errno.EBUSY: "locked",
    getattr(errno, "ETXTBSY", -2): "locked",
    errno.ENAMETOOLONG: "name_too_long",
}
#: Windows: another program holds the file, or a part of it.
_WINDOWS_LOCKED = (32, 33)


def write_whole(path: Path, content: bytes, films: Collection[Path] = ()) -> None:
    """Write `content` to `path`: a temporary file beside it, flushed to the disc, then renamed.

    An older file stays intact until the new one is whole.

    Parameters
    ----------
    films: resolved paths of source files, which are never written to.

    Raises
    ------
    ExportError: "write_failed".
    """
    if path.resolve() in films:
        raise ExportError("write_failed", name=path.name, reason=REASONS["is_film"])
    try:
        _replace(path, content)
    except OSError as error:
        raise not_written(path, error) from error


def check_place(path: Path, films: Collection[Path] = ()) -> None:
    """Make sure, before work that takes long, that `write_whole(path, …, films)` can succeed.

    Makes the folder, and leaves `path` itself as it is. Raises ExportError: "write_failed".
    """
    if path.resolve() in films:
        raise ExportError("write_failed", name=path.name, reason=REASONS["is_film"])
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part"):
            pass
    except OSError as error:
        raise not_written(path, error) from error


def not_written(path: Path, error: OSError) -> ExportError:
    """The error for what the system said when `path` was written."""
    key = _REASON_OF.get(error.errno or 0)
    if getattr(error, "winerror", None) in _WINDOWS_LOCKED:
        key = "locked"
    reason = REASONS[key] if key else error.strerror or type(error).__name__
    return ExportError("write_failed", name=path.name, reason=reason)


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The process's file mode mask; Python can only read it by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
