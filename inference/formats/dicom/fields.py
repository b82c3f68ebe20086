"""Attributes of a DICOM data set as plain, checked values.

pydicom converts lazily and lets bad values through (text where a number belongs, NaN, inf), so
every access goes through here: an absent value is None, an unusable one raises `InvalidField`.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable

from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue

#: One shown text is at most this long.
MAX_TEXT = 1024
#: Decimal numbers beyond this are taken for damage.
MAX_NUMBER = 1e9


class InvalidField(ValueError):  # noqa: N818  (never reaches a person)
    """An attribute is present but its value can't be used."""


def field_value(dataset: Dataset, keyword: str) -> object:
    """The value of `keyword`, or None if absent or empty."""
    tag = tag_for_keyword(keyword)
    if tag is None or tag not in dataset.keys():  # noqa: SIM118 - the data set's own `in` is slow
        return None
    try:
        value = dataset[tag].value
    except Exception as error:
        raise InvalidField(keyword) from error
    if value is None or (isinstance(value, str | bytes | list | MultiValue) and len(value) == 0):
        return None
    return value


def numbers(dataset: Dataset, keyword: str) -> tuple[float, ...] | None:
    """The finite numbers of `keyword`, or None if absent."""
    value = field_value(dataset, keyword)
    if value is None:
        return None
    try:
        found = tuple(float(v) for v in _each(value))  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError) as error:
        raise InvalidField(keyword) from error
    if not all(math.isfinite(v) and abs(v) <= MAX_NUMBER for v in found):
        raise InvalidField(keyword)
    return found


def number(dataset: Dataset, keyword: str) -> float | None:
    """The one finite number of `keyword`, or None if absent."""
    found = numbers(dataset, keyword)
    if found is None:
        return None
    if len(found) != 1:
        raise InvalidField(keyword)
    return found[0]


def integer(dataset: Dataset, keyword: str) -> int | None:
    """The one whole number of `keyword`, or None if absent."""
    found = number(dataset, keyword)
    if found is None:
        return None
    if found != int(found):
        raise InvalidField(keyword)
    return int(found)


def code_string(dataset: Dataset, keyword: str) -> str:
    """The first value of a CS attribute in capitals, or "" if absent or unusable."""
    try:
        value = field_value(dataset, keyword)
    except InvalidField:
        return ""
    first = next(iter(_each(value)), "") if value is not None else ""
    return clean_text(str(first)).upper()


def items(dataset: Dataset, keyword: str) -> tuple[Dataset, ...]:
    """The items of a sequence; empty if absent."""
    value = field_value(dataset, keyword)
    if value is None:
        return ()
    found = tuple(_each(value))
    if not all(isinstance(item, Dataset) for item in found):
        raise InvalidField(keyword)
    return found  # type: ignore[return-value]


def clean_text(text: str) -> str:
    """`text` on one line, without control and direction characters, at most `MAX_TEXT` long.

    Characters of the Unicode categories C* (controls, bidirectional marks, surrogates) can hide or
    reorder what a reader sees.
    """
    kept = (" " if c in "\t\r\n\f\v" else c for c in text[: 4 * MAX_TEXT])
    visible = "".join(c for c in kept if unicodedata.category(c)[0] != "C" or c == " ")
    return " ".join(visible.split())[:MAX_TEXT]


def _each(value: object) -> Iterable[object]:
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        return (value,)
    return value
