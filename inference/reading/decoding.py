"""Decodes files in a process of its own, so that no file can stop or freeze the viewer.

A `Decoder` keeps one child process alive (`decoding_child`), hands it one path at a time
and keeps the codes that come back. A child that crashes, hangs, or asks for too much memory is
killed and replaced (docs/reliability.md, "Decoding apart"). Neither side needs torch or
Qt. The program must call `multiprocessing.freeze_support()` first when it is frozen.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.core.coded_pixels import CodedPixels, FloatArray, encode_rows
from inference.core.errors import REASONS, StudyError
from inference.core.progress import Cancelled, CancelToken
from inference.core.types import BoolArray, read_only
from inference.formats.decoded_film import FilmFacts
from inference.formats.decoder_requests import (
    Decode,
    HeaderLine,
    ListFiles,
    ListHeader,
    MakeThumbnail,
    Request,
)
from inference.reading.decoding_child import FILE_READ, READY, SETTLE, FilmHeader, serve
from inference.reading.process_limits import MEMORY_EXIT
from inference.reading.shared_ring import make_ring, receive_rows

#: Seconds for decoding one file, once its bytes are there.
TIME_LIMIT = 10.0
#: Seconds for a new child to be ready; a cold disk or a virus scanner may take long.
START_LIMIT = 60.0
#: Seconds for reading one file; a CD or a network drive may take long.
READ_LIMIT = 120.0
#: Memory that one file may cost beyond what the idle child holds.
MEMORY_LIMIT_MB = 1400

_POLL_SECONDS = 0.05
_JOIN_SECONDS = 5.0


@dataclass(frozen=True, slots=True, eq=False)
class DecodedPixels:
    """A decoded film as the viewer keeps it."""

    kept: CodedPixels
    padding: BoolArray | None  # (H, W)
    facts: FilmFacts
    digest: LateDigest

    @property
    def sha256(self) -> str:
        """Of the file's bytes; the first call may wait for it."""
        return self.digest()

    @property
    def pixels(self) -> FloatArray:
        """(H, W) float32 in [0, 1], read-only."""
        return self.kept.floats()


class LateDigest:
    """A file's SHA-256. The child still computes it when the film has already come."""

    def __init__(self, decoder: Decoder, path: Path, kept: CodedPixels) -> None:
        self._decoder, self._path, self._kept = decoder, path, kept
        self.text = ""
        self.lost = False  # the child has ended before it was there

    def __call__(self) -> str:
        """The text; waits for it. Raises `StudyError` when it was lost and can't be had again."""
        if not self.text and not self.lost:
            self._decoder.settle(self)
        if not self.text:
            again = self._decoder.decode(self._path)
            if not np.array_equal(again.kept.codes, self._kept.codes):
                raise StudyError("decode_crashed", file=self._path.name)
            self.text = again.sha256
        return self.text


