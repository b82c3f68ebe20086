"""A film's pixels as they are kept: 16-bit codes, which are drawn; float32 is made when asked for.

Codes are half the size, and reading a film needs nothing else. Networks want float32: it is made
from the codes when `Radiograph.pixels` is read, and let go with the last one who holds it.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
Codes = NDArray[np.uint16]

#: The code of pixel 1.0.
FULL = 65535
#: Pixels that are rounded at once.
BLOCK_PIXELS = 1 << 17


class CodedPixels:
    """Pixels of a film whose stored values are whole numbers 0..maximum; pixel = value / maximum.

    `codes` (H, W) uint16, read-only: round(pixel · 65535), from which the value is known again.
    """

    __slots__ = ("_floats", "codes", "maximum")

    def __init__(self, codes: Codes, maximum: int) -> None:
        codes.flags.writeable = False
        self.codes, self.maximum = codes, maximum
        self._floats: weakref.ref[FloatArray] | None = None

    @classmethod
    def of(cls, stored: NDArray[np.unsignedinteger], maximum: int) -> CodedPixels:
        """From stored values (H, W) uint8 or uint16 in 0..maximum."""
        codes = np.empty(stored.shape, np.uint16)
        encode_rows(stored, maximum, codes)
        return cls(codes, maximum)

    @property
    def nbytes(self) -> int:
        return self.codes.nbytes

    def floats(self) -> FloatArray:
        """(H, W) float32 in [0, 1], read-only; the same array while somebody holds it."""
        held = self._floats() if self._floats is not None else None
        if held is None:
            held = pixels_of(self.codes, self.maximum)
            held.flags.writeable = False
            self._floats = weakref.ref(held)
        return held


def pixels_of(codes: Codes, maximum: int) -> FloatArray:
    """value / maximum as float32, for codes of values 0..maximum in any shape."""
    if maximum == FULL:
        return np.divide(codes, np.float32(FULL), dtype=np.float32)
    values = np.multiply(codes, np.float32(maximum / FULL), dtype=np.float32)
    np.rint(values, out=values)
    return np.divide(values, np.float32(maximum), out=values)


def encode_rows(stored: NDArray[np.unsignedinteger], maximum: int, out: Codes) -> None:
    """Write the codes of stored values 0..maximum (h, W) uint8 or uint16 into `out`."""
    if maximum == FULL:
        np.copyto(out, stored)
    else:
        _round_rows(stored, np.float32(FULL / maximum), out)


def codes_of(pixels: FloatArray) -> Codes:
    """round(pixel · 65535) of pixels (H, W) float32 in [0, 1]."""
    codes = np.empty(pixels.shape, np.uint16)
    _round_rows(np.clip(pixels, 0, 1), np.float32(FULL), codes)
    return codes


def _round_rows(values: NDArray[Any], scale: np.float32, out: Codes) -> None:
    """round(value · scale) in 0..65535, written into `out` by rows that fit a processor's cache."""
    step = max(1, BLOCK_PIXELS // max(1, values.shape[-1]))
    for top in range(0, len(values), step):
        rows = slice(top, top + step)
        scaled = np.multiply(values[rows], scale, dtype=np.float32)
        np.rint(scaled, out=scaled)
        np.copyto(out[rows], scaled, casting="unsafe")


class PixelsField:
    """A dataclass field, given as float32 pixels or as `CodedPixels` and read as float32."""

    @overload
    def __get__(self, film: None, owner: type) -> PixelsField: ...

    @overload
    def __get__(self, film: object, owner: type) -> FloatArray: ...

    def __get__(self, film: object | None, owner: type) -> FloatArray | PixelsField:
        if film is None:
            raise AttributeError("pixels")  # no default
        kept: CodedPixels | FloatArray = film.__dict__["pixels"]
        return kept.floats() if isinstance(kept, CodedPixels) else kept

    def __set__(self, film: object, kept: FloatArray | CodedPixels) -> None:
        film.__dict__["pixels"] = kept


def kept_pixels(film: object) -> FloatArray | CodedPixels:
    """What was given for the field."""
    found: FloatArray | CodedPixels = film.__dict__["pixels"]
    return found


class LateText:
    """A dataclass field: text, or a function that gives it, called when it is first read."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, film: None, owner: type) -> LateText: ...

    @overload
    def __get__(self, film: object, owner: type) -> str: ...

    def __get__(self, film: object | None, owner: type) -> str | LateText:
        if film is None:
            raise AttributeError(self._name)  # no default
        kept: str | Callable[[], str] = film.__dict__[self._name]
        return kept if isinstance(kept, str) else kept()

    def __set__(self, film: object, text: str | Callable[[], str]) -> None:
        film.__dict__[self._name] = text
