"""A film's way out of the decoder's process: pieces of it, in turn, through a little shared memory.

The memory is made by the viewer, has no name, and is a few megabytes whatever the film: it stays
in the processor's cache, and a child that dies or is killed leaves nothing behind. Each side says
through the pipe when a piece may be read, and when its place is free again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Bytes of one piece at most, and how many are on their way at one time.
PIECE_BYTES = 1 << 20
PLACES = 4

#: What the sides say to each other.
_FILLED, _FREE = b"f", b"e"


def make_ring(context: SpawnContext) -> Any:
    """Memory for `Process(args=...)`; it is given back when nobody holds it any longer."""
    return context.RawArray("B", PLACES * PIECE_BYTES)


def send_rows(connection: Connection, ring: Any, rows: NDArray[np.generic]) -> None:
    """Send an array (H, W), piece by piece; raises OSError or EOFError when nobody receives."""
    pieces = list(_pieces(rows.shape, rows.dtype))
    for number, piece in enumerate(pieces):
        if number >= PLACES:
            connection.recv_bytes(len(_FREE))
        part = rows[piece]
        np.copyto(_place(ring, number, part.shape, part.dtype), part)
        connection.send_bytes(_FILLED)


def receive_rows(
    connection: Connection,
    ring: Any,
    shape: tuple[int, int],
    dtype: np.dtype[Any],
    wait: Callable[[], None],
) -> Iterator[tuple[slice, NDArray[Any]]]:
    """The rows of an array as they arrive, each piece valid until the next one is asked for.

    `wait` returns when the connection can be read, and raises when it takes too long.
    """
    pieces = list(_pieces(shape, dtype))
    for number, piece in enumerate(pieces):
        wait()
        connection.recv_bytes(len(_FILLED))
        yield piece, _place(ring, number, (piece.stop - piece.start, shape[1]), dtype)
        if number + PLACES < len(pieces):
            connection.send_bytes(_FREE)


def _pieces(shape: tuple[int, ...], dtype: np.dtype[Any]) -> Iterator[slice]:
    height, width = shape
    step = PIECE_BYTES // (width * dtype.itemsize)
    return (slice(row, min(row + step, height)) for row in range(0, height, step))


def _place(ring: Any, number: int, shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
    start = number % PLACES * PIECE_BYTES
    count = shape[0] * shape[1]
    return np.frombuffer(ring, dtype, count, start).reshape(shape)
