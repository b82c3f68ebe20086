"""Whether a JPEG's coded data is whole: decoders fill what is missing with grey and say nothing.

libjpeg only warns of damage, and no binding passes its warnings on. They are got back by asking
the decoder twice more. Bytes put in after the end of the coded data change a picture only if the
data ran out before the picture did; bytes changed at that end leave it as it is only if the
decoder had finished before them. (ITU-T T.81 B.1.1.5, B.2, F.2.2.5; the warnings are
JWRN_HIT_MARKER and JWRN_EXTRANEOUS_DATA.) Runs in the decoder's process only.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.core.errors import REASONS, StudyError

Decoder = Callable[[bytes], NDArray[Any]]

_EOI, _SOS, _DQT, _DRI = 0xD9, 0xDA, 0xDB, 0xDD
_RESTARTS = range(0xD0, 0xD8)
#: Markers that may stand between two scans: tables, comments, application data, DNL.
_BETWEEN = {0xC4, 0xDB, 0xDC, 0xDD, 0xFE, *range(0xE0, 0xF0)}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE_FRAME, _LOSSLESS_FRAME = 0xC2, 0xC3
_HUFFMAN_FRAMES = {0xC0, 0xC1, 0xC2, 0xC3}
#: In coded data FF is followed by 00; anything else is a marker (B.1.1.5).
_MARKER = re.compile(rb"\xff+[^\x00\xff]", re.DOTALL)
#: Enough for many blocks: one alone may hide that it changed by being all white.
_EXTRA = bytes((0x55, 0xAA, 0x33, 0xC7)) * 512
#: Bytes at the end of the coded data that are taken away, or changed into these.
_CHANGES = (b"", b"\x55\x55", b"\xaa\xaa", b"\x00\x00", b"\x7f\x7f", b"\xfe\xfe")
_CHANGED = 2


@dataclass(frozen=True, slots=True)
class CodedData:
    """Where a JPEG's coded data lies."""

    intervals: tuple[tuple[int, int], ...]  # start and end of what lies between two markers
    restart_interval: int  # units between two restart markers, or 0
    end: int  # after the End of Image
    huffman: bool
    frame: int  # where the frame header's fields begin, after its marker and length
    tables: tuple[tuple[int, int], ...]  # start and end of what quantization segments hold
    scans: tuple[int, ...]  # where scan headers begin, after their marker and length


def find_coded_data(stream: bytes) -> CodedData:
    """Walk the markers of a JPEG from its first byte to its End of Image; more may follow.

    Raises
    ------
    StudyError: "truncated" without an End of Image, "damaged" if markers stand where none may.
    """
    position, huffman, frame = 2, False, 0
    intervals: list[tuple[int, int]] = []
    tables: list[tuple[int, int]] = []
    scans: list[int] = []
    restart = 0
    while True:
        found = _MARKER.match(stream, position)
        if found is None:
            raise _cut(stream, position)
        marker, position = stream[found.end() - 1], found.end()
        if marker == _EOI:
            if not intervals:
                raise StudyError("truncated")
            return CodedData(
                tuple(intervals), restart, position, huffman, frame, tuple(tables), tuple(scans)
            )
        if marker in _FRAMES:
            huffman, frame = marker in _HUFFMAN_FRAMES, position + 2
        elif intervals and marker != _SOS and marker not in _BETWEEN:
            raise _damaged()
        length = int.from_bytes(stream[position : position + 2], "big")
        position += length
        if length < 2 or position > len(stream):
            raise _cut(stream, position)
        if marker == _DQT:
            tables.append((position - length + 2, position))
        if marker == _DRI:
            restart = int.from_bytes(stream[position - 2 : position], "big")
        if marker == _SOS:
            scans.append(position - length + 2)
            position = _walk_scan(stream, position, intervals)


def _walk_scan(stream: bytes, position: int, intervals: list[tuple[int, int]]) -> int:
    """Append the intervals of the scan that begins at `position`; where its last one ends."""
    for restarts, found in enumerate(_MARKER.finditer(stream, position)):
        intervals.append((position, found.start()))
        marker = stream[found.end() - 1]
        if marker not in _RESTARTS:
            return found.start()
        if marker != _RESTARTS[restarts % 8]:  # they count (B.2.1)
            raise _damaged()
        position = found.end()
    raise StudyError("truncated")


def refuse_damaged(stream: bytes, picture: NDArray[Any], decode: Decoder) -> None:
    """Raise `StudyError` unless `picture`, what `decode` makes of `stream`, is all in `stream`.

    Raises
    ------
    StudyError: "truncated" if the coded data ends before the picture does, "damaged" if it goes
    on after it, or is no series of scans.
    """
    coded = find_coded_data(stream)
    if not coded.huffman:  # an arithmetic coder leaves out zeros at its end (D.1.8)
        return
    kind = stream[coded.frame - 3]
    lossless = kind == _LOSSLESS_FRAME
    if coded.restart_interval and len(coded.scans) == 1:
        _check_restarts(stream, coded)
    whole = stream if lossless else _with_whole_blocks(stream, coded)
    if kind == _PROGRESSIVE_FRAME:
        _check_scans(stream, coded)
        whole = _with_strong_blocks(whole, coded)  # its last bits are the finest
    with ThreadPoolExecutor(2) as threads:
        longer = threads.submit(_decoded, _with_extra(whole, coded), decode)
        found = picture if whole == stream else decode(whole)
        unused = kind != _PROGRESSIVE_FRAME and _end_is_unused(whole, coded, found, decode)
        if not _same(longer.result(), found):
            raise StudyError("truncated")
    # Rounding hides small changes, and saturation large ones: what hides must hide in both.
    if unused and not lossless:
        strong = _with_strong_blocks(whole, coded)
        unused = _end_is_unused(strong, coded, decode(strong), decode)
    if unused:
        raise _damaged()


