"""Takes a DICOM file apart: its header as a data set, and where its pixels lie.

Unlike `pydicom.dcmread` it inflates with a cap, stops before the pixels (they are never copied),
and tells a cut file from one without an image. DICOM PS3.10 7 and PS3.5 7, A.4.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from io import BytesIO

from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.filereader import read_dataset
from pydicom.tag import BaseTag
from pydicom.uid import (
    UID,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

from inference.core.errors import REASONS, StudyError
from inference.formats.dicom.fields import InvalidField, clean_text, field_value
from inference.formats.dicom.identity import sop_class_name

#: A deflated body may unpack to this many bytes, and to this many times its size.
MAX_INFLATED = 256 << 20
MAX_INFLATION = 200
#: Values longer than this are not read; no attribute that is used comes near it.
MAX_VALUE = 4 << 20

_PIXEL_DATA = 0x7FE00010
_UNDEFINED = 0xFFFFFFFF
_ITEM, _SEQUENCE_END = b"\xfe\xff\x00\xe0", b"\xfe\xff\xdd\xe0"


@dataclass(frozen=True, slots=True, eq=False)
class DicomFile:
    """A parsed DICOM file that has an image."""

    dataset: Dataset  # everything before Pixel Data
    transfer_syntax: UID
    pixel_bytes: memoryview  # Pixel Data's value, as stored; may be cut short
    pixel_vr: str  # "OB", "OW", or "" where the encoding does not say
    encapsulated: bool  # the value is a sequence of fragments, as compressed images are
    little_endian: bool
    has_file_meta: bool


@dataclass(frozen=True, slots=True, eq=False)
class DicomHeader:
    """The attributes of any DICOM object, with or without an image."""

    file_meta: Dataset | None
    dataset: Dataset  # everything before Pixel Data


def parse_header(contents: bytes) -> DicomHeader:
    """The attributes in `contents`, a whole file; raises `StudyError` if they can't be read."""
    try:
        body = _find_body(contents)
        stream = BytesIO(body.contents)
        stream.seek(body.start)
        dataset = read_dataset(
            stream,
            body.syntax == ImplicitVRLittleEndian,
            body.syntax != ExplicitVRBigEndian,
            stop_when=lambda tag, _vr, _length: bool(tag >= _PIXEL_DATA),
            defer_size=MAX_VALUE,
        )
    except RecursionError:
        raise StudyError("damaged", reason=REASONS["nesting"]) from None
    return DicomHeader(body.file_meta, dataset)


def parse_dicom(contents: bytes) -> DicomFile:
    """Take `contents`, a whole file, apart.

    Raises
    ------
    StudyError: "no_pixel_data", "truncated", "damaged", "wrong_transfer_syntax" or
    "unsupported_transfer_syntax".
    """
    try:
        return _parse(contents)
    except RecursionError:
        raise StudyError("damaged", reason=REASONS["nesting"]) from None


@dataclass(frozen=True, slots=True, eq=False)
class _Body:
    """The part of a file after its File Meta Information, inflated."""

    contents: bytes
    start: int
    syntax: UID
    file_meta: Dataset | None


def _find_body(contents: bytes) -> _Body:
    start = 132 if contents[128:132] == b"DICM" else 0
    file_meta, body_start = _read_file_meta(contents, start)
    syntax = _transfer_syntax(file_meta, contents, body_start)
    body, offset = contents, body_start
    if syntax == DeflatedExplicitVRLittleEndian:
        body, offset = _inflate(contents[body_start:], syntax), 0
    _check_first_tag(body, offset, syntax != ExplicitVRBigEndian, syntax)
    return _Body(body, offset, syntax, file_meta)


def _parse(contents: bytes) -> DicomFile:
    body = _find_body(contents)
    return _read_body(body.contents, body.start, body.syntax, body.file_meta)


def _read_file_meta(contents: bytes, start: int) -> tuple[Dataset | None, int]:
    """The File Meta Information and where it ends; None if there is none."""
    if contents[start : start + 2] != b"\x02\x00":
        return None, start
    stream = BytesIO(contents)
    stream.seek(start)
    meta = read_dataset(stream, False, True, stop_when=lambda tag, _vr, _length: tag >> 16 != 2)
    return meta, stream.tell()


def _transfer_syntax(file_meta: Dataset | None, contents: bytes, body_start: int) -> UID:
    named = None
    if file_meta is not None:
        try:
            named = field_value(file_meta, "TransferSyntaxUID")
        except InvalidField:
            raise StudyError("damaged", reason=REASONS["header"]) from None
    if named is None:
        return _recognised_syntax(contents[body_start : body_start + 8])
    syntax = UID(clean_text(str(named)))
    if not syntax.is_transfer_syntax:
        shown = "“" + (str(syntax)[:64] or "?") + "”"
        raise StudyError("unsupported_transfer_syntax", transfer_syntax=shown)
    return syntax


def _recognised_syntax(start: bytes) -> UID:
    if start[0:1] == b"\x00":
        return ExplicitVRBigEndian
    explicit = start[4:6].isalpha() and start[4:6].isupper()
    return ExplicitVRLittleEndian if explicit else ImplicitVRLittleEndian


