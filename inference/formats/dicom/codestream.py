"""Reads the size that a compressed image states of itself, before anything is allocated.

JPEG and JPEG-LS keep it in a frame header (ITU-T T.81 B.2.2, T.87 C.2.2), JPEG 2000 in its SIZ
segment (ITU-T T.800 A.5.1). Standard library only.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import StrEnum


class Coding(StrEnum):
    JPEG = "JPEG"
    JPEG_LOSSLESS = "JPEG lossless"
    JPEG_LS = "JPEG-LS"
    JPEG_2000 = "JPEG 2000"


@dataclass(frozen=True, slots=True)
class Codestream:
    """What a compressed image says of itself."""

    coding: Coding
    rows: int
    columns: int
    components: int
    precision: int  # bits per sample


_FRAME_HEADERS = {
    0xC0: Coding.JPEG,
    0xC1: Coding.JPEG,
    0xC2: Coding.JPEG,
    0xC3: Coding.JPEG_LOSSLESS,
    0xF7: Coding.JPEG_LS,
}
_WITHOUT_LENGTH = {0x01, 0xD8, *range(0xD0, 0xD8)}
_J2K_START = b"\xff\x4f\xff\x51"
_JP2_START = b"\x00\x00\x00\x0cjP  "


def inspect_codestream(stream: bytes) -> Codestream | None:
    """The self-description of `stream`, or None if it is of no coding known here."""
    try:
        if stream.startswith(b"\xff\xd8"):
            return _inspect_jpeg(stream)
        if stream.startswith(_J2K_START):
            return _inspect_j2k(stream)
        if stream.startswith(_JP2_START):
            return _inspect_j2k(stream[stream.index(_J2K_START, 0, 65536) :])
    except (ValueError, IndexError, struct.error):
        return None
    return None


def _inspect_jpeg(stream: bytes) -> Codestream | None:
    position = 2
    while stream[position] == 0xFF:
        marker = stream[position + 1]
        if marker == 0xFF:  # a fill byte
            position += 1
            continue
        if marker in _FRAME_HEADERS:
            precision, rows, columns, components = struct.unpack_from(">BHHB", stream, position + 4)
            return Codestream(_FRAME_HEADERS[marker], rows, columns, components, precision)
        position += 2
        if marker not in _WITHOUT_LENGTH:
            position += int.from_bytes(stream[position : position + 2], "big")
    return None


def _inspect_j2k(stream: bytes) -> Codestream:
    right, bottom, left, top = struct.unpack_from(">4I", stream, 8)
    (components,) = struct.unpack_from(">H", stream, 40)
    precision = (stream[42] & 0x7F) + 1
    return Codestream(Coding.JPEG_2000, bottom - top, right - left, components, precision)