class Decoder:
    """One decoding process and the way to use it; safe to call from several threads."""

    def __init__(
        self,
        *,
        time_limit: float = TIME_LIMIT,
        start_limit: float = START_LIMIT,
        memory_limit_mb: int = MEMORY_LIMIT_MB,
        idle_limit: float | None = None,
    ) -> None:
        self._idle_limit = idle_limit  # seconds after which a child without work ends
        self._time_limit = time_limit
        self._start_limit = start_limit
        self._memory_limit_mb = memory_limit_mb
        self._turn = threading.Lock()  # one file at a time
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._ring: Any = None
        self._ready = False
        self._owed: LateDigest | None = None  # what the child says next

    def start(self) -> None:
        """Start the child ahead of need; returns at once."""
        if self._turn.acquire(blocking=False):
            try:
                self._ensure_started()
            finally:
                self._turn.release()

    def decode(self, path: Path, token: CancelToken | None = None) -> DecodedPixels:
        """Read and decode the file at `path` (absolute).

        Raises
        ------
        StudyError: one typed error for whatever is wrong with the file.
        Cancelled: if `token` is cancelled first; within a fraction of a second.
        """
        film = self._guarded(Decode(str(path)), token)
        assert isinstance(film, DecodedPixels)
        return film

    def thumbnail(self, path: Path, token: CancelToken | None = None) -> NDArray[np.uint8]:
        """(h, w) uint8, a small picture of the film at `path`; raises alike."""
        picture = self._guarded(MakeThumbnail(str(path)), token)
        assert isinstance(picture, np.ndarray)
        return picture

    def list_files(self, path: Path, token: CancelToken | None = None) -> tuple[Path, ...]:
        """Paths of the images that the ZIP archive or DICOMDIR at `path` names; raises alike."""
        found = self._guarded(ListFiles(str(path)), token)
        assert isinstance(found, tuple)
        return tuple(Path(name) for name in found)

    def read_header(self, path: Path, token: CancelToken | None = None) -> tuple[HeaderLine, ...]:
        """Every attribute of the DICOM file at `path` as text; raises alike."""
        lines = self._guarded(ListHeader(str(path)), token)
        assert isinstance(lines, tuple)
        return lines

    def _guarded(self, request: Request, token: CancelToken | None) -> object:
        token = token or CancelToken()
        with self._one_at_a_time(token):
            try:
                self._collect()
                return self._ask_whoever_is_there(request, token)
            except StudyError:
                raise
            except (EOFError, OSError):
                raise self._died() from None
            except BaseException as error:  # what is still in the pipe must reach no later call
                self._kill()
                if isinstance(error, Cancelled):
                    self._ensure_started()
                if isinstance(error, MemoryError):
                    raise StudyError("decode_memory", limit_mb=self._memory_limit_mb) from None
                raise

    def close(self) -> None:
        """End the child. A later `decode` starts a new one."""
        with self._turn:
            self._collect()
            self._kill()

    def settle(self, digest: LateDigest) -> None:
        """Wait until `digest` is known or lost; whoever asks next may have taken it already."""
        while not digest.text and not digest.lost:
            if self._turn.acquire(timeout=_POLL_SECONDS):
                try:
                    self._collect()
                finally:
                    self._turn.release()

    def _collect(self) -> None:
        """Take what the child still owes of the film before."""
        if self._owed is None:
            return
        try:
            assert self._connection is not None
            with contextlib.suppress(OSError):  # it has ended, and may have said it before
                self._connection.send(SETTLE)
            self._owed.text = str(self._receive(READ_LIMIT, CancelToken()))
            self._owed = None
        except (EOFError, OSError, StudyError):
            self._kill()

    @contextlib.contextmanager
    def _one_at_a_time(self, token: CancelToken) -> Iterator[None]:
        while not self._turn.acquire(timeout=_POLL_SECONDS):
            token.raise_if_cancelled()
        try:
            token.raise_if_cancelled()
            yield
        finally:
            self._turn.release()

    def _ask_whoever_is_there(self, request: Request, token: CancelToken) -> object:
        """As `_ask`, of a new child if the old one was just leaving, as it does without work."""
        try:
            return self._ask(request, token)
        except (EOFError, OSError):
            process = self._process
            if process is not None:
                process.join(_JOIN_SECONDS)
            if process is None or process.exitcode != 0:
                raise
        self._kill()
        return self._ask(request, token)

    def _ask(self, request: Request, token: CancelToken) -> object:
        """The child's answer to `request`, pixels included."""
        connection = self._ensure_ready(token)
        connection.send(request)
        answer = self._receive(READ_LIMIT, token)
        if answer == FILE_READ:
            answer = self._receive(self._time_limit, token)
        if isinstance(answer, StudyError):
            raise answer
        if isinstance(answer, tuple | np.ndarray):
            return answer
        if not isinstance(answer, FilmHeader):
            raise EOFError
        assert isinstance(request, Decode)
        return self._receive_film(connection, Path(request.path), answer, token)

    def _ensure_ready(self, token: CancelToken) -> Connection:
        connection = self._ensure_started()
        if not self._ready:
            if self._receive(self._start_limit, token) != READY:
                raise EOFError
            self._ready = True
        return connection

    def _receive_film(
        self, connection: Connection, path: Path, header: FilmHeader, token: CancelToken
    ) -> DecodedPixels:
        """Take the film over, one cache-sized piece after another."""
        codes, maximum = np.empty(header.shape, np.uint16), header.facts.maximum
        wait = partial(self._wait, self._time_limit, token)
        stored = np.dtype(header.dtype)
        for rows, piece in receive_rows(connection, self._ring, header.shape, stored, wait):
            encode_rows(piece, maximum, codes[rows])
        padding = None
        if header.has_padding:
            wait()
            packed = np.frombuffer(connection.recv_bytes(), np.uint8)
            flags = np.unpackbits(packed, count=codes.size).view(np.bool_)
            padding = read_only(flags.reshape(header.shape))
        for window in header.facts.windows:
            if window.table is not None:
                window.table.flags.writeable = False
        kept = CodedPixels(codes, maximum)
        self._owed = LateDigest(self, path, kept)
        return DecodedPixels(kept, padding, header.facts, self._owed)

    def _receive(self, limit: float, token: CancelToken) -> object:
        """The child's next message; kills it when `limit` seconds have passed."""
        self._wait(limit, token)
        assert self._connection is not None
        return self._connection.recv()

    def _wait(self, limit: float, token: CancelToken) -> None:
        """Until the child has said something; kills it when `limit` seconds have passed."""
        assert self._connection is not None
        deadline = time.monotonic() + limit
        while not self._connection.poll(_POLL_SECONDS):
            token.raise_if_cancelled()
            if time.monotonic() > deadline:
                self._kill()
                self._ensure_started()
                raise StudyError("decode_timeout", seconds=f"{limit:g}")

    def _ensure_started(self) -> Connection:
        if self._process is not None and not self._process.is_alive():
            self._kill()
        if self._process is None or self._connection is None:
            self._spawn()
        assert self._connection is not None
        return self._connection

    def _spawn(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        give_up = READ_LIMIT + self._time_limit + _JOIN_SECONDS
        if self._ring is None:
            self._ring = make_ring(context)
        arguments = (theirs, self._ring, self._memory_limit_mb, give_up, self._idle_limit)
        process = context.Process(target=serve, args=arguments, name="decoder", daemon=True)
        with _hidden_main_module():
            process.start()
        theirs.close()
        self._process, self._connection, self._ready = process, ours, False

    def _died(self) -> StudyError:
        """The error for a child that ended by itself; a new one is started."""
        process, was_ready = self._process, self._ready
        if process is not None:
            process.join(_JOIN_SECONDS)
        status = None if process is None else process.exitcode
        self._kill()
        if not was_ready:
            return StudyError("internal", reason=REASONS["decoder_start"])
        self._ensure_started()
        if status == MEMORY_EXIT:
            return StudyError("decode_memory", limit_mb=self._memory_limit_mb)
        return StudyError("decode_crashed")

    def _kill(self) -> None:
        process, connection = self._process, self._connection
        self._process = self._connection = None
        self._ready = False
        if self._owed is not None:
            self._owed.lost, self._owed = True, None
        if connection is not None:
            connection.close()
        if process is not None:
            process.kill()
            process.join(_JOIN_SECONDS)
            with contextlib.suppress(ValueError):  # still not gone
                process.close()


_MAIN_LOCK = threading.Lock()


@contextlib.contextmanager
def _hidden_main_module() -> Iterator[None]:
    """Keep the child from importing the program's main module, and torch and Qt with it.

    `multiprocessing` asks a spawned child to run the parent's `__main__` again, so that it can
    unpickle what is defined there; `serve` is not.
    """
    with _MAIN_LOCK:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main
