"""Writes a file as a whole or not at all, and never over a film that was read."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from inference.core.errors import REASONS, ExportError

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


def write_whole(
    path: Path, content: bytes, films: Collection[Path] = (), mode: int | None = None
) -> None:
    """Write `content` to `path`: a temporary file beside it, flushed to the disc, then renamed.

    An older file stays intact until the new one is whole.

    Parameters
    ----------
    films: resolved paths of source files, which are never written to.
    mode: of the file; None leaves it to the process's mask.

    Raises
    ------
    ExportError: "write_failed".
    """
    part = GrowingFile(path, films, mode)
    part.write(content)
    part.finish()


class GrowingFile:
    """A file that is written part by part beside `path`, and takes that name when it is whole.

    After an error nothing is left of it, and what is written then is lost: it was said once.
    """

    def __init__(self, path: Path, films: Collection[Path] = (), mode: int | None = None) -> None:
        """`films`: resolved paths of source files, which are never written to."""
        self._path, self._films, self._mode = path, films, mode
        self._part: Path | None = None
        self._stream: BinaryIO | None = None
        self._failed = False

    def write(self, content: bytes) -> None:
        """Add `content`, or nothing of it when interrupted; at the first call the folder is made.

        Raises ExportError: "write_failed".
        """
        if self._failed:
            return
        with self._failing_whole(OSError):
            stream = self._stream or self._begin()
            end = stream.tell()
            try:
                stream.write(content)
            except KeyboardInterrupt:
                stream.seek(end)
                stream.truncate()
                raise

    def finish(self) -> None:
        """Flush it to the disc and rename it; an older file stays intact until then.

        Raises ExportError: "write_failed".
        """
        if self._failed:
            return
        with self._failing_whole(BaseException):
            stream = self._stream or self._begin()
            assert self._part is not None
            stream.flush()
            os.fsync(stream.fileno())
            stream.close()
            self._part.chmod(0o666 & ~_umask() if self._mode is None else self._mode)
            self._part.replace(self._path)

    def _begin(self) -> BinaryIO:
        if self._path.resolve() in self._films:
            self._failed = True
            reason = REASONS["is_film"]
            raise ExportError("write_failed", name=self._path.name, reason=reason)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=self._path.parent, prefix=".", suffix=".part")
        self._part, self._stream = Path(name), os.fdopen(number, "wb")
        return self._stream

    @contextmanager
    def _failing_whole(self, kind: type[BaseException]) -> Iterator[None]:
        """On an error of this kind nothing is left of the file; what the system says is typed."""
        try:
            yield
        except kind as error:
            self._discard()
            if isinstance(error, OSError):
                raise not_written(self._path, error) from error
            raise

    def _discard(self) -> None:
        self._failed = True
        if self._stream is not None and self._part is not None:
            with suppress(OSError):  # the disc is full: what is still to be flushed is lost too
                self._stream.close()
            self._part.unlink(missing_ok=True)


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


def _umask() -> int:
    """The process's file mode mask; Python can only read it by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
