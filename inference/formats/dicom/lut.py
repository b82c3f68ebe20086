"""Modality LUT and VOI of a DICOM header, checked (DICOM PS3.3 C.11.1 and C.11.2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from inference.core.types import VoiFunction, Window, read_only
from inference.formats.decoded_film import Codes
from inference.formats.dicom.fields import (
    InvalidField,
    clean_text,
    code_string,
    field_value,
    items,
    number,
    numbers,
)
from inference.formats.dicom.form import PixelForm

_MIN_WIDTH = 1e-9
_MAX_SLOPE, _MAX_INTERCEPT = 1e6, 1e7


@dataclass(frozen=True, slots=True, eq=False)
class LookupTable:
    """An explicit LUT (PS3.3 C.11.1.1)."""

    first: int  # input value of entry 0
    bits: int  # 8 to 16: entries lie in 0..2^bits - 1
    entries: NDArray[np.uint16]  # (N,)


@dataclass(frozen=True, slots=True, eq=False)
class ModalityLut:
    """From stored to modality values: slope and intercept, or a table, which wins."""

    slope: float = 1.0
    intercept: float = 0.0
    table: LookupTable | None = None


def read_modality_lut(dataset: Dataset, signed: bool) -> ModalityLut:
    """The header's Modality LUT; raises `InvalidField` if it is there but unusable."""
    sequence = items(dataset, "ModalityLUTSequence")
    if sequence:
        return ModalityLut(table=_read_table(sequence[0], signed))
    slope, intercept = number(dataset, "RescaleSlope"), number(dataset, "RescaleIntercept")
    slope, intercept = 1.0 if slope is None else slope, intercept or 0.0
    if not 1 / _MAX_SLOPE <= abs(slope) <= _MAX_SLOPE or abs(intercept) > _MAX_INTERCEPT:
        raise InvalidField("RescaleSlope")
    return ModalityLut(slope, intercept)


def apply_table(codes: Codes, form: PixelForm, table: LookupTable) -> Codes:
    """Codes (H, W) in 0..2^table.bits - 1: `table` at every stored value, ends continued."""
    stored = np.arange(form.maximum + 1) + form.lowest
    index = np.clip(stored - table.first, 0, len(table.entries) - 1)
    return np.asarray(np.take(table.entries[index], codes))


def read_windows(dataset: Dataset, signed: bool) -> tuple[tuple[Window, ...], set[str]]:
    """VOI LUTs, then windows, in the file's order; and notices for those that are ignored.

    `signed` says whether the LUTs' input values are signed.
    """
    notices = set()
    tables: tuple[Window, ...] = ()
    windows: tuple[Window, ...] = ()
    try:
        tables = tuple(_table_window(i, signed) for i in items(dataset, "VOILUTSequence"))
    except InvalidField:
        notices.add("voi_lut_ignored")
    try:
        windows, whole = _read_windows(dataset)
        if not whole:
            notices.add("window_ignored")
    except InvalidField:
        notices.add("window_ignored")
    return tables + windows, notices


def _read_windows(dataset: Dataset) -> tuple[tuple[Window, ...], bool]:
    """The usable windows, and True if all are.

    Narrower than 1, LINEAR is not defined (PS3.3 C.11.2.1.2.1); of films whose values lie closer
    together than 1 such a window means LINEAR_EXACT.
    """
    centers, widths = numbers(dataset, "WindowCenter"), numbers(dataset, "WindowWidth")
    if centers is None and widths is None:
        return (), True
    if centers is None or widths is None or len(centers) != len(widths):
        raise InvalidField("WindowCenter")
    function = _voi_function(dataset)
    names = _explanations(dataset, len(centers))
    pairs = zip(centers, widths, names, strict=True)
    least = _least_width(dataset, function)
    found = tuple(
        Window(center, width, _function_for(function, width), name)
        for center, width, name in pairs
        if width >= least
    )
    return found, len(found) == len(centers)


def _least_width(dataset: Dataset, function: VoiFunction) -> float:
    try:
        slope = number(dataset, "RescaleSlope")
    except InvalidField:
        slope = None
    fine = slope is not None and 0 < abs(slope) < 1
    return 1 if function is VoiFunction.LINEAR and not fine else _MIN_WIDTH


def _function_for(function: VoiFunction, width: float) -> VoiFunction:
    exact = function is VoiFunction.LINEAR and width < 1
    return VoiFunction.LINEAR_EXACT if exact else function


def _voi_function(dataset: Dataset) -> VoiFunction:
    name = code_string(dataset, "VOILUTFunction") or VoiFunction.LINEAR.value
    if name not in (VoiFunction.LINEAR, VoiFunction.LINEAR_EXACT, VoiFunction.SIGMOID):
        raise InvalidField("VOILUTFunction")
    return VoiFunction(name)


def _explanations(dataset: Dataset, count: int) -> list[str]:
    try:
        value = field_value(dataset, "WindowCenterWidthExplanation")
    except InvalidField:
        value = None
    texts = [value] if isinstance(value, str) else list(value or ())  # type: ignore[call-overload]
    return [clean_text(str(text)) for text in texts[:count]] + [""] * (count - len(texts))


def _table_window(item: Dataset, signed: bool) -> Window:
    table = _read_table(item, signed)
    width = len(table.entries) - 1
    brightness = read_only(table.entries.astype(np.float32) / np.float32((1 << table.bits) - 1))
    name = field_value(item, "LUTExplanation")
    return Window(
        table.first + width / 2,
        float(width),
        VoiFunction.TABLE,
        clean_text(str(name)) if name is not None else "",
        brightness,
    )


def _read_table(item: Dataset, signed: bool) -> LookupTable:
    """PS3.3 C.11.1.1.1: 0 entries stand for 65536, the first input value may be signed."""
    descriptor = numbers(item, "LUTDescriptor")
    if descriptor is None or len(descriptor) != 3:
        raise InvalidField("LUTDescriptor")
    count, first, bits = (int(v) for v in descriptor)
    count = (count & 0xFFFF) or 65536
    first = ((first & 0xFFFF) ^ 0x8000) - 0x8000 if signed else first & 0xFFFF
    entries = _entries(item, count)
    if count < 2 or not 8 <= bits <= 16 or int(entries.max()) >= 1 << bits:
        raise InvalidField("LUTDescriptor")
    return LookupTable(first, bits, entries)


def _entries(item: Dataset, count: int) -> NDArray[np.uint16]:
    value = field_value(item, "LUTData")
    if isinstance(value, bytes):
        little = item.original_encoding[1] is not False
        wide = len(value) >= 2 * count
        kind = ("<u2" if little else ">u2") if wide else "u1"
        found = np.frombuffer(value, kind, count=min(count, len(value) // np.dtype(kind).itemsize))
    else:
        listed = numbers(item, "LUTData") or ()
        found = np.array([int(v) & 0xFFFF for v in listed], np.uint16)
    if len(found) < count:
        raise InvalidField("LUTData")
    return found[:count].astype(np.uint16)
