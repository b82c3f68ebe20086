"""The band below an adversarial film that says so, to people in words and to the reader in a code.

It stands outside the film's area, so that no pixel of the film is covered. Its code survives where
a picture's texts are lost, e.g. when another program saves the picture again. Needs numpy only.
"""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.unsignedinteger[Any]]

#: Rows of the band that hold the code, next to the film.
CODE_ROWS = 4
_BITS = 64
_PATTERN = np.unpackbits(
    np.frombuffer(hashlib.sha256(b"Setsudo adversarial film").digest()[: _BITS // 8], np.uint8)
).astype(bool)
#: Cells that may be misread, e.g. after lossy compression.
_TOLERANCE = 2


def band_rows(columns: int) -> int:
    """Height of the band of a film of this width: room for two lines of words."""
    return CODE_ROWS + max(20, round(columns * 0.055))


def code_row(columns: int) -> NDArray[np.bool_]:
    """(columns,) bool: the code across the whole width; True is bright."""
    return np.asarray(_PATTERN[np.arange(columns) * _BITS // columns])


def film_rows(codes: Codes) -> int | None:
    """Rows of film above the band of a picture (H, W), or None if it bears no band."""
    rows, columns = codes.shape
    height = band_rows(columns)
    if columns < _BITS or rows <= height:
        return None
    found = codes[rows - height + 1]
    centres = ((np.arange(_BITS) + 0.5) * columns / _BITS).astype(np.intp)
    middle = (int(found.min()) + int(found.max())) / 2
    wrong = np.count_nonzero((found[centres] > middle) != code_row(columns)[centres])
    return rows - height if wrong <= _TOLERANCE else None
