"""The decoder's process: everything that touches the bytes of a file happens here.

It is started by `reading.decoding`, reads paths from a pipe and answers each with a film or with
one `StudyError`. It imports neither torch nor Qt. A file may abort, hang or bloat it; the viewer
lives on.
"""

from __future__ import annotations

import faulthandler
import hashlib
import logging
import os
import stat
import warnings
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from inference.core.errors import REASONS, StudyError
from inference.formats.archive import image_names, is_archive, read_member, split
from inference.formats.decoded_film import DecodedFilm, FilmFacts
from inference.formats.decoder_requests import Decode, ListFiles, ListHeader, MakeThumbnail, Request
from inference.formats.signatures import SNIFF_BYTES, Format, is_directory, sniff
from inference.reading.process_limits import (
    give_back_memory,
    keep_freed_memory,
    leave_interrupts_to_parent,
    limit_memory,
    silence,
)
from inference.reading.shared_ring import send_rows

MAX_FILE_MB = 512
#: When no request came for so long, freed memory is returned to the system.
IDLE_SECONDS = 2.0

#: Seconds for which the processor is left to whoever shows a film, before its digest is computed.
SHOW_SECONDS = 0.03

#: What the child says besides a film or an error, and what ends `SHOW_SECONDS` early.
READY, FILE_READ = "ready", "file read"
SETTLE = "settle"


@dataclass(frozen=True, slots=True, eq=False)
class FilmHeader:
    """Announces a film; its codes, its packed padding and the file's SHA-256 follow."""

    facts: FilmFacts
    shape: tuple[int, int]
    dtype: str
    has_padding: bool


def serve(
    connection: Connection,
    ring: Any,
    memory_limit_mb: int,
    give_up_seconds: float,
    idle_seconds: float | None,
) -> None:
    """Answer requests until the pipe closes, or none has come for `idle_seconds`.

    Films leave through `ring` (`inference.reading.shared_ring`).

    `give_up_seconds` ends this process from within should the parent be gone while a codec hangs.
    """
    silence()
    leave_interrupts_to_parent()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    import inference.formats.dicom.film
    import inference.formats.raster  # noqa: F401

    limit_memory(memory_limit_mb << 20)
    keep_freed_memory()
    connection.send(READY)
    sink = Path(os.devnull).open("w")  # noqa: SIM115  (lives as long as this process)
    while True:
        try:
            if not connection.poll(IDLE_SECONDS):
                give_back_memory()
            if not connection.poll(idle_seconds):
                return
            request = connection.recv()
            if request == SETTLE:  # for a digest that has been sent
                continue
        except (EOFError, OSError):
            return
        faulthandler.dump_traceback_later(give_up_seconds, exit=True, file=sink)
        try:
            _answer(connection, ring, request, memory_limit_mb)
        except (EOFError, OSError):  # the parent is gone
            return
        faulthandler.cancel_dump_traceback_later()


def _answer(connection: Connection, ring: Any, request: Request, memory_limit_mb: int) -> None:
    try:
        answer = _answer_to(request, connection)
    except StudyError as error:
        connection.send(error)
    except MemoryError:
        connection.send(StudyError("decode_memory", limit_mb=memory_limit_mb))
    except BaseException:  # codecs in Rust panic with one of their own
        connection.send(StudyError("damaged", reason=REASONS["decoder"]))
    else:
        if isinstance(answer, _Answer):
            _send_film(connection, ring, answer)
        else:
            connection.send(answer)


def _answer_to(request: Request, connection: Connection) -> _Answer | object:
    path = Path(request.path)
    match request:
        case ListFiles():
            return tuple(str(found) for found in list_files(path))
        case ListHeader():
            from inference.formats.dicom.header import header_lines

            contents = read_contents(path)
            connection.send(FILE_READ)
            return header_lines(contents)
        case Decode():
            contents = read_contents(path)
            connection.send(FILE_READ)
            refuse_directory(contents, path)
            return _Answer(decode_contents(contents), contents)
        case MakeThumbnail():
            from inference.reading.thumbnail import thumbnail_of

            contents = read_contents(path)
            connection.send(FILE_READ)
            refuse_directory(contents, path)
            return thumbnail_of(decode_contents(contents))


@dataclass(frozen=True, slots=True, eq=False)
class _Answer:
    film: DecodedFilm
    contents: bytes


def list_files(path: Path) -> list[Path]:
    """The images that a ZIP archive or a DICOMDIR at `path` names, as paths to be read."""
    if is_archive(read_start(path)):
        return [path / name for name in image_names(path)]
    from inference.formats.dicom.media_directory import image_files

    return image_files(read_contents(path), path.parent)


def refuse_directory(contents: bytes, path: Path) -> None:
    """Say of a DICOMDIR what keeps its images from being read; nothing of any other file."""
    from inference.formats.dicom.media_directory import image_files

    if is_directory(contents[:SNIFF_BYTES]):
        image_files(contents, path.parent)
        raise StudyError("no_pixel_data", sop_class="DICOMDIR")


def read_start(path: Path) -> bytes:
    """The first bytes of a file, enough to tell what it is."""
    try:
        with path.open("rb") as file:
            return file.read(SNIFF_BYTES)
    except OSError:
        return b""


def read_contents(path: Path) -> bytes:
    """The whole file, or member of an archive; raises `StudyError` if it can't be had."""
    inside = split(path)
    limit = MAX_FILE_MB << 20
    contents = _read_file(path) if inside is None else read_member(*inside, limit)
    if not contents:
        raise StudyError("file_empty")
    return contents


def _read_file(path: Path) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise StudyError("file_unreadable", reason=REASONS["folder"])
        if not stat.S_ISREG(status.st_mode):
            raise StudyError("file_unreadable", reason=REASONS["special_file"])
        if is_archive(read_start(path)):
            image_names(path)  # says what is wrong with it, if anything is
            raise StudyError("file_unreadable", reason=REASONS["archive"])
        if status.st_size > MAX_FILE_MB << 20:
            size_mb = status.st_size >> 20
            raise StudyError("file_too_large", size_mb=size_mb, limit_mb=MAX_FILE_MB)
        return path.read_bytes()
    except FileNotFoundError:
        raise StudyError("file_missing") from None
    except PermissionError:
        raise StudyError("file_unreadable", reason=REASONS["permission"]) from None
    except (OSError, ValueError):
        raise StudyError("file_unreadable", reason=REASONS["drive"]) from None


def decode_contents(contents: bytes) -> DecodedFilm:
    """The film in a file's bytes."""
    from inference.formats.dicom.film import read_dicom
    from inference.formats.raster import read_raster

    kind = sniff(contents[:SNIFF_BYTES])
    if kind is None:
        raise StudyError("not_an_image")
    return read_dicom(contents) if kind is Format.DICOM else read_raster(contents, kind)


def _send_film(connection: Connection, ring: Any, answer: _Answer) -> None:
    codes, padding = answer.film.codes, answer.film.padding
    shape = (int(codes.shape[0]), int(codes.shape[1]))
    connection.send(FilmHeader(answer.film.facts, shape, codes.dtype.str, padding is not None))
    send_rows(connection, ring, codes)
    if padding is not None:
        connection.send_bytes(np.packbits(padding).data)
    connection.poll(SHOW_SECONDS)
    connection.send(hashlib.sha256(answer.contents).hexdigest())
