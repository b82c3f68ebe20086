"""Grey pictures stored as colour, told from true colour. Needs numpy only."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inference.core.errors import StudyError
from inference.formats.decoded_film import Codes

#: A pixel counts as coloured when two channels differ by more than this share of full scale; less
#: is what JPEG's chroma coding leaves on grey.
COLOUR_DIFFERENCE = 16 / 255
#: A coloured marker on a film may cover this share of it.
COLOURED_SHARE = 0.005
#: Mean difference of the channels above which the whole picture is tinted.
TINT = 4 / 255

_LUMA = np.array((0.299, 0.587, 0.114), np.float32)  # ITU-R BT.601
_SAMPLE_PIXELS = 1 << 20


def grey_of(picture: Codes, photometric: str) -> Codes:
    """The grey codes (H, W) of `picture`, (H, W) or (H, W, 3) of that interpretation."""
    if picture.ndim == 2:
        return picture
    if photometric.startswith("YBR_FULL"):
        return grey_from_luma(picture)
    return grey_from_rgb(picture)


def grey_from_rgb(picture: Codes) -> Codes:
    """The grey codes (H, W) of `picture` (H, W, 3) uint8 or uint16.

    Raises
    ------
    StudyError: "colour_image" if it has colours beyond chroma noise and a small marker.
    """
    red = picture[..., 0]
    if all(np.array_equal(red, picture[..., n]) for n in (1, 2)):
        return np.ascontiguousarray(red)
    sample = _sampled(picture).astype(np.int32)
    _refuse_colour(sample.max(axis=-1) - sample.min(axis=-1), np.iinfo(picture.dtype).max)
    luma = np.dot(picture.astype(np.float32), _LUMA)
    grey: Codes = np.rint(luma).astype(picture.dtype)
    return grey


def grey_from_luma(picture: Codes) -> Codes:
    """The luma (H, W) of `picture` (H, W, 3) in Y, Cb, Cr; refuses colour as `grey_from_rgb`."""
    top = np.iinfo(picture.dtype).max
    chroma = _sampled(picture)[..., 1:].astype(np.int32) - (top + 1) // 2
    _refuse_colour(np.abs(chroma).max(axis=-1), top)
    return np.ascontiguousarray(picture[..., 0])


def has_neutral_chroma(picture: Codes) -> bool:
    """True if the second and third channel of `picture` (H, W, 3) lie at mid-scale, as Cb, Cr."""
    chroma = _sampled(picture)[..., 1:].astype(np.int32) - 128
    return bool(np.abs(chroma).mean() <= TINT * 255)


def _sampled(picture: Codes) -> Codes:
    pixels = picture.shape[0] * picture.shape[1]
    step = max(1, int(np.ceil(np.sqrt(pixels / _SAMPLE_PIXELS))))
    return picture[::step, ::step]


def _refuse_colour(difference: NDArray[np.int32], top: int) -> None:
    coloured = float((difference > COLOUR_DIFFERENCE * top).mean())
    if coloured > COLOURED_SHARE or difference.mean() > TINT * top:
        raise StudyError("colour_image")