def _inflate(deflated: bytes, syntax: UID) -> bytes:
    cap = min(MAX_INFLATED, MAX_INFLATION * len(deflated) + (1 << 20))
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        inflated = inflater.decompress(deflated, cap)
    except zlib.error:
        if _inflates_at_first(deflated):
            raise StudyError("damaged", reason=REASONS["decoder"]) from None
        raise _wrong(syntax) from None
    if inflater.eof:
        return inflated
    if inflater.unconsumed_tail:
        raise StudyError("damaged", reason=REASONS["inflation"])
    raise StudyError("truncated")


def _inflates_at_first(deflated: bytes) -> bool:
    try:
        first = zlib.decompressobj(-zlib.MAX_WBITS).decompress(deflated[:512], 16)
    except zlib.error:
        return False
    return first[:2] in (b"\x08\x00", b"\x02\x00")


def _check_first_tag(body: bytes, offset: int, little: bool, syntax: UID) -> None:
    """Refuse a body in another byte order, or deflated, though the header says otherwise."""
    if len(body) - offset < 8:
        raise StudyError("truncated")
    group = int.from_bytes(body[offset : offset + 2], "little" if little else "big")
    swapped = (group & 0xFF) << 8 | group >> 8
    if group > 0x00FF and (swapped <= 0x00FF or _inflates_at_first(body[offset:])):
        raise _wrong(syntax)


def _read_body(body: bytes, offset: int, syntax: UID, meta: Dataset | None) -> DicomFile:
    stream = BytesIO(body)
    stream.seek(offset)
    found: list[tuple[str | None, int]] = []

    def at_pixels(tag: BaseTag, vr: str | None, length: int) -> bool:
        if tag == _PIXEL_DATA:
            found.append((vr, length))
        return bool(tag >= _PIXEL_DATA)

    little, implicit = syntax != ExplicitVRBigEndian, syntax == ImplicitVRLittleEndian
    dataset = read_dataset(stream, implicit, little, stop_when=at_pixels, defer_size=MAX_VALUE)
    if not found:
        raise _without_pixels(dataset, meta, len(body), stream.tell(), offset)
    vr, length = found[-1]
    start = stream.tell() + (12 if vr in ("OB", "OW", "UN") else 8)
    encapsulated = length == _UNDEFINED
    end = len(body) if encapsulated else min(start + length, len(body))
    view = memoryview(body)[start:end]
    return DicomFile(dataset, syntax, view, vr or "", encapsulated, little, meta is not None)


def _without_pixels(
    dataset: Dataset, meta: Dataset | None, size: int, position: int, offset: int
) -> StudyError:
    """Why there is no Pixel Data: the file is cut, or it holds no image."""
    if "FloatPixelData" in dataset or "DoubleFloatPixelData" in dataset:
        return StudyError("bad_geometry", reason=REASONS["bits_unsupported"])
    if (not len(dataset) and size > offset) or _ends_inside_an_element(dataset, size, position):
        return StudyError("truncated")
    named = sop_class_name(dataset) or sop_class_name(meta or Dataset())
    return StudyError("no_pixel_data", sop_class=named or "?")


def _ends_inside_an_element(dataset: Dataset, size: int, position: int) -> bool:
    if position != size:
        return False
    elements = (dataset.get_item(tag) for tag in dataset.keys())  # noqa: SIM118  (keys are raw)
    ends = [
        e.value_tell + e.length if isinstance(e, RawDataElement) and e.length != _UNDEFINED else 0
        for e in elements
    ]
    last = max(ends, default=0)
    return last > size or (ends[-1] == last and 0 < size - last < 8)


def fragments(file: DicomFile) -> list[memoryview]:
    """The fragments of an encapsulated image, without its offset table (PS3.5 A.4).

    Raises
    ------
    StudyError: "truncated" if the last fragment is cut, "wrong_transfer_syntax" if these are no
    fragments, "damaged" if there is none.
    """
    view, position = file.pixel_bytes, 0
    parts: list[memoryview] = []
    if not file.encapsulated or bytes(view[:4]) != _ITEM:
        raise _wrong(file.transfer_syntax) if len(view) >= 8 else StudyError("truncated")
    while position + 8 <= len(view):
        tag = bytes(view[position : position + 4])
        length = int.from_bytes(view[position + 4 : position + 8], "little")
        position += 8
        if tag == _SEQUENCE_END:
            return _without_offset_table(parts)
        if tag != _ITEM:
            raise StudyError("damaged", reason=REASONS["header"])
        if position + length > len(view):
            raise StudyError("truncated")
        parts.append(view[position : position + length])
        position += length
    return _without_offset_table(parts)


def _without_offset_table(parts: list[memoryview]) -> list[memoryview]:
    image = [part for part in parts[1:] if part]
    if not image:
        raise StudyError("truncated")
    return image


def _wrong(syntax: UID) -> StudyError:
    return StudyError("wrong_transfer_syntax", transfer_syntax=clean_text(syntax.name))


def wrong_transfer_syntax(file: DicomFile) -> StudyError:
    """The error for pixels that are not in the transfer syntax that the header names."""
    return _wrong(file.transfer_syntax)
