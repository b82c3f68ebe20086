"""Decodes compressed DICOM images.

RLE, JPEG (8 and 12 bit, lossless) and JPEG-LS by imagecodecs, JPEG 2000 and HTJ2K by
pylibjpeg-openjpeg. The codecs are called themselves rather than through pydicom, which would
take whichever plugins are installed. What a compressed image states of its own size is compared
with the header before anything is decoded. Runs in the decoder's process only.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
from numpy.typing import NDArray
from pydicom import uid

from inference.core.errors import REASONS, StudyError
from inference.formats.decoded_film import Codes
from inference.formats.dicom.codestream import Codestream, Coding, check_ends, inspect_codestream
from inference.formats.dicom.dataset import DicomFile, fragments, wrong_transfer_syntax
from inference.formats.dicom.form import PixelForm
from inference.formats.grey import grey_from_luma, grey_from_rgb, grey_of, has_neutral_chroma
from inference.formats.jpeg_damage import Decoder, refuse_damaged

CODINGS = {
    uid.JPEGBaseline8Bit: Coding.JPEG,
    uid.JPEGExtended12Bit: Coding.JPEG,
    uid.JPEGLossless: Coding.JPEG_LOSSLESS,
    uid.JPEGLosslessSV1: Coding.JPEG_LOSSLESS,
    uid.JPEGLSLossless: Coding.JPEG_LS,
    uid.JPEGLSNearLossless: Coding.JPEG_LS,
    uid.JPEG2000Lossless: Coding.JPEG_2000,
    uid.JPEG2000: Coding.JPEG_2000,
    uid.HTJ2KLossless: Coding.JPEG_2000,
    uid.HTJ2KLosslessRPCL: Coding.JPEG_2000,
    uid.HTJ2K: Coding.JPEG_2000,
}
#: Zeros after a segment's end that are taken for padding.
_MAX_PADDING = 1 << 16


def read_rle(file: DicomFile, form: PixelForm) -> Codes:
    """One PackBits segment for each byte of a sample, most significant first (PS3.5 G).

    A frame is one fragment there, but some archives split it; one image is one frame.
    """
    parts = fragments(file)
    frame = parts[0] if len(parts) == 1 else memoryview(b"".join(parts))
    count = int.from_bytes(frame[:4], "little")
    starts = [int.from_bytes(frame[at : at + 4], "little") for at in range(4, 64, 4)][:count]
    if len(frame) < 64 or not starts or starts[0] != 64:
        raise wrong_transfer_syntax(file)
    depth = form.bits_allocated // 8
    if count != form.samples * depth:
        raise StudyError("bad_geometry", reason=REASONS["pixel_size"])
    ends = [*starts[1:], len(frame)]
    segments = [frame[start:end] for start, end in zip(starts, ends, strict=True)]
    size = form.rows * form.columns
    with ThreadPoolExecutor(count) as threads:  # the codec lets others run
        planes = list(threads.map(_unpacked, segments, [size] * count))
    shape = (form.rows, form.columns)
    channels = [_joined(planes[at : at + depth]).reshape(shape) for at in range(0, count, depth)]
    if form.samples == 1:
        return channels[0]
    return grey_of(np.stack(channels, -1), form.photometric)


def _unpacked(segment: memoryview, size: int) -> NDArray[np.uint8]:
    """The `size` bytes of a PackBits segment; zeros may follow them."""
    import imagecodecs

    padding = min(len(segment) - len(bytes(segment).rstrip(b"\0")), _MAX_PADDING)
    # One more byte may make a segment's length even; another shows that there are too many.
    place = np.empty(size + 2 + padding, np.uint8)
    try:
        found: NDArray[np.uint8] = imagecodecs.packbits_decode(segment, out=place)  # type: ignore[assignment,arg-type]  # it takes any buffer, and gives what it was given
    except RuntimeError:  # it holds more, or ends within a run
        raise StudyError("bad_geometry", reason=REASONS["pixel_size"]) from None
    if len(found) < size or found[size + 1 :].any():
        raise StudyError("bad_geometry", reason=REASONS["pixel_size"])
    return found[:size]


def _joined(planes: list[NDArray[np.uint8]]) -> Codes:
    """Samples of one or two bytes, of which the first plane holds the most significant."""
    if len(planes) == 1:
        return planes[0]
    pairs = np.empty((len(planes[0]), 1, 2), np.uint8)  # in large pages, by numpy
    cv2.merge([plane.reshape(-1, 1) for plane in reversed(planes)], dst=pairs)
    return pairs.view("<u2")


def read_compressed(file: DicomFile, form: PixelForm) -> tuple[Codes, Codestream]:
    """The samples, and what the compressed image states of itself."""
    stream = b"".join(fragments(file))
    stated = inspect_codestream(stream)
    if stated is None or stated.coding is not CODINGS[file.transfer_syntax]:
        raise wrong_transfer_syntax(file)
    _check_stated(stated, form)
    check_ends(stream, stated)
    try:
        return _DECODE[stated.coding](stream, form, stated), stated
    except (StudyError, MemoryError):
        raise
    except Exception:  # each codec has its own
        raise StudyError("damaged", reason=REASONS["decoder"]) from None


def _check_stated(stated: Codestream, form: PixelForm) -> None:
    stated_shape = (stated.rows, stated.columns, stated.components)
    if stated_shape != (form.rows, form.columns, form.samples):
        raise StudyError("bad_geometry", reason=REASONS["pixel_size"])
    if stated.precision > 16:
        raise StudyError("bad_geometry", reason=REASONS["bits_unsupported"])


def _jpeg_channels(stream: bytes) -> NDArray[np.generic]:
    """Y, Cb and Cr as stored, refused if the stream does not hold all of them."""
    import imagecodecs

    def decode(one: bytes) -> NDArray[np.generic]:
        return imagecodecs.jpeg8_decode(one, colorspace="YCBCR", outcolorspace="YCBCR")

    planes = decode(stream)
    refuse_damaged(stream, planes, decode)
    return planes


def _decode_jpeg(stream: bytes, form: PixelForm, stated: Codestream) -> Codes:
    import imagecodecs

    if stated.components == 1:
        grey = _checked(imagecodecs.jpeg8_decode(stream), form)
        refuse_damaged(stream, grey, imagecodecs.jpeg8_decode)
        return grey
    picture = _checked(_jpeg_channels(stream), form)
    if picture.dtype == np.uint8 and has_neutral_chroma(picture):
        return grey_from_luma(picture)
    return grey_from_rgb(picture)


def _decode_jpeg_lossless(stream: bytes, form: PixelForm, _stated: Codestream) -> Codes:
    import imagecodecs

    decode: Decoder = imagecodecs.jpeg8_decode
    try:
        decoded = decode(stream)
    except Exception:  # a variant that libjpeg-turbo lacks
        decode = imagecodecs.jpegsof3_decode
        decoded = decode(stream)
    refuse_damaged(stream, decoded, decode)
    return grey_of(_checked(decoded, form), form.photometric)


def _decode_jpeg_ls(stream: bytes, form: PixelForm, _stated: Codestream) -> Codes:
    import imagecodecs

    return grey_of(_checked(imagecodecs.jpegls_decode(stream), form), form.photometric)


def _decode_jpeg_2000(stream: bytes, form: PixelForm, stated: Codestream) -> Codes:
    from openjpeg.utils import decode_pixel_data

    decoded = decode_pixel_data(stream, version=2)
    flat = np.frombuffer(decoded, np.uint8 if stated.precision <= 8 else "<u2")
    _check_count(flat.size, form)
    shape = (form.rows, form.columns, form.samples)[: 2 if form.samples == 1 else 3]
    return grey_of(flat.reshape(shape), form.photometric)


_DECODE = {
    Coding.JPEG: _decode_jpeg,
    Coding.JPEG_LOSSLESS: _decode_jpeg_lossless,
    Coding.JPEG_LS: _decode_jpeg_ls,
    Coding.JPEG_2000: _decode_jpeg_2000,
}


def _check_count(count: int, form: PixelForm) -> None:
    if count != form.rows * form.columns * form.samples:
        raise StudyError("bad_geometry", reason=REASONS["pixel_size"])


def _checked(decoded: NDArray[np.generic], form: PixelForm) -> Codes:
    """`decoded`, if a codec gave the shape and kind that was asked of it."""
    shape = (form.rows, form.columns) + ((3,) if form.samples == 3 else ())
    if decoded.shape != shape:
        raise StudyError("bad_geometry", reason=REASONS["pixel_size"])
    if decoded.dtype not in (np.uint8, np.uint16):
        raise StudyError("bad_geometry", reason=REASONS["bits_unsupported"])
    return decoded  # type: ignore[return-value]
