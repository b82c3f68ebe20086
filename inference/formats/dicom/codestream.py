"""Reads what a compressed image states of itself, before anything is allocated.

JPEG and JPEG-LS keep it in a frame header (ITU-T T.81 B.2.2, T.87 C.2.2), JPEG 2000 in its SIZ
segment (ITU-T T.800 A.5.1). Also whether its markers lead to its end.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from inference.core.errors import REASONS, StudyError
from inference.formats.jpeg_damage import find_coded_data


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
    signed: bool = False  # only JPEG 2000 says
    lossy: bool = True


_FRAME_HEADERS = {
    0xC0: Coding.JPEG,
    0xC1: Coding.JPEG,
    0xC2: Coding.JPEG,
    0xC3: Coding.JPEG_LOSSLESS,
    0xF7: Coding.JPEG_LS,
}
_WITHOUT_LENGTH = {0x01, 0xD8, *range(0xD0, 0xD8)}
_SOS, _COD, _SOT = 0xDA, 0x52, 0x90
_END, _TILE_PART, _DATA = b"\xff\xd9", b"\xff\x90", b"\xff\x93"
#: What no JPEG 2000 packet holds; FF91 and FF92 mark packets (T.800 A.8).
_FORBIDDEN = re.compile(rb"\xff[\x90\x93-\xff]", re.DOTALL)
#: An empty packet is a zero; so many in a row are a lost sector instead.
_BLANK = bytes(256)
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
            coding = _FRAME_HEADERS[marker]
            lossy = coding is Coding.JPEG or (coding is Coding.JPEG_LS and _near(stream) > 0)
            return Codestream(coding, rows, columns, components, precision, lossy=lossy)
        position += 2
        if marker not in _WITHOUT_LENGTH:
            position += int.from_bytes(stream[position : position + 2], "big")
    return None


def _inspect_j2k(stream: bytes) -> Codestream:
    right, bottom, left, top = struct.unpack_from(">4I", stream, 8)
    (components,) = struct.unpack_from(">H", stream, 40)
    precision = (stream[42] & 0x7F) + 1
    return Codestream(
        Coding.JPEG_2000,
        bottom - top,
        right - left,
        components,
        precision,
        stream[42] >= 0x80,
        _is_irreversible(stream),
    )


def _near(stream: bytes) -> int:
    """NEAR of a JPEG-LS scan: by how much a sample may be wrong (T.87 C.2.3)."""
    for marker, start, _end in _segments(stream):
        if marker == _SOS:
            return stream[start + 1 + 2 * stream[start]]
    return 0


def _is_irreversible(stream: bytes) -> bool:
    """True if JPEG 2000's 9-7 wavelet was used, which rounds (T.800 A.6.1, table A.20)."""
    for marker, start, _end in _segments(stream):
        if marker == _COD:
            return stream[start + 9] == 0
    return False


def _segments(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Each marker of a main header, and where what its segment holds begins and ends."""
    position = 2
    while stream[position] == 0xFF:
        marker = stream[position + 1]
        position += 2
        if marker == 0xFF:
            position -= 1
        elif marker not in _WITHOUT_LENGTH:
            length = int.from_bytes(stream[position : position + 2], "big")
            yield marker, position + 2, position + length
            position += length
            if marker in (_SOS, _SOT):
                return


def check_ends(stream: bytes, stated: Codestream) -> None:
    """Raise `StudyError` unless the markers of `stream` lead to its end; padding may follow.

    Raises
    ------
    StudyError: "truncated" without an end, "damaged" if something else stands where a marker must.
    """
    match stated.coding:
        case Coding.JPEG | Coding.JPEG_LOSSLESS:
            find_coded_data(stream)
        case Coding.JPEG_LS:
            if _END not in stream:
                raise StudyError("truncated")
        case Coding.JPEG_2000:
            _check_tile_parts(stream[stream.index(_J2K_START) :])


def _check_tile_parts(stream: bytes) -> None:
    """Each tile-part says how long it is, and the next marker stands there (T.800 A.4.2)."""
    position = next((start - 4 for marker, start, _ in _segments(stream) if marker == _SOT), None)
    if position is None:
        raise StudyError("truncated")
    while stream[position : position + 2] != _END:
        start = stream[position : position + 12]
        if len(start) < 12:
            raise StudyError("truncated")
        if start[:2] != _TILE_PART:
            raise StudyError("damaged", reason=REASONS["decoder"])
        length = int.from_bytes(start[6:10], "big")
        end = position + length if length else stream.rfind(_END)  # 0: all that is left
        if end < position + 12 or end > len(stream):
            raise StudyError("truncated")
        _check_packets(stream, stream.find(_DATA, position, end) + 2, end)
        position = end


def _check_packets(stream: bytes, start: int, end: int) -> None:
    """No packet holds FF followed by more than 8F, but for its own markers (T.800 B.10.1, C.2)."""
    if _FORBIDDEN.search(stream, start, end) or stream.find(_BLANK, start, end) >= 0:
        raise StudyError("damaged", reason=REASONS["decoder"])