def _check_scans(stream: bytes, coded: CodedData) -> None:
    """Raise `StudyError` unless the scans bring every coefficient to its last bit (G.1.1.1)."""
    components = {stream[coded.frame + 6 + 3 * n] for n in range(stream[coded.frame + 5])}
    missing = {(component, band) for component in components for band in range(64)}
    for start in coded.scans:
        count = stream[start]
        first, last, bits = stream[start + 1 + 2 * count : start + 4 + 2 * count]
        if bits & 15 == 0:  # no lower bits are to come
            named = [stream[start + 1 + 2 * n] for n in range(count)]
            missing -= {(name, band) for name in named for band in range(first, last + 1)}
    if missing:
        raise StudyError("truncated")


def _end_is_unused(stream: bytes, coded: CodedData, picture: NDArray[Any], decode: Decoder) -> bool:
    """True if no change of the last coded bytes changes `picture`, decoded from `stream`."""
    ends = (_with_changed_end(stream, coded, change) for change in _CHANGES)
    return all(_same(_decoded(other, decode), picture) for other in ends)


def _decoded(stream: bytes, decode: Decoder) -> NDArray[Any] | None:
    try:
        return decode(stream)
    except Exception:  # so it differs from what could be decoded
        return None


def _same(one: NDArray[Any] | None, other: NDArray[Any]) -> bool:
    return one is not None and np.array_equal(one, other)


def _units(stream: bytes, coded: CodedData) -> tuple[int, int, int, int]:
    """Rows and columns of the picture, and of what is coded together (A.2)."""
    _precision, rows, columns, components = struct.unpack_from(">BHHB", stream, coded.frame)
    sampling = [stream[coded.frame + 7 + 3 * component] for component in range(components)]
    one = components == 1  # its blocks are not gathered into larger units (A.2.2)
    side = 1 if stream[coded.frame - 3] == _LOSSLESS_FRAME else 8
    high = side * (1 if one else max(factors & 15 for factors in sampling))
    wide = side * (1 if one else max(factors >> 4 for factors in sampling))
    return rows, columns, high, wide


def _check_restarts(stream: bytes, coded: CodedData) -> None:
    """Raise `StudyError` unless there are as many intervals as the picture needs (B.2.4.4)."""
    rows, columns, high, wide = _units(stream, coded)
    units = -(-rows // high) * -(-columns // wide)
    needed = -(-units // coded.restart_interval)
    if len(coded.intervals) != needed:
        raise StudyError("truncated") if len(coded.intervals) < needed else _damaged()


def _with_whole_blocks(stream: bytes, coded: CodedData) -> bytes:
    """`stream` with the size that its blocks cover, so that nothing hides beyond an edge."""
    rows, columns, high, wide = _units(stream, coded)
    sides = struct.pack(">HH", _covering(rows, high), _covering(columns, wide))
    return stream[: coded.frame + 1] + sides + stream[coded.frame + 5 :]


def _with_strong_blocks(stream: bytes, coded: CodedData) -> bytes:
    """`stream` with all but the first coefficient of a block as heavy as can be (B.2.4.1)."""
    strong = bytearray(stream)
    for position, end in coded.tables:
        while position < end:
            size = 2 if stream[position] >> 4 else 1
            first, after = position + 1 + size, position + 1 + 64 * size
            if after > end:
                raise _damaged()
            strong[first:after] = (255).to_bytes(size, "big") * 63
            position = after
    return bytes(strong)


def _covering(size: int, unit: int) -> int:
    """The smallest multiple of `unit` that is not less than `size`, if a header can say it."""
    larger = -(-size // unit) * unit
    return larger if larger <= 0xFFFF else size


def _with_extra(stream: bytes, coded: CodedData) -> bytes:
    parts, position = [], 0
    for _start, end in coded.intervals:
        parts += [stream[position:end], _EXTRA]
        position = end
    return b"".join([*parts, stream[position : coded.end]])


def _with_changed_end(stream: bytes, coded: CodedData, change: bytes) -> bytes:
    """`stream` with other bytes where its last coded data ends."""
    start, end = coded.intervals[-1]
    first = max(start, end - _CHANGED)
    if first > start and stream[first - 1] == 0xFF:
        first -= 1  # not between it and its 00
    return stream[:first] + change + stream[end : coded.end]


def _cut(stream: bytes, position: int) -> StudyError:
    return StudyError("truncated") if position >= len(stream) - 1 else _damaged()


def _damaged() -> StudyError:
    return StudyError("damaged", reason=REASONS["decoder"])
