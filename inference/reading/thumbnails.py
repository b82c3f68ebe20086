"""Small pictures of many films, without the films.

Each is made in a decoder's process and comes back alone: no SHA-256, no film across, no float32.
Several processes work side by side; a file that breaks one costs that file alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

import numpy as np
from numpy.typing import NDArray

from inference.core.errors import StudyError
from inference.core.progress import CancelToken
from inference.reading.decoding import Decoder

#: Processes side by side, and seconds after which one that has nothing to do ends.
_PROCESSES, _IDLE_SECONDS = 4, 30.0

_further = [
    Decoder(idle_limit=_IDLE_SECONDS) for _ in range(min(_PROCESSES, os.cpu_count() or 1) - 1)
]


def read_thumbnails(
    paths: Iterable[Path], decoder: Decoder, token: CancelToken | None = None
) -> Iterator[NDArray[np.uint8] | StudyError]:
    """For every path its thumbnail or what is wrong with the file, in order, as they come.

    `decoder` and some processes of this module's own share the work. When `token` is concluded,
    what has been begun is the last.

    Raises
    ------
    Cancelled: if `token` is cancelled; within a fraction of a second.
    """
    token = token or CancelToken()
    free: SimpleQueue[Decoder] = SimpleQueue()
    decoders = (decoder, *_further)
    for each in decoders:
        free.put(each)

    def read(path: Path) -> NDArray[np.uint8] | StudyError | None:
        if token.concluded:
            return None
        used = free.get()
        try:
            return used.thumbnail(path, token)
        except StudyError as error:
            return error
        finally:
            free.put(used)

    with ThreadPoolExecutor(len(decoders), "thumbnails") as threads:
        try:
            for found in threads.map(read, paths):
                if found is None:
                    return
                yield found
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
