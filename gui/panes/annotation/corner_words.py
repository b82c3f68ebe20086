"""What stands in the corners of the original film: patient, study, acquisition (DICOM convention).

Lines carry a priority; where a pane is small the later ones give way.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from gui.films.film import Film
from gui.panes.annotation.annotations import DIM, Line
from gui.words import dates


def patient_lines(film: Film) -> list[Line]:
    """Who it is: name, identification, birth date, sex and age."""
    found = attributes_of(film)
    person = _joined(dates.date(found.get("PatientBirthDate", "")), found.get("PatientSex", ""))
    age = dates.age(found.get("PatientAge", ""))
    return _lines(
        (found.get("PatientName", "").replace("^", " ").strip(), 2),
        (found.get("PatientID", ""), 2),
        (_joined(person, age), 3),
    )


def study_lines(film: Film) -> list[Line]:
    """When and where: date and time, description, accession number, institution."""
    found = attributes_of(film)
    return _lines(
        (
            _joined(dates.date(found.get("StudyDate", "")), dates.time(found.get("StudyTime", ""))),
            2,
        ),
        (found.get("StudyDescription", ""), 3),
        (found.get("AccessionNumber", ""), 4),
        (found.get("InstitutionName", ""), 4),
    )


def acquisition_lines(film: Film, *, hidden: bool) -> list[Line]:
    """How: modality and view, series, exposure, machine, size.

    While identity is `hidden`, nothing that somebody has typed.
    """
    found, radiograph = attributes_of(film), film.radiograph
    exposure = _joined(
        _with_unit(found.get("KVP", ""), "kV"),
        _with_unit(found.get("Exposure", ""), "mAs"),
        _with_unit(found.get("DistanceSourceToDetector", ""), "mm SID"),
    )
    rows, columns = film.shape
    size = f"{columns} × {rows}   {radiograph.bits_stored} bit"
    return _lines(
        (_joined(found.get("Modality", ""), radiograph.view_position), 2),
        ("" if hidden else found.get("SeriesDescription", ""), 3),
        (exposure, 4),
        (_joined(found.get("Manufacturer", ""), found.get("ManufacturerModelName", "")), 5),
        (size, 3),
    )


def hidden_line() -> Line:
    """Stands for the patient while identity is hidden."""
    return Line(QCoreApplication.translate("panes", "identity hidden"), DIM, priority=2)


def attributes_of(film: Film) -> Mapping[str, str]:
    """DICOM keyword -> text of a film; empty for pictures."""
    return film.study.attributes[film.index] if film.study.attributes else {}


def _lines(*pairs: tuple[str, int]) -> list[Line]:
    return [Line(text, DIM, priority=priority) for text, priority in pairs if text]


def _joined(*texts: str) -> str:
    return "  ".join(text for text in texts if text)


def _with_unit(text: str, unit: str) -> str:
    try:
        return f"{float(text):g} {unit}"
    except ValueError:
        return ""
