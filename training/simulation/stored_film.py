"""How a simulated film is stored: bits and polarity, and the DICOM attributes that say so."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.uid import DigitalXRayImageStorageForPresentation, ExplicitVRLittleEndian

from inference.core.types import FloatArray
from training.simulation.projection import Geometry

NAMESPACE = uuid.UUID("6f1c0c1e-53f5-5c1a-9d11-0f5e7a0d5e3d")  # of every UID made here
BITS = (8, 10, 12, 14, 16)


@dataclass(frozen=True, slots=True)
class StoredForm:
    """Bits stored and DICOM photometric interpretation (PS3.3 C.7.6.3.1.2)."""

    bits: int = 12
    photometric_interpretation: str = "MONOCHROME2"

    @property
    def inverse(self) -> bool:
        """True where the smallest value is white."""
        return self.photometric_interpretation == "MONOCHROME1"


def draw_form(rng: np.random.Generator) -> StoredForm:
    """One of the forms that films come in, both polarities equally often."""
    polarity = "MONOCHROME1" if rng.random() < 0.5 else "MONOCHROME2"
    return StoredForm(int(rng.choice(BITS)), polarity)


def quantised(pixels: FloatArray, bits: int) -> FloatArray:
    """`pixels` (H, W) in [0, 1] with the grey levels that `bits` leave."""
    largest = np.float32(2**bits - 1)
    return np.asarray(np.round(pixels * largest) / largest, np.float32)


def stored_values(pixels: FloatArray, form: StoredForm) -> NDArray[np.uint16]:
    """(H, W) uint16 of `form.bits` bits, in its polarity, of `pixels` in [0, 1], dense = bright."""
    largest = 2**form.bits - 1
    values = np.asarray(np.round(pixels * largest), np.uint16)
    return np.asarray(largest - values, np.uint16) if form.inverse else values


def uid(name: str) -> str:
    """A UID under 2.25 (DICOM PS3.5 B.2), the same at every run."""
    return f"2.25.{uuid.uuid5(NAMESPACE, name).int}"


def new_dataset(file_name: str) -> FileDataset:
    """A Digital X-Ray Image for Presentation (DICOM PS3.3 A.26) that says it is synthetic."""
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset = FileDataset(file_name, Dataset(), file_meta=meta, preamble=b"\0" * 128)
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.SOPClassUID = DigitalXRayImageStorageForPresentation
    dataset.PatientBirthDate, dataset.PatientSex = "", ""
    dataset.AccessionNumber, dataset.ReferringPhysicianName = "", ""
    dataset.StudyDescription = "Simulated chest radiographs (not a patient)"
    dataset.SeriesDescription = "Simulated frontal chest"
    dataset.Modality, dataset.PresentationIntentType = "DX", "FOR PRESENTATION"
    dataset.Manufacturer, dataset.SyntheticData = "Setsudo", "YES"
    dataset.DerivationDescription = "Projected from a deformed public chest CT"
    return dataset


def describe_acquisition(dataset: Dataset, geometry: Geometry, pixel_mm: float) -> None:
    """DX anatomy, positioning, detector and acquisition context; `pixel_mm` is in the body."""
    distance, gap = geometry.source_to_detector, geometry.body_to_detector
    spacing = pixel_mm * distance / (distance - gap)
    dataset.BodyPartExamined, dataset.ImageLaterality = "CHEST", "U"
    dataset.AnatomicRegionSequence = [_code("51185008", "SCT", "Chest")]
    dataset.ViewPosition, dataset.PatientOrientation = geometry.view, ["L", "F"]
    front = geometry.view == "AP"
    view = (
        _code("399348003", "SCT", "antero-posterior")
        if front
        else _code("272479007", "SCT", "postero-anterior")
    )
    view.ViewModifierCodeSequence = []
    dataset.ViewCodeSequence = [view]
    dataset.PositionerType, dataset.DetectorType = "", ""
    dataset.DistanceSourceToDetector = f"{distance:.1f}"
    dataset.DistanceSourceToPatient = f"{distance - gap:.1f}"
    dataset.EstimatedRadiographicMagnificationFactor = f"{distance / (distance - gap):.4f}"
    dataset.ImagerPixelSpacing = [f"{spacing:.5f}"] * 2
    dataset.AcquisitionContextSequence = []


def _code(value: str, scheme: str, meaning: str) -> Dataset:
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, scheme, meaning
    return item


def add_pixels(dataset: Dataset, pixels: FloatArray, form: StoredForm) -> None:
    """General image, image pixel, DX image and VOI LUT modules of `pixels` in [0, 1]."""
    values = stored_values(pixels, form)
    dataset.ImageType = ["DERIVED", "PRIMARY"]
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = form.photometric_interpretation
    dataset.Rows, dataset.Columns = values.shape
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = 16, form.bits, form.bits - 1
    dataset.PixelRepresentation = 0
    dataset.PixelIntensityRelationship = "LOG"
    dataset.PixelIntensityRelationshipSign = 1 if form.inverse else -1
    dataset.RescaleIntercept, dataset.RescaleSlope, dataset.RescaleType = "0", "1", "US"
    dataset.PresentationLUTShape = "INVERSE" if form.inverse else "IDENTITY"
    dataset.WindowCenter, dataset.WindowWidth = str(2 ** (form.bits - 1)), str(2**form.bits)
    dataset.WindowCenterWidthExplanation = "Full range"
    dataset.LossyImageCompression, dataset.BurnedInAnnotation = "00", "NO"
    dataset.PixelData = values.tobytes()
