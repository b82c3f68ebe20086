"""Reads a DICOM radiograph: parse, decode, Modality LUT, polarity.

The order is that of PS3.3 C.11 and PS3.4 N.2: stored value → Modality LUT → (VOI, at display) →
polarity. Polarity is folded into the codes here, so that display and networks see one film. Runs
in the decoder's process only.
"""

from __future__ import annotations

import numpy as np
from pydicom import config
from pydicom.dataset import Dataset

from inference.core.types import BoolArray, PixelSpacing, read_only
from inference.formats.decoded_film import Codes, DecodedFilm, FilmFacts, check_contrast
from inference.formats.dicom.dataset import DicomFile, parse_dicom
from inference.formats.dicom.fields import InvalidField, code_string
from inference.formats.dicom.form import PixelForm, pixel_form
from inference.formats.dicom.geometry import read_padding, read_spacing, read_view_position
from inference.formats.dicom.identity import dicom_source, shown_attributes
from inference.formats.dicom.lut import ModalityLut, apply_table, read_modality_lut, read_windows
from inference.formats.dicom.pixels import read_pixels
from inference.formats.dicom.shutter import read_shutter
from inference.formats.signatures import begins_like_program
from inference.formats.woven_pattern import bears_pattern

#: Beginning of the SOP Classes of Secondary Captures (PS3.4 B.5).
_SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"

config.settings.reading_validation_mode = config.IGNORE  # values are checked by `dicom_fields`


def read_dicom(contents: bytes) -> DecodedFilm:
    """The radiograph in `contents`, a whole DICOM file.

    Raises
    ------
    StudyError: with the code that says why it can't be opened.
    """
    file = parse_dicom(contents)
    form = pixel_form(file.dataset)
    pixels = read_pixels(file, form)
    stored = pixels.codes
    check_contrast(stored)
    notices = _notices(file, form, contents[:4]) | pixels.notices
    modality = _modality(file.dataset, form, notices)
    padding = _hidden(file.dataset, stored, form, notices)
    if _may_be_ours(file.dataset) and bears_pattern(stored):
        notices.add("adversarial")
    codes, facts = _oriented(stored, file, form, modality, notices)
    return DecodedFilm(codes, padding, facts)


def _may_be_ours(dataset: Dataset) -> bool:
    """Whether the pixels may be a picture that a program made: derived, or captured (PS3.3 A.8).

    What a detector made is not searched for the pattern, which would cost each film some time.
    """
    derived = "ORIGINAL" not in str(dataset.get("ImageType", ""))
    captured = str(dataset.get("SOPClassUID", "")).startswith(_SECONDARY_CAPTURE)
    return derived or captured or "ConversionType" in dataset


def is_inverted(dataset: Dataset, photometric: str) -> bool:
    """True if low values are shown bright.

    MONOCHROME1 and Presentation LUT Shape INVERSE say the same thing once (PS3.3 C.8.11.3.1.2),
    so both together are one inversion.
    """
    return photometric == "MONOCHROME1" or code_string(dataset, "PresentationLUTShape") == "INVERSE"


def _oriented(
    stored: Codes, file: DicomFile, form: PixelForm, modality: ModalityLut, notices: set[str]
) -> tuple[Codes, FilmFacts]:
    """Codes after Modality LUT and polarity, and the facts that go with them."""
    dataset = file.dataset
    codes, maximum, ends = _apply_modality(stored, form, modality)
    photometric = "MONOCHROME1" if form.photometric == "MONOCHROME1" else "MONOCHROME2"
    if (ends[0] > ends[1]) != is_inverted(dataset, photometric):
        codes = np.subtract(codes.dtype.type(maximum), codes)
        ends = ends[1], ends[0]
    windows, ignored = read_windows(dataset, min(ends) < 0)
    facts = FilmFacts(
        maximum,
        ends,
        maximum.bit_length(),
        photometric,
        windows,
        _spacing(dataset, notices),
        read_view_position(dataset),
        tuple(sorted(notices | ignored)),
        attributes=shown_attributes(dataset, file.transfer_syntax),
        adversarial="adversarial" in notices,
        source=dicom_source(dataset),
    )
    return codes, facts


def _apply_modality(
    stored: Codes, form: PixelForm, modality: ModalityLut
) -> tuple[Codes, int, tuple[float, float]]:
    """Codes, their maximum, and the modality values of code 0 and of the maximum."""
    if modality.table is not None:
        maximum = (1 << modality.table.bits) - 1
        return apply_table(stored, form, modality.table), maximum, (0.0, float(maximum))
    low = modality.slope * form.lowest + modality.intercept
    return stored, form.maximum, (low, low + modality.slope * form.maximum)


def _modality(dataset: Dataset, form: PixelForm, notices: set[str]) -> ModalityLut:
    try:
        return read_modality_lut(dataset, form.signed)
    except InvalidField:
        notices.add("modality_lut_ignored")
        return ModalityLut()


def _spacing(dataset: Dataset, notices: set[str]) -> PixelSpacing | None:
    try:
        return read_spacing(dataset)
    except InvalidField:
        notices.add("spacing_ignored")
        return None


def _hidden(
    dataset: Dataset, stored: Codes, form: PixelForm, notices: set[str]
) -> BoolArray | None:
    """(H, W) True on Pixel Padding and outside the display shutter; None where there is neither."""
    padding = read_padding(dataset, stored, form)
    try:
        shutter = read_shutter(dataset, form.rows, form.columns)
    except InvalidField:
        notices.add("shutter_ignored")
        return padding
    if padding is None or shutter is None:
        return shutter if padding is None else padding
    both = padding | shutter
    return padding if both.all() else read_only(both)


def _notices(file: DicomFile, form: PixelForm, start: bytes) -> set[str]:
    dataset = file.dataset
    found = {
        "burned_in_possible": code_string(dataset, "BurnedInAnnotation") != "NO",
        "preamble_executable": begins_like_program(start),
        "grey_from_rgb": form.samples == 3,
        "lossy": code_string(dataset, "LossyImageCompression") == "01",
        "polarity_assumed": not form.polarity_stated,
        "file_meta_missing": not file.has_file_meta,
    }
    return {code for code, holds in found.items() if holds}
