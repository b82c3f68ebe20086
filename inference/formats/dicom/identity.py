"""The attributes that may be shown beside a film, or repeated in an export of it: closed lists.

They may name the patient. Nothing here is logged, or exported unless a person asked for it.
"""

from __future__ import annotations

from pydicom.dataset import Dataset
from pydicom.uid import UID

from inference.core.types import DicomSource
from inference.formats.dicom.fields import InvalidField, clean_text, code_string, field_value

#: DICOM keywords for corner annotations and the header panel, in the order of display.
KEYWORDS = (
    "PatientName",
    "PatientID",
    "PatientBirthDate",
    "PatientSex",
    "PatientAge",
    "StudyDate",
    "StudyTime",
    "StudyDescription",
    "AccessionNumber",
    "InstitutionName",
    "ReferringPhysicianName",
    "Modality",
    "SeriesDescription",
    "SeriesNumber",
    "InstanceNumber",
    "AcquisitionDate",
    "AcquisitionTime",
    "BodyPartExamined",
    "ViewPosition",
    "PatientOrientation",
    "PatientPosition",
    "ImageLaterality",
    "Laterality",
    "Manufacturer",
    "ManufacturerModelName",
    "StationName",
    "KVP",
    "XRayTubeCurrent",
    "ExposureTime",
    "Exposure",
    "DistanceSourceToDetector",
    "DistanceSourceToPatient",
    "EstimatedRadiographicMagnificationFactor",
    "Rows",
    "Columns",
    "BitsAllocated",
    "BitsStored",
    "PixelRepresentation",
    "PhotometricInterpretation",
    "PresentationLUTShape",
    "PixelSpacing",
    "ImagerPixelSpacing",
    "WindowCenter",
    "WindowWidth",
    "VOILUTFunction",
    "RescaleSlope",
    "RescaleIntercept",
    "ImageType",
    "ConversionType",
    "LossyImageCompression",
    "BurnedInAnnotation",
    "PatientIdentityRemoved",
    "StudyInstanceUID",
    "SeriesInstanceUID",
    "SOPInstanceUID",
)
_PERSON_NAMES = {"PatientName", "ReferringPhysicianName"}
_SOURCE_UIDS = {
    "sop_class_uid": "SOPClassUID",
    "sop_instance_uid": "SOPInstanceUID",
    "study_instance_uid": "StudyInstanceUID",
    "series_instance_uid": "SeriesInstanceUID",
}
_SOURCE_TEXTS = {
    "patient_name": "PatientName",
    "patient_id": "PatientID",
    "patient_birth_date": "PatientBirthDate",
    "patient_sex": "PatientSex",
    "study_date": "StudyDate",
    "study_time": "StudyTime",
    "study_id": "StudyID",
    "accession_number": "AccessionNumber",
    "referring_physician_name": "ReferringPhysicianName",
}


def shown_attributes(dataset: Dataset, transfer_syntax: str) -> dict[str, str]:
    """Keyword -> text for every attribute of `KEYWORDS` that has a readable value.

    `SOPClassUID` and `TransferSyntaxUID` are given by name; of `ModalityLUTSequence` only that
    there is one.
    """
    found = {keyword: _text(dataset, keyword) for keyword in KEYWORDS}
    found["SOPClassUID"] = sop_class_name(dataset)
    found["ModalityLUTSequence"] = "present" if "ModalityLUTSequence" in dataset else ""
    found["TransferSyntaxUID"] = clean_text(UID(transfer_syntax).name)
    return {keyword: text for keyword, text in found.items() if text}


def dicom_source(dataset: Dataset) -> DicomSource:
    """Whose film it is and which, as an export into the same study repeats it.

    Identifiers that are no valid UIDs are left out: nothing could refer to them.
    """
    uids = {name: _text(dataset, keyword) for name, keyword in _SOURCE_UIDS.items()}
    texts = {name: _raw_text(dataset, keyword) for name, keyword in _SOURCE_TEXTS.items()}
    valid = {name: text if UID(text).is_valid else "" for name, text in uids.items()}
    burned_in = {"YES": True, "NO": False}.get(code_string(dataset, "BurnedInAnnotation"))
    return DicomSource(**valid, **texts, burned_in=burned_in)


def sop_class_name(dataset: Dataset) -> str:
    """The name of the object's SOP class or its file meta, its UID if unknown, or ""."""
    uid = _text(dataset, "SOPClassUID") or _text(dataset, "MediaStorageSOPClassUID")
    return clean_text(UID(uid).name) if UID(uid).is_valid else ""


def _text(dataset: Dataset, keyword: str) -> str:
    try:
        value = field_value(dataset, keyword)
    except InvalidField:
        return ""
    if value is None or isinstance(value, bytes):
        return ""
    try:
        if keyword in _PERSON_NAMES:
            return _person_name(str(value))
        if isinstance(value, str) or not hasattr(value, "__iter__"):
            return clean_text(str(value))
        return clean_text("\\".join(str(v) for v in value))
    except Exception:
        return ""


def _raw_text(dataset: Dataset, keyword: str) -> str:
    """One attribute as the file has it, save control characters."""
    try:
        value = field_value(dataset, keyword)
        return "" if value is None or isinstance(value, bytes) else clean_text(str(value))
    except Exception:
        return ""


def _person_name(text: str) -> str:
    """Family and given name set apart by spaces; alphabetic=ideographic=phonetic (PS3.5 6.2)."""
    groups = (clean_text(group.replace("^", " ")) for group in text.split("="))
    return "=".join(groups).rstrip("=")
