"""From a DICOM image's bytes to its stored values.

Uncompressed images are viewed in place, compressed ones go through `dicom_codecs`. Runs in the
decoder's process only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pydicom import uid

from inference.core.errors import REASONS, StudyError
from inference.formats.decoded_film import Codes
from inference.formats.dicom.codecs import CODINGS, read_compressed, read_rle
from inference.formats.dicom.codestream import Codestream, Coding
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


@dataclass(frozen=True, slots=True, eq=False)
class StoredPixels:
    """The image as codes (H, W) in 0..form.maximum, stored value = code + form.lowest."""

    codes: Codes
    notices: frozenset[str]  # of values_clipped, bits_ignored, lossy, sign_contradicted


def read_pixels(file: DicomFile, form: PixelForm) -> StoredPixels:
    """The image, and what the way it is stored says or was mended.

    Bits outside High Bit and Bits Stored are no part of a sample (PS3.5 8.1.1). Colour images
    whose channels are equal are given as grey; others raise `StudyError` "colour_image".
    """
    stated = None
    if file.transfer_syntax in _NATIVE:
        samples, precision = _read_native(file, form), form.bits_allocated
    elif file.transfer_syntax == uid.RLELossless:
        samples, precision = read_rle(file, form), form.bits_allocated
    elif file.transfer_syntax in CODINGS:
        samples, stated = read_compressed(file, form)
        precision = stated.precision
    else:
        name = clean_text(file.transfer_syntax.name)
        raise StudyError("unsupported_transfer_syntax", transfer_syntax=name)
    notices = _said_by_stream(stated, form)
    lossy = stated is not None and stated.lossy
    if form.signed:
        return StoredPixels(_from_twos_complement(samples, form, precision), notices)
    if stated is not None and stated.signed:  # a level shift that the header forgot
        samples = _shifted_up(samples, precision)
    if lossy and _exceeds(samples, form):  # rounded beyond the end, not another plane's bits
        clipped = np.minimum(samples, samples.dtype.type(form.maximum))
        return StoredPixels(clipped, notices | {"values_clipped"})
    below = _bits_below(form, precision)
    samples = np.asarray(samples >> below, samples.dtype) if below else samples
    if _exceeds(samples, form):
        return StoredPixels(samples & samples.dtype.type(form.maximum), notices | {"bits_ignored"})
    return StoredPixels(samples, notices)


def _said_by_stream(stated: Codestream | None, form: PixelForm) -> frozenset[str]:
    if stated is None:
        return frozenset()
    contradicts = stated.coding is Coding.JPEG_2000 and stated.signed != form.signed
    said = {"lossy": stated.lossy, "sign_contradicted": contradicts}
    return frozenset(code for code, holds in said.items() if holds)


def _exceeds(samples: Codes, form: PixelForm) -> bool:
    return 8 * samples.dtype.itemsize > form.bits_stored and int(samples.max()) > form.maximum


def _bits_below(form: PixelForm, precision: int) -> int:
    """Unused bits under a sample; a compressed image of fewer bits than High Bit has none."""
    return form.high_bit + 1 - form.bits_stored if precision > form.high_bit else 0


def _shifted_up(samples: Codes, precision: int) -> Codes:
    kind = samples.dtype.type
    return (samples & kind((1 << precision) - 1)) ^ kind(1 << (precision - 1))


def _from_twos_complement(samples: Codes, form: PixelForm, precision: int) -> Codes:
    """Codes of two's complement numbers in the low bits of `samples`."""
    samples = np.asarray(samples >> _bits_below(form, precision), samples.dtype)
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
