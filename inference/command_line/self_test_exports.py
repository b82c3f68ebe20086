"""What the self-test writes, each looked at after it was written: PNG, PDF, and DICOM objects."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pydicom

from inference.core.errors import AnalysisError
from inference.core.languages import LANGUAGES
from inference.core.requests import AnalysisResult
from inference.core.types import Radiograph
from inference.export.case import ADVERSARIAL_PREFIX, Case
from inference.export.dicom.dicom_set import DicomChoice, write_dicom
from inference.export.originals import PerturbedFilm
from inference.export.pictures.adversarial_png import write_adversarial
from inference.export.pictures.figure import FigurePages
from inference.export.pictures.marked_view import MarkedView
from inference.export.report.report_pdf import ReportFacts, write_report
from inference.export.words.wording import Wording

_PNG, _PDF = b"\x89PNG\r\n\x1a\n", b"%PDF-"
#: A stand-in for the picture of the window's panes.
_VIEW = MarkedView(np.full((90, 120, 3), 128, np.uint8), True, False, "Self-test")


def written_files(film: Radiograph, result: AnalysisResult, folder: Path) -> Iterator[str]:
    """The name of each kind of file, once it was written into `folder` and is what it should be.

    Raises
    ------
    AnalysisError: names the file that is not.
    """
    figure = folder / "figure.png"
    pages = FigurePages(figure)
    pages.add(film, result)
    pages.finish()
    _check_beginning(figure, _PNG)
    yield "PNG"
    adversarial = folder / f"{ADVERSARIAL_PREFIX}film.png"
    write_adversarial(adversarial, PerturbedFilm.of(film, result, 1.0))
    _check_beginning(adversarial, _PNG)
    yield "adversarial PNG"
    for language in LANGUAGES:
        yield _written_report(film, result, folder, language)
    for path in write_dicom(folder, film, result, _VIEW, DicomChoice()):
        yield str(pydicom.dcmread(path).SOPClassUID.name)


def _written_report(film: Radiograph, result: AnalysisResult, folder: Path, language: str) -> str:
    if Wording(language)("title").isascii() is not (language == "en"):
        raise AnalysisError("internal", reason=f"the report's texts in “{language}” are missing")
    path = folder / f"report-{language}.pdf"
    case = Case.of(film, include_patient=False)
    write_report(path, ReportFacts(film, result, case, language=language))
    _check_beginning(path, _PDF)
    return f"PDF ({language})"


def _check_beginning(path: Path, signature: bytes) -> None:
    if not path.read_bytes().startswith(signature):
        raise AnalysisError("internal", reason=f"{path.name} was not written as it should be")
