"""What decoding a file gives: whole-number codes and the facts beside them.

This is what crosses from the decoder's process to the viewer's: codes are half the size of
float32 pixels. `pixel = code / maximum` holds for every format. Needs numpy only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.core.errors import REASONS, StudyError
from inference.core.types import BoolArray, DicomSource, PixelSpacing, Window

Codes = NDArray[np.unsignedinteger[Any]]  # uint8 or uint16

#: Limits on a film (docs/reliability.md, "Limits"), checked on what a header claims, before any
#: allocation.
MIN_SIDE = 64
MAX_SIDE = 16384
MAX_MEGAPIXELS = 100


@dataclass(frozen=True, slots=True, eq=False)
class FilmFacts:
    """Everything about a decoded film except its arrays; see `types.Radiograph` for the fields."""

    maximum: int  # the code that pixel 1.0 stands for: 2^bits_stored - 1
    value_range: tuple[float, float]
    bits_stored: int
    photometric_interpretation: str
    windows: tuple[Window, ...] = ()
    spacing: PixelSpacing | None = None
    view_position: str = ""
    notices: tuple[str, ...] = ()
    adversarial: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)
    source: DicomSource | None = None


@dataclass(frozen=True, slots=True, eq=False)
class DecodedFilm:
    """A film as its codes, after Modality LUT and polarity."""

    codes: Codes  # (H, W) uint8 or uint16 in 0..facts.maximum, C-contiguous, film grid
    padding: BoolArray | None  # (H, W) True on Pixel Padding
    facts: FilmFacts


def check_size(rows: int, columns: int) -> None:
    """Raise `StudyError` unless a film of this size is accepted."""
    if rows < 1 or columns < 1:
        raise StudyError("bad_geometry", reason=REASONS["rows_columns"])
    if rows * columns > MAX_MEGAPIXELS * 1_000_000:
        raise StudyError("too_big", columns=columns, rows=rows, limit_mp=MAX_MEGAPIXELS)
    if max(rows, columns) > MAX_SIDE:
        raise StudyError("bad_geometry", reason=REASONS["side"])
    if min(rows, columns) < MIN_SIDE:
        raise StudyError("too_small", columns=columns, rows=rows, limit=MIN_SIDE)


def check_contrast(codes: Codes) -> None:
    """Raise `StudyError` if all codes are equal."""
    first = codes[0, 0]
    if (codes[0] == first).all() and (codes == first).all():
        raise StudyError("constant_image")
