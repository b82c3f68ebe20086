"""The DICOM objects of one act of export, in one study: capture, segmentation, report."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydicom.dataset import Dataset

from inference.core.errors import ExportError
from inference.core.requests import AnalysisResult
from inference.core.types import Radiograph
from inference.export.case import Case, suggested_name
from inference.export.dicom.dicom_capture import film_capture, view_capture
from inference.export.dicom.dicom_common import Writing, encoded
from inference.export.dicom.dicom_report import structured_report
from inference.export.dicom.dicom_segmentation import segmentation_image
from inference.export.originals import OriginalFilm
from inference.export.pictures.marked_view import MarkedView
from inference.export.writing import write_whole


@dataclass(frozen=True, slots=True)
class DicomChoice:
    """Which objects are wanted."""

    view: bool = True
    segmentation: bool = True
    report: bool = True
    include_patient: bool = False


def dicom_objects(
    radiograph: Radiograph,
    result: AnalysisResult,
    view: MarkedView | None,
    choice: DicomChoice,
) -> Iterator[tuple[str, Dataset]]:
    """(kind, object) of everything wanted that this film may have.

    Segmentation and report refer to the film itself where the case is identified, else to a
    Secondary Capture of it, "film", which is then written along; so a PNG has them, too. Of a film
    that is adversarial no such capture is made: its report refers to the marked view, and it has
    no segmentation.
    """
    writing = Writing(Case.of(radiograph, include_patient=choice.include_patient))
    capture = None if view is None else view_capture(view, radiograph, writing)
    if capture is not None and choice.view:
        yield "view", capture
    if not (choice.segmentation or choice.report):
        return
    reference = writing.referenced(radiograph)
    if reference is None and not radiograph.adversarial:
        reference = film_capture(OriginalFilm.of(radiograph), writing)
        yield "film", reference
    if choice.segmentation and reference is not None:
        masks = segmentation_image(result, reference, writing)
        if masks is not None:
            yield "segmentation", masks
    on_film = reference is not None
    reference = reference if on_film else capture
    if choice.report and reference is not None:
        yield (
            "report",
            structured_report(radiograph, result, reference, writing, on_film=on_film),
        )


def write_dicom(
    folder: Path,
    radiograph: Radiograph,
    result: AnalysisResult,
    view: MarkedView | None,
    choice: DicomChoice,
    sources: Collection[Path] = (),
) -> tuple[Path, ...]:
    """Write the objects below `folder`, one file each; returns the files.

    Raises
    ------
    ExportError: "write_failed"; "adversarial_original" when an adversarial film has none of them.
    """
    written = []
    for kind, dataset in dicom_objects(radiograph, result, view, choice):
        path = folder / suggested_name(radiograph, kind, "dcm")
        write_whole(path, encoded(dataset), sources)
        written.append(path)
    if not written and radiograph.adversarial:
        raise ExportError("adversarial_original")
    return tuple(written)
