"""Reads the next films while one is analysed, so that decoding costs a batch no time of its own.

Decoding happens in a process of its own; here one thread waits for it. Only a few films are held at
once, however many there are.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Protocol

from inference.core.progress import CancelToken
from inference.core.types import Study
from inference.reading.study_reader import read_study

#: Films that are read before they are asked for.
AHEAD = 2


class Read(Protocol):
    """The part of `read_study` that is used here."""

    def __call__(self, path: Path, /, *, token: CancelToken) -> Study: ...


def read_ahead(
    paths: Iterable[Path], read: Read = read_study
) -> Iterator[tuple[Path, Future[Study]]]:
    """Every path in order with its study to be; `result()` waits, and raises what `read` raised.

    When the caller stops early, what is being read is cancelled.
    """
    token, waiting = CancelToken(), deque[tuple[Path, Future[Study]]]()
    rest = iter(paths)
    with ThreadPoolExecutor(1, "read-ahead") as reader:
        try:
            for path in islice(rest, 1 + AHEAD):
                waiting.append((path, reader.submit(read, path, token=token)))
            while waiting:
                yield waiting.popleft()
                for path in islice(rest, 1):
                    waiting.append((path, reader.submit(read, path, token=token)))
        finally:
            token.cancel()
            reader.shutdown(cancel_futures=True)
