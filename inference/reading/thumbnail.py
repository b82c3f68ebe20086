"""One film as a small picture for a strip of films, made in the decoder's process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.core.coded_pixels import CodedPixels, encode_rows
from inference.core.types import Radiograph
from inference.core.windowing import default_window, sampling_step, window_table
from inference.formats.decoded_film import Codes, DecodedFilm

#: Longer side of a thumbnail, in pixels.
THUMBNAIL = 192


@dataclass(frozen=True, slots=True, eq=False)
class FilmThumbnail:
    """What a strip shows of a file."""

    path: Path
    name: str  # as it is shown; may hold a patient's name
    picture: NDArray[np.uint8]  # (h, w), the longer side THUMBNAIL, through the default window


def thumbnail_size(shape: tuple[int, int]) -> tuple[int, int]:
    """(columns, rows) of the thumbnail of a film (H, W)."""
    scale = min(1.0, THUMBNAIL / max(shape))
    return max(1, round(shape[1] * scale)), max(1, round(shape[0] * scale))


def thumbnail_of(film: DecodedFilm) -> NDArray[np.uint8]:
    """(h, w) uint8: the film, area-averaged, through its default window."""
    facts, codes = film.facts, film.codes
    table = window_table(default_window(_sampled(film)), facts.value_range)
    if film.padding is not None:
        codes = codes.copy()
        codes[film.padding] = 0
    small = np.empty(thumbnail_size(film.codes.shape)[::-1], np.uint16)
    encode_rows(_reduced(codes, small.shape[::-1]), facts.maximum, small)
    return np.asarray(table[small], np.uint8)


def _reduced(codes: Codes, size: tuple[int, ...]) -> Codes:
    """Area averages at `size`, by halves as long as they are larger: those are quick."""
    while codes.shape[1] >= 2 * size[0] and codes.shape[0] >= 2 * size[1]:
        half = (codes.shape[1] // 2, codes.shape[0] // 2)
        even = codes[: 2 * half[1], : 2 * half[0]]
        codes = np.asarray(cv2.resize(even, half, interpolation=cv2.INTER_AREA), codes.dtype)
    small = cv2.resize(codes, (size[0], size[1]), interpolation=cv2.INTER_AREA)
    return np.asarray(small, codes.dtype)


def _sampled(film: DecodedFilm) -> Radiograph:
    """Some of the film's pixels on a regular grid, as a film."""
    facts = film.facts
    step = sampling_step(film.codes.shape)
    stored = np.ascontiguousarray(film.codes[::step, ::step])
    return Radiograph(
        pixels=CodedPixels.of(stored, facts.maximum),
        value_range=facts.value_range,
        windows=facts.windows,
        padding=None if film.padding is None else film.padding[::step, ::step],
        spacing=None,
        view_position="",
        photometric_interpretation=facts.photometric_interpretation,
        bits_stored=facts.bits_stored,
        file_name="",
        sha256="",
    )
