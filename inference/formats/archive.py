"""Images in a ZIP archive, read in memory: nothing is unpacked to disk, whatever it is called.

A member is addressed by a path below the archive's own, as if the archive were a folder. Runs in
the decoder's process. Refused, each with its own error: encryption, names that lead outside,
methods other than store and deflate, members that unpack to more than `MAX_RATIO` times their
size, and archives of more than `MAX_MEMBERS` files. Archives in archives are not opened.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from inference.core.errors import REASONS, StudyError
from inference.formats.signatures import SNIFF_BYTES, sniff
from inference.formats.sorting import is_system_name, natural_key

MAX_MEMBERS = 10_000
#: A member may unpack to this many times its packed size, beyond its first megabyte.
MAX_RATIO = 200
_FREE = 1 << 20
_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED, _UTF8 = 0x1, 0x800


def is_archive(start: bytes) -> bool:
    """True if a file that begins with `start` is a ZIP archive and not an image."""
    return start.startswith(_MAGIC) and sniff(start) is None


def split(path: Path) -> tuple[Path, str] | None:
    """(archive, member's name) of a path that leads into a file; None for any other path."""
    for parent in path.parents:
        if parent.is_file():
            return parent, path.relative_to(parent).as_posix()
        if parent.exists():
            return None
    return None


def image_names(archive: Path) -> list[str]:
    """Names of the members that begin like images, naturally sorted.

    Raises
    ------
    StudyError: the archive is refused, damaged, or holds no image.
    """
    with _opened(archive) as members:
        found = [
            name
            for name, info in members.named().items()
            if not _is_hidden(name) and sniff(members.read(info, SNIFF_BYTES)) is not None
        ]
    if not found:
        raise StudyError("no_images_in_folder")
    return sorted(found, key=lambda name: natural_key(Path(name)))


def read_member(archive: Path, name: str, limit: int) -> bytes:
    """The whole content of a member of at most `limit` bytes."""
    with _opened(archive) as members:
        info = members.named().get(name)
        if info is None:
            raise StudyError("file_missing")
        if info.file_size > limit:
            size_mb, limit_mb = info.file_size >> 20, limit >> 20
            raise StudyError("file_too_large", size_mb=size_mb, limit_mb=limit_mb)
        return members.read(info, limit)


class _Members:
    """The files of an open archive, checked."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file

    def named(self) -> dict[str, zipfile.ZipInfo]:
        """Name as shown -> member; the whole archive is refused for one unsafe name."""
        files = [info for info in self._file.infolist() if not info.is_dir()]
        if len(files) > MAX_MEMBERS:
            raise StudyError("archive_too_many", count=len(files), limit=MAX_MEMBERS)
        found = {_name_of(info): info for info in files}
        if any(_leads_outside(name) for name in found):
            raise StudyError("archive_unsafe")
        return found

    def read(self, info: zipfile.ZipInfo, limit: int) -> bytes:
        """At most `limit` bytes of a member's content."""
        if info.flag_bits & _ENCRYPTED:
            raise StudyError("archive_encrypted")
        if info.compress_type not in _METHODS:
            raise StudyError("archive_method")
        if info.file_size > MAX_RATIO * info.compress_size + _FREE:
            raise StudyError("damaged", reason=REASONS["inflation"])
        with self._file.open(info) as member:
            return member.read(limit)


@contextmanager
def _opened(archive: Path) -> Iterator[_Members]:
    try:
        with zipfile.ZipFile(archive) as file:
            yield _Members(file)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
        raise StudyError("archive_damaged") from None
    except RuntimeError:  # "password required", should the flag have lied
        raise StudyError("archive_encrypted") from None


def _name_of(info: zipfile.ZipInfo) -> str:
    """The member's name; without the mark for UTF-8 it may be Japanese Windows' encoding."""
    if info.flag_bits & _UTF8:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("ascii", "utf-8", "cp932"):
        try:
            return raw.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return info.filename


def _leads_outside(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    drive = len(name) > 1 and name[1] == ":"
    return not name or path.is_absolute() or ".." in path.parts or drive or "\0" in name


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") or is_system_name(part) for part in PurePosixPath(name).parts)
