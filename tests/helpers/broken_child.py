"""Decoder's processes that stop in the middle of a film, in one stated way."""

from __future__ import annotations

import os
import time
from multiprocessing.connection import Connection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.formats.decoded_film import FilmFacts
from inference.reading.decoding_child import FILE_READ, READY, FilmHeader
from inference.reading.shared_ring import send_rows

SHAPE = (3000, 1200)


def film() -> NDArray[np.uint16]:
    """What they would have sent."""
    return (np.arange(SHAPE[0] * SHAPE[1]) % 65521).astype(np.uint16).reshape(SHAPE)


def dies(connection: Connection, ring: Any, *_limits: float) -> None:
    """Ends with half of the film sent."""
    _send_half(connection, ring)
    os._exit(139)


def hangs(connection: Connection, ring: Any, *_limits: float) -> None:
    """Sends half of the film and then nothing."""
    _send_half(connection, ring)
    time.sleep(60)


def forgets(connection: Connection, ring: Any, *_limits: float) -> None:
    """Sends a whole film, and ends before it has told the file's SHA-256."""
    _announce(connection)
    send_rows(connection, ring, film())
    os._exit(139)


def _send_half(connection: Connection, ring: Any) -> None:
    _announce(connection)
    send_rows(connection, ring, film()[: SHAPE[0] // 2])


def _announce(connection: Connection) -> None:
    connection.send(READY)
    connection.recv()
    connection.send(FILE_READ)
    facts = FilmFacts(65535, (0.0, 65535.0), 16, "MONOCHROME2")
    connection.send(FilmHeader(facts, SHAPE, "<u2", has_padding=False))


def crashes(connection: Connection, _ring: Any, *_limits: float) -> None:
    """Ends when it has read its first file."""
    connection.send(READY)
    connection.recv()
    connection.send(FILE_READ)
    os._exit(139)
