"""What every DICOM object that this program writes says of itself, its case and its making.

Objects are new: nothing is copied from a source but what `Case` names (an allow-list). They carry
new UIDs, a zeroed preamble, Content Qualification RESEARCH and the equipment that made them.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from highdicom.base_content import ContributingEquipment
from pydicom.dataset import Dataset
from pydicom.sr.coding import Code
from pydicom.uid import generate_uid

from inference import __version__
from inference.core.types import DicomSource, Radiograph
from inference.export.case import METHOD, Case

MANUFACTURER, MODEL = "Setsudo", "Setsudo"
#: Every text is UTF-8 (PS3.3 C.12.1.1.2).
CHARACTER_SET = "ISO_IR 192"
ADVERSARIAL_SERIES = "ADVERSARIAL - NOT PATIENT DATA"
NOTICE = "NOT FOR DIAGNOSTIC USE"
#: Series Number of each kind of object; high, so that they follow the study's own.
SERIES_NUMBERS = {"view": 9801, "film": 9802, "segmentation": 9803, "report": 9804}

#: Longest values of VR LO and SH (PS3.5 6.2).
_LO, _SH = 64, 16


@dataclass(frozen=True, slots=True, eq=False)
class Writing:
    """One act of export: its case, its time, and the study that all of its objects belong to."""

    case: Case
    time: datetime = field(default_factory=lambda: datetime.now().astimezone())
    new_study: str = field(default_factory=lambda: new_uid())

    @property
    def study_uid(self) -> str:
        """The film's own study if the case is identified, else a new one."""
        source = self.case.source
        return (source.study_instance_uid if source else "") or self.new_study

    @property
    def patient(self) -> dict[str, Any]:
        """Patient and study, by the names of highdicom's arguments."""
        case, source = self.case, self.case.source or DicomSource()
        return {
            "study_instance_uid": self.study_uid,
            "patient_id": case.patient_id[:_LO] or None,
            "patient_name": case.patient_name or None,
            "patient_birth_date": _date(case.birth_date),
            "patient_sex": case.sex or None,
            "accession_number": source.accession_number[:_SH] or None,
            "study_id": source.study_id[:_SH] or "SETSUDO",
            "study_date": _date(source.study_date) or f"{self.time:%Y%m%d}",
            "study_time": _time(source.study_time) or f"{self.time:%H%M%S}",
            "referring_physician_name": source.referring_physician_name or None,
        }

    @property
    def equipment(self) -> dict[str, Any]:
        """This program as the maker, by the names of highdicom's arguments."""
        return {
            "manufacturer": MANUFACTURER,
            "manufacturer_model_name": MODEL,
            "software_versions": __version__,
            "device_serial_number": "0",
            "contributing_equipment": [self._contribution()],
        }

    def referenced(self, radiograph: Radiograph) -> Dataset | None:
        """The film's own instance as far as an object that refers to it must know it.

        None where it may not be referred to: the case is not identified, or the film is no DICOM.
        """
        source = self.case.source
        if source is None or not (source.sop_instance_uid and source.series_instance_uid):
            return None
        found = Dataset()
        for keyword, value in self.patient.items():
            setattr(found, _KEYWORDS[keyword], value)
        found.SOPClassUID = source.sop_class_uid
        found.SOPInstanceUID = source.sop_instance_uid
        found.SeriesInstanceUID = source.series_instance_uid
        found.Rows, found.Columns = radiograph.shape
        found.Modality = "DX"
        found.SpecificCharacterSet = CHARACTER_SET
        return found

    def _contribution(self) -> ContributingEquipment:
        return ContributingEquipment(
            manufacturer=MANUFACTURER,
            purpose_of_reference=Code("109102", "DCM", "Processing Equipment"),
            manufacturer_model_name=MODEL,
            software_versions=__version__,
            contribution_datetime=self.time.replace(microsecond=0),
            contribution_description=f"For research and teaching. {NOTICE}",
        )


_KEYWORDS = {
    "study_instance_uid": "StudyInstanceUID",
    "patient_id": "PatientID",
    "patient_name": "PatientName",
    "patient_birth_date": "PatientBirthDate",
    "patient_sex": "PatientSex",
    "accession_number": "AccessionNumber",
    "study_id": "StudyID",
    "study_date": "StudyDate",
    "study_time": "StudyTime",
    "referring_physician_name": "ReferringPhysicianName",
}


def qualify(dataset: Dataset, writing: Writing, *, synthetic: bool) -> None:
    """Say what the object is for, whether its pixels are synthetic, and that it names nobody.

    Synthetic Data (0008,001C) is given where it is YES; validators older than it refuse the tag.
    """
    dataset.ContentQualification = "RESEARCH"
    if "Rows" in dataset:
        dataset.BodyPartExamined = "CHEST"
    if synthetic:
        dataset.SyntheticData = "YES"
    dataset.TimezoneOffsetFromUTC = f"{writing.time:%z}"
    if not writing.case.identified and writing.case.declared_clean:
        dataset.PatientIdentityRemoved = "YES"
        dataset.DeidentificationMethod = METHOD


def burned_in(case: Case, *, shows_identity: bool) -> str | None:
    """Burned In Annotation (0028,0301) of a picture; None where nobody can tell.

    YES where the film said so or identity was drawn, NO only where the film said NO.
    """
    if shows_identity or (case.source is not None and case.source.burned_in):
        return "YES"
    return "NO" if case.declared_clean else None


def encoded(dataset: Dataset) -> bytes:
    """The bytes of a DICOM file with a zeroed preamble."""
    dataset.preamble = b"\0" * 128
    stream = io.BytesIO()
    dataset.save_as(stream, enforce_file_format=True)
    return stream.getvalue()


def new_uid() -> str:
    """A unique identifier below 2.25 (PS3.5 B.2)."""
    return str(generate_uid(prefix=None))


def _date(text: str) -> str | None:
    """A DICOM date, or None if `text` is none."""
    try:
        return f"{datetime.strptime(text, '%Y%m%d'):%Y%m%d}" if len(text) == 8 else None
    except ValueError:
        return None


def _time(text: str) -> str | None:
    """A DICOM time without its fraction, or None if `text` is none."""
    whole = text.split(".")[0]
    valid = whole.isdigit() and len(whole) == 6 and whole < "240000" and whole[2:4] < "60"
    return whole if valid and whole[4:] < "60" else None
