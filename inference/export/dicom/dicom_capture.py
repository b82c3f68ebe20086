"""Secondary Captures (PS3.3 A.8): the marked view as a person saw it, and a film as it was read."""

from __future__ import annotations

from typing import Any

import numpy as np
from highdicom.sc import SCImage
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from inference.core.types import Radiograph, VoiFunction
from inference.core.windowing import default_window
from inference.export.dicom.dicom_common import (
    ADVERSARIAL_SERIES,
    CHARACTER_SET,
    NOTICE,
    SERIES_NUMBERS,
    Writing,
    burned_in,
    new_uid,
    qualify,
)
from inference.export.originals import OriginalFilm
from inference.export.pictures.marked_view import MarkedView
from inference.export.synthetic_pixels import marked_picture


def view_capture(view: MarkedView, radiograph: Radiograph, writing: Writing) -> SCImage:
    """The view as a Secondary Capture; the only DICOM object that may show perturbed pixels.

    Raises
    ------
    TypeError: for anything but a `MarkedView`.
    """
    if not isinstance(view, MarkedView):
        raise TypeError(type(view).__name__)
    pixels = marked_picture(view.pixels) if view.synthetic else view.pixels
    capture = _capture(pixels, "RGB", 8, "view", writing)
    title = ADVERSARIAL_SERIES if view.synthetic else f"SETSUDO VIEW - {NOTICE}"
    capture.SeriesDescription = title
    capture.ImageType = ["DERIVED", "SECONDARY", "OTHER"]
    capture.DerivationDescription = view.description
    stated = burned_in(writing.case, shows_identity=view.shows_identity)
    if stated is not None:
        capture.BurnedInAnnotation = stated
    source = writing.referenced(radiograph)
    if source is not None:
        capture.SourceImageSequence = [_reference(source)]
    qualify(capture, writing, synthetic=view.synthetic or radiograph.adversarial)
    return capture


def film_capture(film: OriginalFilm, writing: Writing) -> SCImage:
    """A film as it was read, for objects that must refer to an image and may not to the source.

    Bright is dense, whatever the source's photometric interpretation was.

    Raises
    ------
    TypeError: for anything but an `OriginalFilm`; a perturbed film has no such object.
    """
    if not isinstance(film, OriginalFilm):
        raise TypeError(type(film).__name__)
    radiograph = film.radiograph
    spacing = radiograph.spacing
    millimetres = None if spacing is None else (spacing.row_mm, spacing.column_mm)
    capture = _capture(film.codes, "MONOCHROME2", 16, "film", writing, pixel_spacing=millimetres)
    capture.BitsStored, capture.HighBit = film.bits, film.bits - 1
    capture.SeriesDescription = f"SETSUDO FILM - {NOTICE}"
    capture.ImageType = ["DERIVED", "SECONDARY", "OTHER"]
    capture.DerivationDescription = (
        f"The film's values after Modality LUT and polarity, {film.bits} bits. {NOTICE}. "
        f"Source SHA-256 {radiograph.sha256}"
    )
    facts = [f"View {radiograph.view_position}"] if radiograph.view_position else []
    facts += [] if spacing is None else [f"Pixel spacing {spacing.provenance}"]
    if facts:
        capture.ImageComments = ". ".join(facts)
    _set_window(capture, radiograph, film.bits)
    stated = burned_in(writing.case, shows_identity=False)
    if stated is not None:
        capture.BurnedInAnnotation = stated
    qualify(capture, writing, synthetic=False)
    return capture


def _capture(
    pixels: NDArray[np.unsignedinteger],
    photometric: str,
    bits: int,
    kind: str,
    writing: Writing,
    **more: Any,
) -> SCImage:
    made = SCImage(
        pixel_array=np.ascontiguousarray(pixels),
        photometric_interpretation=photometric,
        bits_allocated=bits,
        coordinate_system="PATIENT",
        series_instance_uid=new_uid(),
        series_number=SERIES_NUMBERS[kind],
        sop_instance_uid=new_uid(),
        instance_number=1,
        patient_orientation=("L", "F"),
        specific_character_set=CHARACTER_SET,
        **writing.patient,
        **writing.equipment,
        **more,
    )
    made.ConversionType = "WSD" if kind == "film" else "SI"
    made.PatientOrientation = []  # not known, and a view has panes
    return made


def _set_window(capture: Dataset, radiograph: Radiograph, bits: int) -> None:
    """The film's default window in units of the capture's codes (PS3.3 C.11.2)."""
    window = default_window(radiograph)
    if window.function is VoiFunction.TABLE:
        return
    low, high = radiograph.value_range
    per_unit = ((1 << bits) - 1) / (high - low)
    capture.WindowCenter = f"{(window.center - low) * per_unit:.6g}"
    capture.WindowWidth = f"{max(window.width * abs(per_unit), 1):.6g}"
    capture.VOILUTFunction = str(window.function)


def _reference(source: Dataset) -> Dataset:
    item = Dataset()
    item.ReferencedSOPClassUID = source.SOPClassUID
    item.ReferencedSOPInstanceUID = source.SOPInstanceUID
    return item
