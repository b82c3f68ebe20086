"""A DICOM header as lines of clean text, for reading and searching. Runs in the decoder's process.

Nothing in a header can make this fail: an attribute that can't be read says so (`str(dataset)`
raises on one damaged file in ten).
"""

from __future__ import annotations

from collections.abc import Iterator

from pydicom.datadict import dictionary_description, keyword_for_tag
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.tag import BaseTag
from pydicom.uid import UID

from inference.core.errors import StudyError
from inference.formats.decoder_requests import HeaderLine
from inference.formats.dicom.dataset import parse_header
from inference.formats.dicom.fields import clean_text
from inference.formats.signatures import SNIFF_BYTES, Format, sniff

MAX_LINES = 4000
_MAX_DEPTH = 16
#: Values of one attribute that are listed.
_MAX_VALUES = 32


def header_lines(contents: bytes) -> tuple[HeaderLine, ...]:
    """Every attribute before the pixels, File Meta Information first, sequences unfolded.

    Raises
    ------
    StudyError: "no_header" if the file is not DICOM, else what is wrong with it.
    """
    if sniff(contents[:SNIFF_BYTES]) is not Format.DICOM:
        raise StudyError("no_header")
    header = parse_header(contents)
    found: list[HeaderLine] = []
    for dataset in (header.file_meta, header.dataset):
        for line in _lines(dataset, 0) if dataset is not None else ():
            found.append(line)
            if len(found) >= MAX_LINES:
                return tuple(found)
    return tuple(found)


def _lines(dataset: Dataset, depth: int) -> Iterator[HeaderLine]:
    for tag in sorted(dataset.keys()):
        element = _element(dataset, tag)
        if element is None:
            yield HeaderLine(depth, _tag(tag), "", _keyword(tag), _name(tag), "—")
            continue
        yield HeaderLine(
            depth, _tag(tag), str(element.VR), _keyword(tag), _name(tag), _value(element)
        )
        if element.VR == "SQ" and depth < _MAX_DEPTH:
            for item in element.value or ():
                yield from _lines(item, depth + 1)


def _element(dataset: Dataset, tag: BaseTag) -> DataElement | None:
    try:
        element = dataset[tag]
    except Exception:  # conversion raises whatever it likes on damaged values
        return None
    return element if isinstance(element, DataElement) else None


def _tag(tag: BaseTag) -> str:
    return f"{tag >> 16:04X},{tag & 0xFFFF:04X}"


def _keyword(tag: BaseTag) -> str:
    return "" if tag.is_private else keyword_for_tag(tag)


def _name(tag: BaseTag) -> str:
    if tag.is_private:
        return "(private)"
    try:
        return dictionary_description(tag)
    except KeyError:
        return "?"


def _value(element: DataElement) -> str:
    try:
        return _text(element)
    except Exception:
        return "—"


def _text(element: DataElement) -> str:
    value = element.value
    if element.VR == "SQ":
        return f"[{len(value or ())}]"
    if value is None:
        return ""
    if isinstance(value, bytes):
        return f"({len(value)} bytes)"
    if element.VR == "UI" and isinstance(value, str):
        name = UID(value).name
        return clean_text(value if name == value else f"{value} ({name})")
    if not isinstance(value, list | tuple | MultiValue):
        return clean_text(str(value))
    values = list(value)
    shown = "\\".join(str(v) for v in values[:_MAX_VALUES])
    more = f"\\… ({len(values)})" if len(values) > _MAX_VALUES else ""
    return clean_text(shown + more)
