"""From a DICOM image's bytes to its stored values.

Uncompressed images are viewed in place, compressed ones go through `dicom_codecs`. Runs in the
decoder's process only.
"""

from __future__ import annotations

import numpy as np
from pydicom import uid
from pydicom.dataset import Dataset

from inference.core.errors import REASONS, StudyError
from inference.formats.decoded_film import Codes
from inference.formats.dicom.codecs import CODINGS, read_compressed, read_rle
from inference.formats.dicom.dataset import DicomFile, wrong_transfer_syntax
from inference.formats.dicom.fields import clean_text
from inference.formats.dicom.form import PixelForm
from inference.formats.grey import grey_from_luma, grey_of

_NATIVE = {
    uid.ImplicitVRLittleEndian,
    uid.ExplicitVRLittleEndian,
    uid.ExplicitVRBigEndian,
    uid.DeflatedExplicitVRLittleEndian,
}
_OVERLAYS = range(0x6000, 0x6020, 2)


def read_codes(file: DicomFile, form: PixelForm) -> tuple[Codes, bool]:
    """The image as codes (H, W) in 0..form.maximum, stored value = code + form.lowest.

    Also True if samples lay outside Bits Stored and were clipped. Colour images whose channels
    are equal are given as grey; others raise `StudyError` "colour_image".
    """
    if file.transfer_syntax in _NATIVE:
        samples, precision = _read_native(file, form), form.bits_allocated
        if form.high_bit != form.bits_stored - 1:
            samples = samples >> (form.high_bit + 1 - form.bits_stored)  # type: ignore[assignment]
        if _has_overlay_bits(file.dataset):
            samples = samples & samples.dtype.type(form.maximum)
    elif file.transfer_syntax == uid.RLELossless:
        samples, precision = read_rle(file, form), form.bits_allocated
    elif file.transfer_syntax in CODINGS:
        samples, precision = read_compressed(file, form)
    else:
        name = clean_text(file.transfer_syntax.name)
        raise StudyError("unsupported_transfer_syntax", transfer_syntax=name)
    return _as_codes(samples, form, precision)


def _has_overlay_bits(dataset: Dataset) -> bool:
    """True if an overlay lies in the unused bits of the pixels, as was once allowed (60xx,0102)."""
    positions = [tag for tag in dataset.keys() if tag >> 16 in _OVERLAYS and tag & 0xFFFF == 0x0102]  # noqa: SIM118
    return any(dataset[tag].value for tag in positions)


def _as_codes(samples: Codes, form: PixelForm, precision: int) -> tuple[Codes, bool]:
    if form.signed:
        return _from_twos_complement(samples, form, precision), False
    if 8 * samples.dtype.itemsize > form.bits_stored and int(samples.max()) > form.maximum:
        return np.minimum(samples, samples.dtype.type(form.maximum)), True
    return samples, False


def _from_twos_complement(samples: Codes, form: PixelForm, precision: int) -> Codes:
    """Codes of two's complement numbers in the low bits of `samples`."""
    bits = min(precision, form.bits_stored)
    sign, mask = 1 << (bits - 1), (1 << bits) - 1
    kind = samples.dtype.type
    codes = (samples & kind(mask)) ^ kind(sign)
    if bits == form.bits_stored:
        return codes
    wider = codes.astype(np.uint16) + np.uint16((1 << (form.bits_stored - 1)) - sign)
    return np.asarray(wider, np.uint16)


# --- uncompressed ------------------------------------------------------------------------------


def _read_native(file: DicomFile, form: PixelForm) -> Codes:
    if file.encapsulated:
        raise wrong_transfer_syntax(file)
    kind = np.dtype(f"{'<' if file.little_endian else '>'}u{form.bits_allocated // 8}")
    count = form.rows * form.columns * form.samples
    if form.photometric == "YBR_FULL_422":
        count = form.rows * form.columns * 2
    expected = count * kind.itemsize
    _check_native_length(len(file.pixel_bytes), expected)
    flat = np.frombuffer(file.pixel_bytes, kind, count=count)
    if not file.little_endian and kind.itemsize == 1 and file.pixel_vr == "OW":
        flat = np.frombuffer(file.pixel_bytes[: expected + expected % 2], ">u2").astype("<u2")
        flat = flat.view(np.uint8)[:count]
    if form.photometric == "YBR_FULL_422":
        return _grey_from_422(flat, form)
    picture = _arranged(flat.astype(kind.newbyteorder("="), copy=False), form)
    return grey_of(picture, form.photometric)


def _check_native_length(length: int, expected: int) -> None:
    if length < expected:
        raise StudyError("truncated")
    if length > expected + max(4096, expected // 16):
        raise StudyError("bad_geometry", reason=REASONS["pixel_size"])


def _arranged(flat: Codes, form: PixelForm) -> Codes:
    """`flat` as (H, W) or (H, W, 3)."""
    if form.samples == 1:
        return flat.reshape(form.rows, form.columns)
    if form.planar:
        return np.moveaxis(flat.reshape(form.samples, form.rows, form.columns), 0, -1)
    return flat.reshape(form.rows, form.columns, form.samples)


def _grey_from_422(flat: Codes, form: PixelForm) -> Codes:
    """Luma of packed Y Y Cb Cr (PS3.3 C.7.6.3.1.2, YBR_FULL_422)."""
    if form.columns % 2:
        raise StudyError("bad_geometry", reason=REASONS["rows_columns"])
    packed = flat.reshape(form.rows, form.columns // 2, 4)
    grey_from_luma(packed[..., 1:])  # refuses colour
    return np.ascontiguousarray(packed[..., :2]).reshape(form.rows, form.columns)
