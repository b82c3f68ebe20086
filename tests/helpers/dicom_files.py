"""Builds DICOM files and pictures with known pixels, well-formed or wrong in one stated way."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import imagecodecs
import numpy as np
from numpy.typing import NDArray
from openjpeg.utils import encode_array
from pydicom import config, uid
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from rle.utils import encode_pixel_data

LOSSLESS = (
    uid.ImplicitVRLittleEndian,
    uid.ExplicitVRLittleEndian,
    uid.ExplicitVRBigEndian,
    uid.DeflatedExplicitVRLittleEndian,
    uid.RLELossless,
    uid.JPEGLossless,
    uid.JPEGLosslessSV1,
    uid.JPEGLSLossless,
    uid.JPEG2000Lossless,
    uid.HTJ2KLossless,
)
NATIVE = LOSSLESS[:4]
Samples = NDArray[Any]


def ramp(bits: int = 12, rows: int = 96, columns: int = 80) -> Samples:
    """(rows, columns) unsigned: rises over the whole range of `bits`, both ends included."""
    top = (1 << bits) - 1
    values = np.linspace(0, top, rows * columns).round().astype(np.uint16)
    return values.reshape(rows, columns).astype(np.uint8 if bits <= 8 else np.uint16)


def texture(bits: int = 12, rows: int = 96, columns: int = 80, seed: int = 0) -> Samples:
    """(rows, columns) unsigned: smooth waves with seeded grain."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:rows, 0:columns]
    waves = 0.5 + 0.3 * np.sin(x / 9) * np.cos(y / 7) + 0.05 * rng.standard_normal((rows, columns))
    values = np.clip(waves, 0, 1) * ((1 << bits) - 1)
    return values.round().astype(np.uint8 if bits <= 8 else np.uint16)


def compressed(samples: Samples, syntax: str, bits: int) -> bytes:
    """`samples` (H, W) or (H, W, 3) as one frame in `syntax`."""
    depth = 8 * samples.dtype.itemsize
    if syntax == uid.RLELossless:
        channels = 1 if samples.ndim == 2 else samples.shape[2]
        return encode_pixel_data(
            samples.tobytes(),
            rows=samples.shape[0],
            columns=samples.shape[1],
            samples_per_pixel=channels,
            bits_allocated=depth,
            number_of_frames=1,
            byteorder="<",
        )
    if syntax == uid.JPEGBaseline8Bit:
        return bytes(imagecodecs.jpeg8_encode(samples, level=95))
    if syntax == uid.JPEGExtended12Bit:
        return bytes(imagecodecs.jpeg8_encode(samples, level=95, bitspersample=12))
    if syntax in (uid.JPEGLossless, uid.JPEGLosslessSV1):
        predictor = 1 if syntax == uid.JPEGLosslessSV1 else 4
        return bytes(
            imagecodecs.jpeg8_encode(
                samples, lossless=True, predictor=predictor, bitspersample=max(bits, 8)
            )
        )
    if syntax in (uid.JPEGLSLossless, uid.JPEGLSNearLossless):
        return bytes(imagecodecs.jpegls_encode(samples))
    if syntax == uid.JPEG2000Lossless:
        return bytes(encode_array(samples, bits_stored=bits))
    if syntax == uid.JPEG2000:
        return bytes(encode_array(samples, bits_stored=bits, compression_ratios=[4]))
    if syntax in (uid.HTJ2KLossless, uid.HTJ2K):
        return bytes(imagecodecs.htj2k_encode(samples, reversible=True))
    raise ValueError(syntax)


def dataset(samples: Samples, bits: int = 12, **attributes: object) -> Dataset:
    """A CR data set for `samples`, without Pixel Data; `attributes` replace, None removes."""
    found = Dataset()
    found.SOPClassUID = uid.ComputedRadiographyImageStorage
    found.SOPInstanceUID = "1.2.826.0.1.3680043.10.1.1"
    found.Modality = "CR"
    found.BurnedInAnnotation = "NO"
    found.Rows, found.Columns = samples.shape[:2]
    found.SamplesPerPixel = 1 if samples.ndim == 2 else samples.shape[2]
    if samples.ndim == 3:
        found.PlanarConfiguration = 0
    found.PhotometricInterpretation = "MONOCHROME2" if samples.ndim == 2 else "RGB"
    found.BitsAllocated = 8 * samples.dtype.itemsize
    found.BitsStored, found.HighBit = bits, bits - 1
    found.PixelRepresentation = int(samples.dtype.kind == "i")
    for keyword, value in attributes.items():
        if value is None:
            del found[keyword]
        else:
            setattr(found, keyword, value)
    return found


def dicom_bytes(
    samples: Samples,
    bits: int = 12,
    syntax: str = uid.ExplicitVRLittleEndian,
    *,
    payload: bytes | None = None,
    **attributes: object,
) -> bytes:
    """A DICOM file of `samples`. `payload` replaces the encoded frame of a compressed syntax."""
    config.settings.writing_validation_mode = config.IGNORE
    found = dataset(samples, bits, **attributes)
    native = syntax in NATIVE
    if native:
        big = syntax == uid.ExplicitVRBigEndian
        found.PixelData = (
            samples.astype(samples.dtype.newbyteorder(">")) if big else samples
        ).tobytes()
        found["PixelData"].VR = "OW" if samples.dtype.itemsize == 2 else "OB"
    else:
        found.PixelData = encapsulate([payload or compressed(samples, syntax, bits)])
        found["PixelData"].VR = "OB"
    return written(found, syntax)


def written(found: Dataset, syntax: str = uid.ExplicitVRLittleEndian) -> bytes:
    """`found` as the bytes of a DICOM file."""
    found.file_meta = FileMetaDataset()
    found.file_meta.TransferSyntaxUID = syntax
    found.file_meta.MediaStorageSOPClassUID = found.get("SOPClassUID", "1.2.3")
    found.file_meta.MediaStorageSOPInstanceUID = "1.2.826.0.1.3680043.10.1.1"
    target = BytesIO()
    found.save_as(target, enforce_file_format=True)
    return target.getvalue()


def with_transfer_syntax(contents: bytes, old: str, new: str) -> bytes:
    """The file's bytes with another transfer syntax in the header; nothing else changes."""
    element = b"\x02\x00\x10\x00UI"
    start = contents.index(element)
    length = int.from_bytes(contents[start + 6 : start + 8], "little")
    assert contents[start + 8 : start + 8 + length].rstrip(b"\0") == str(old).encode()
    value = str(new).encode() + b"\0" * (len(new) % 2)
    meta = bytearray(contents)
    meta[start + 6 : start + 8 + length] = len(value).to_bytes(2, "little") + value
    group_length = int.from_bytes(meta[140:144], "little") + len(value) - length
    meta[140:144] = group_length.to_bytes(4, "little")
    return bytes(meta)


def png_bomb(rows: int, columns: int) -> bytes:
    """A real 1-bit grey PNG of that size, all black, in a few hundred kilobytes or less."""
    line = b"\0" * (1 + (columns + 7) // 8)
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(line) for _ in range(rows)) + packer.flush()
    header = struct.pack(">IIBBBBB", columns, rows, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(name, content) for name, content in chunks)


def png_chunk(name: bytes, content: bytes) -> bytes:
    """One PNG chunk with its checksum."""
    checksum = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + checksum
