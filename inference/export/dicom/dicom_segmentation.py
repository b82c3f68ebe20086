"""Lung fields and heart as a DICOM Segmentation (PS3.3 A.51), binary, on the film's own grid."""

from __future__ import annotations

import numpy as np
from highdicom import AlgorithmIdentificationSequence
from highdicom.color import CIELabColor
from highdicom.seg import Segmentation as SegmentationImage
from highdicom.seg import SegmentDescription
from pydicom.dataset import Dataset
from pydicom.sr.coding import Code

from inference.core.requests import AnalysisResult
from inference.display.palette import STRUCTURE_COLOURS
from inference.export.dicom.dicom_common import (
    CHARACTER_SET,
    NOTICE,
    SERIES_NUMBERS,
    Writing,
    new_uid,
    qualify,
)
from inference.grids.resampling import film_mask

CATEGORY = Code("123037004", "SCT", "Anatomical Structure")
LUNG, HEART = Code("39607008", "SCT", "Lung"), Code("80891009", "SCT", "Heart")
RIGHT, LEFT = Code("24028007", "SCT", "Right"), Code("7771000", "SCT", "Left")
NETWORK = Code("123110", "DCM", "Artificial Intelligence")
Row = tuple[str, str, Code, Code | None]
#: Structure, label, type, side.
SEGMENTS: tuple[Row, ...] = (
    ("right_lung", "Right lung field", LUNG, RIGHT),
    ("left_lung", "Left lung field", LUNG, LEFT),
    ("heart", "Heart", HEART, None),
)


def segmentation_image(
    result: AnalysisResult, reference: Dataset, writing: Writing
) -> SegmentationImage | None:
    """The masks at probability 0.5, referring to `reference`; None when every mask is empty.

    Image Type is DERIVED\\PRIMARY: PS3.3 C.8.20.2 allows nothing else. Empty masks have no segment.
    """
    found = [(row, film_mask(result.segmentation, row[0])) for row in SEGMENTS]
    kept = [(row, mask) for row, mask in found if mask.any()]
    if not kept:
        return None
    masks = np.stack([mask for _, mask in kept], -1)[None].astype(np.uint8)
    algorithm = _algorithm(result)
    image = SegmentationImage(
        source_images=[reference],
        pixel_array=masks,
        segmentation_type="BINARY",
        segment_descriptions=[
            _description(number, row, algorithm) for number, (row, _) in enumerate(kept, 1)
        ],
        series_instance_uid=new_uid(),
        series_number=SERIES_NUMBERS["segmentation"],
        sop_instance_uid=new_uid(),
        instance_number=1,
        content_label="LUNGS_HEART",
        content_description="Lung fields and heart",
        content_creator_name="SETSUDO^PROGRAM",
        series_description=f"SETSUDO SEGMENTATION - {NOTICE}",
        specific_character_set=CHARACTER_SET,
        **writing.equipment,
    )
    image.PatientOrientation = []  # not known
    for group in image.SharedFunctionalGroupsSequence:
        # Optional without a frame of reference; the film itself has the spacing.
        group.pop("PixelMeasuresSequence", None)
    _derive(image, result)
    qualify(image, writing, synthetic=False)
    return image


def _description(
    number: int, row: Row, algorithm: AlgorithmIdentificationSequence
) -> SegmentDescription:
    structure, label, kind, side = row
    description = SegmentDescription(
        segment_number=number,
        segment_label=label,
        segmented_property_category=CATEGORY,
        segmented_property_type=kind,
        algorithm_type="AUTOMATIC",
        algorithm_identification=algorithm,
        tracking_id=structure,
        tracking_uid=new_uid(),
        display_color=CIELabColor.from_rgb(*STRUCTURE_COLOURS[structure]),
    )
    if side is not None:
        item = description.SegmentedPropertyTypeCodeSequence[0]
        modifier = Dataset()
        modifier.CodeValue, modifier.CodingSchemeDesignator = side.value, side.scheme_designator
        modifier.CodeMeaning = side.meaning
        item.SegmentedPropertyTypeModifierCodeSequence = [modifier]
    return description


def _algorithm(result: AnalysisResult) -> AlgorithmIdentificationSequence:
    version = result.versions.get("segmentation", "unknown")
    return AlgorithmIdentificationSequence(
        name="Setsudo segmentation",
        family=NETWORK,
        version=version[:64],
        source="Setsudo",
        parameters={"threshold": "0.5"},
    )


def _derive(image: Dataset, result: AnalysisResult) -> None:
    """State the method in every derivation that refers to the film (PS3.3 C.7.6.16.2.6)."""
    words = f"Network segmentation {result.versions.get('segmentation', '')}, probability >= 0.5"
    shared = image.get("SharedFunctionalGroupsSequence", ())
    groups = [*shared, *image.PerFrameFunctionalGroupsSequence]
    for group in groups:
        for derivation in group.get("DerivationImageSequence", ()):
            derivation.DerivationDescription = f"{words}. {NOTICE}"
