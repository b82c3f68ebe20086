"""How a DICOM header says that pixels are stored (Image Pixel module, PS3.3 C.7.6.3), checked."""

from __future__ import annotations

from dataclasses import dataclass

from pydicom.dataset import Dataset

from inference.core.errors import REASONS, StudyError
from inference.formats.decoded_film import check_size
from inference.formats.dicom.fields import InvalidField, code_string, integer

#: Photometric interpretations accepted, by what the samples of a pixel are.
GREY = ("MONOCHROME1", "MONOCHROME2")
LUMA_FIRST = ("YBR_FULL", "YBR_FULL_422")
RED_FIRST = ("RGB", "YBR_RCT", "YBR_ICT")  # a JPEG 2000 decoder gives the last two as RGB


@dataclass(frozen=True, slots=True)
class PixelForm:
    """How the header says that pixels are stored (PS3.3 C.7.6.3)."""

    rows: int
    columns: int
    samples: int  # 1 or 3 per pixel
    bits_allocated: int  # 8 or 16
    bits_stored: int  # 8 to 16
    high_bit: int
    signed: bool
    photometric: str
    planar: bool
    polarity_stated: bool

    @property
    def maximum(self) -> int:
        """The greatest code."""
        return (1 << self.bits_stored) - 1

    @property
    def lowest(self) -> int:
        """The stored value of code 0."""
        return -(1 << (self.bits_stored - 1)) if self.signed else 0


def pixel_form(dataset: Dataset) -> PixelForm:
    """Read and check the Image Pixel attributes; raises `StudyError`."""
    rows, columns = (
        _whole(dataset, "Rows", "rows_columns"),
        _whole(dataset, "Columns", "rows_columns"),
    )
    _check_frames(dataset)
    samples = _whole(dataset, "SamplesPerPixel", "samples", 1)
    if samples not in (1, 3):
        raise StudyError("bad_geometry", reason=REASONS["samples"])
    check_size(rows, columns)
    stated = code_string(dataset, "PhotometricInterpretation")
    photometric = stated or (GREY[1] if samples == 1 else "RGB")
    _check_photometric(photometric, samples)
    allocated, stored, high_bit = _bits(dataset)
    signed = _whole(dataset, "PixelRepresentation", "bits", 0)
    if signed not in (0, 1):
        raise StudyError("bad_geometry", reason=REASONS["bits"])
    planar = _whole(dataset, "PlanarConfiguration", "samples", 0) == 1
    return PixelForm(
        rows,
        columns,
        samples,
        allocated,
        stored,
        high_bit,
        signed == 1,
        photometric,
        planar,
        bool(stated),
    )


def _whole(dataset: Dataset, keyword: str, reason: str, default: int | None = None) -> int:
    try:
        found = integer(dataset, keyword)
    except InvalidField:
        found = default = None
    if found is None:
        found = default
    if found is None or found < 0:
        raise StudyError("bad_geometry", reason=REASONS[reason])
    return found


def _check_frames(dataset: Dataset) -> None:
    frames = _whole(dataset, "NumberOfFrames", "frames", 1)
    if frames > 1:
        raise StudyError("multi_frame", frames=frames)


def _check_photometric(photometric: str, samples: int) -> None:
    if samples == 1 and photometric in GREY:
        return
    if samples == 3 and photometric in LUMA_FIRST + RED_FIRST:
        return
    if photometric == "PALETTE COLOR":
        raise StudyError("colour_image")
    raise StudyError("bad_geometry", reason=REASONS["photometric"])


def _bits(dataset: Dataset) -> tuple[int, int, int]:
    allocated = _whole(dataset, "BitsAllocated", "bits")
    stored = _whole(dataset, "BitsStored", "bits", allocated)
    high_bit = _whole(dataset, "HighBit", "bits", stored - 1)
    if allocated not in (8, 16) or stored < 8:
        raise StudyError("bad_geometry", reason=REASONS["bits_unsupported"])
    if stored > allocated or not stored - 1 <= high_bit < allocated:
        raise StudyError("bad_geometry", reason=REASONS["bits"])
    return allocated, stored, high_bit
