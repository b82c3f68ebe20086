"""The decoder's process: everything that touches the bytes of a file happens here.

It is started by `inference.decoding`, reads paths from a pipe and answers each with a film or with
one `StudyError`. It imports neither torch nor Qt. A file may abort, hang or bloat it; the viewer
lives on.
"""

from __future__ import annotations

import faulthandler
import hashlib
import logging
import os
import stat
import threading
import warnings
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from inference.decoded_film import DecodedFilm, FilmFacts
from inference.errors import REASONS, StudyError
from inference.process_limits import leave_interrupts_to_parent, limit_memory, silence
from inference.signatures import SNIFF_BYTES, Format, sniff

MAX_FILE_MB = 512
#: Codes cross the pipe in pieces of about this size.
PIECE_BYTES = 1 << 20

#: What the child says besides a film or an error.
READY, FILE_READ = "ready", "file read"


@dataclass(frozen=True, slots=True, eq=False)
class FilmHeader:
    """Announces a film; its codes, then its packed padding, follow as bytes."""

    facts: FilmFacts
    shape: tuple[int, int]
    dtype: str
    has_padding: bool
    sha256: str


def rows_per_piece(shape: tuple[int, int], item_bytes: int) -> int:
    """How many rows of a film are sent at once."""
    return max(1, PIECE_BYTES // (shape[1] * item_bytes))


def serve(connection: Connection, memory_limit_mb: int, give_up_seconds: float) -> None:
    """Answer requests until the pipe closes.

    `give_up_seconds` ends this process from within should the parent be gone while a codec hangs.
    """
    silence()
    leave_interrupts_to_parent()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    import inference.dicom
    import inference.raster  # noqa: F401

    limit_memory(memory_limit_mb << 20)
    connection.send(READY)
    sink = Path(os.devnull).open("w")  # noqa: SIM115  (lives as long as this process)
    while True:
        try:
            path = connection.recv()
        except (EOFError, OSError):
            return
        faulthandler.dump_traceback_later(give_up_seconds, exit=True, file=sink)
        try:
            _answer(connection, path, memory_limit_mb)
        except OSError:  # the parent is gone
            return
        faulthandler.cancel_dump_traceback_later()


def _answer(connection: Connection, path: str, memory_limit_mb: int) -> None:
    try:
        contents = read_contents(Path(path))
        connection.send(FILE_READ)
        film, digest = decode_contents(contents)
    except StudyError as error:
        connection.send(error)
    except MemoryError:
        connection.send(StudyError("decode_memory", limit_mb=memory_limit_mb))
    except BaseException:  # codecs in Rust panic with one of their own
        connection.send(StudyError("damaged", reason=REASONS["decoder"]))
    else:
        _send_film(connection, film, digest)


def read_contents(path: Path) -> bytes:
    """The whole file; raises `StudyError` if it can't be had or is too large."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise StudyError("file_unreadable", reason=REASONS["folder"])
        if not stat.S_ISREG(status.st_mode):
            raise StudyError("file_unreadable", reason=REASONS["special_file"])
        if status.st_size > MAX_FILE_MB << 20:
            size_mb = status.st_size >> 20
            raise StudyError("file_too_large", size_mb=size_mb, limit_mb=MAX_FILE_MB)
        contents = path.read_bytes()
    except FileNotFoundError:
        raise StudyError("file_missing") from None
    except PermissionError:
        raise StudyError("file_unreadable", reason=REASONS["permission"]) from None
    except (OSError, ValueError):
        raise StudyError("file_unreadable", reason=REASONS["drive"]) from None
    if not contents:
        raise StudyError("file_empty")
    return contents


def decode_contents(contents: bytes) -> tuple[DecodedFilm, str]:
    """The film in a file's bytes, and their SHA-256, which is taken at the same time."""
    from inference.dicom import read_dicom
    from inference.raster import read_raster

    kind = sniff(contents[:SNIFF_BYTES])
    if kind is None:
        raise StudyError("not_an_image")
    digest = hashlib.sha256()
    hashing = threading.Thread(target=digest.update, args=(contents,), daemon=True)
    hashing.start()
    try:
        film = read_dicom(contents) if kind is Format.DICOM else read_raster(contents, kind)
    finally:
        hashing.join()
    return film, digest.hexdigest()


def _send_film(connection: Connection, film: DecodedFilm, digest: str) -> None:
    codes = np.ascontiguousarray(film.codes)
    shape = (int(codes.shape[0]), int(codes.shape[1]))
    header = FilmHeader(film.facts, shape, codes.dtype.str, film.padding is not None, digest)
    connection.send(header)
    step = rows_per_piece(shape, codes.dtype.itemsize)
    for row in range(0, shape[0], step):
        connection.send_bytes(codes[row : row + step].data.cast("B"))
    if film.padding is not None:
        connection.send_bytes(np.packbits(film.padding).data)
