"""Pixel spacing with its provenance, view position, and Pixel Padding of a DICOM header."""

from __future__ import annotations

from pydicom.dataset import Dataset

from inference.core.types import BoolArray, PixelSpacing, read_only
from inference.formats.decoded_film import Codes
from inference.formats.dicom.fields import (
    InvalidField,
    code_string,
    field_value,
    items,
    number,
    numbers,
)
from inference.formats.dicom.form import PixelForm

#: Pixel spacings outside these millimetres are taken for damage.
_MIN_MM, _MAX_MM = 1e-3, 10.0
_MAX_MAGNIFICATION = 5.0

#: SNOMED codes of View Code Sequence (PS3.16 CID 4010) -> View Position.
_VIEW_CODES = {
    "R-10214": "PA",
    "R-40888": "PA",
    "272479007": "PA",
    "R-10206": "AP",
    "399348003": "AP",
    "R-10236": "LL",
    "399173006": "LL",
    "R-10232": "RL",
    "399198007": "RL",
}


def read_spacing(dataset: Dataset) -> PixelSpacing | None:
    """Millimetres per pixel, by decreasing trust (PS3.3 10.7.1.3, C.8.11.7.1.1).

    A calibrated Pixel Spacing, then one that differs from the detector's, then Imager Pixel
    Spacing over the magnification, then the detector's own, then a digitiser's nominal one.

    Raises
    ------
    InvalidField: if the file states spacings but none of them can be used.
    """
    values, broken = {}, False
    for keyword in ("PixelSpacing", "ImagerPixelSpacing", "NominalScannedPixelSpacing"):
        try:
            values[keyword] = _pair(dataset, keyword)
        except InvalidField:
            values[keyword], broken = None, True
    found = _choose(dataset, *values.values())
    if found is None and broken:
        raise InvalidField("PixelSpacing")
    return found


_Pair = tuple[float, float] | None


def _choose(dataset: Dataset, pixel: _Pair, imager: _Pair, nominal: _Pair) -> PixelSpacing | None:
    if pixel is not None and code_string(dataset, "PixelSpacingCalibrationType"):
        return PixelSpacing(*pixel, "calibrated")
    if pixel is not None and imager is not None and pixel != imager:
        return PixelSpacing(*pixel, "calibrated")
    detector = imager or pixel
    if detector is not None:
        magnification = _magnification(dataset)
        if imager is not None and magnification > 1:
            corrected = detector[0] / magnification, detector[1] / magnification
            return PixelSpacing(*corrected, "corrected for magnification")
        return PixelSpacing(*detector, "at detector")
    return None if nominal is None else PixelSpacing(*nominal, "nominal")


def _pair(dataset: Dataset, keyword: str) -> _Pair:
    found = numbers(dataset, keyword)
    if found is None:
        return None
    if len(found) != 2 or not all(_MIN_MM <= v <= _MAX_MM for v in found):
        raise InvalidField(keyword)
    return found[0], found[1]


def _magnification(dataset: Dataset) -> float:
    try:
        found = number(dataset, "EstimatedRadiographicMagnificationFactor")
    except InvalidField:
        return 1.0
    return found if found is not None and 1 <= found <= _MAX_MAGNIFICATION else 1.0


def read_view_position(dataset: Dataset) -> str:
    """View Position, else what View Code Sequence stands for, else ""."""
    stated = code_string(dataset, "ViewPosition")
    if stated:
        return stated[:16]
    try:
        codes = [code_string(item, "CodeValue") for item in items(dataset, "ViewCodeSequence")]
    except InvalidField:
        return ""
    return next((_VIEW_CODES[code] for code in codes if code in _VIEW_CODES), "")


def read_padding(dataset: Dataset, codes: Codes, form: PixelForm) -> BoolArray | None:
    """Where `codes` (H, W) are Pixel Padding (PS3.3 C.7.5.1.1.2); None if the file names none.

    A padding value that covers the whole film is a mistake and is not believed.
    """
    ends = [_code_of(dataset, "PixelPaddingValue", form)]
    ends.append(_code_of(dataset, "PixelPaddingRangeLimit", form))
    stated = sorted(end for end in ends if end is not None)
    if ends[0] is None or stated[-1] < 0 or stated[0] > form.maximum:
        return None
    padding = (codes >= max(stated[0], 0)) & (codes <= min(stated[-1], form.maximum))
    return None if padding.all() else read_only(padding)


def _code_of(dataset: Dataset, keyword: str, form: PixelForm) -> int | None:
    """The code of a stored value that may be written with the wrong sign."""
    try:
        value = field_value(dataset, keyword)
        found = None if value is None else int(str(value))
    except (InvalidField, ValueError):
        return None
    if found is None:
        return None
    allocated = 1 << form.bits_allocated
    if form.signed and found >= allocated // 2:
        found -= allocated
    if not form.signed and found < 0:
        found += allocated
    return found - form.lowest
