"""The numbers as a DICOM Structured Report after TID 1500, Measurement Report (PS3.16)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from highdicom.coding_schemes import CodingSchemeIdentificationItem
from highdicom.sr import (
    AlgorithmIdentification,
    CodedConcept,
    Comprehensive3DSR,
    CoordinatesForMeasurement,
    DeviceObserverIdentifyingAttributes,
    FindingSite,
    Measurement,
    MeasurementReport,
    MeasurementsAndQualitativeEvaluations,
    ObservationContext,
    ObserverContext,
    QualitativeEvaluation,
    SourceImageForMeasurementGroup,
    SourceImageForRegion,
    TrackingIdentifier,
)
from pydicom.dataset import Dataset
from pydicom.sr.coding import Code

from inference import __version__
from inference.core.attack_types import AttackResult
from inference.core.requests import AnalysisResult
from inference.core.types import CardiothoracicRatio, Prediction, Radiograph
from inference.export.dicom.dicom_common import (
    CHARACTER_SET,
    MANUFACTURER,
    MODEL,
    NOTICE,
    SERIES_NUMBERS,
    Writing,
    new_uid,
    qualify,
)
from inference.export.dicom.dicom_segmentation import HEART, LEFT, LUNG, NETWORK, RIGHT
from inference.export.provenance import attack_words
from inference.grids.resampling import film_mask

#: Codes that no standard scheme has, or that this program could not verify.
SCHEME = "99SETSUDO"
RATIO_NAME = Code("CTR", SCHEME, "Cardiothoracic ratio")
AREA_SHARE = Code("AREA_SHARE", SCHEME, "Share of the film's area")
CALIBRATED = Code("P_CALIBRATED", SCHEME, "Calibrated probability")
AFTER_ATTACK = Code("P_ADVERSARIAL", SCHEME, "Probability on the adversarial film")
FLIP_AMPLITUDE = Code("FLIP_AMPLITUDE", SCHEME, "Flip amplitude of the perturbation")
ANSWER, QUALIFICATION = (
    Code("ANSWER", SCHEME, "Answer of the network"),
    Code("QUALIFICATION", SCHEME, "Qualification"),
)
PROBABILITY = Code("122157", "DCM", "Probability")
AREA = Code("42798000", "SCT", "Area")
THORAX = Code("816094009", "SCT", "Thorax")
FINDING = Code("121071", "DCM", "Finding")
PRESENT, ABSENT = Code("52101004", "SCT", "Present"), Code("2667000", "SCT", "Absent")
RESEARCH = Code("RESEARCH", SCHEME, "Research and teaching only. Not for diagnostic use")
ONE = Code("1", "UCUM", "no units")
RATIO = Code("{ratio}", "UCUM", "ratio")
SQUARE_MM = Code("mm2", "UCUM", "square millimeter")
RADIOGRAPHY = Code("399208008", "SCT", "Plain chest X-ray")
FINDINGS = {
    "cardiomegaly": Code("8186001", "SCT", "Cardiomegaly"),
    "pneumoconiosis": Code("40122008", "SCT", "Pneumoconiosis"),
}


def structured_report(
    radiograph: Radiograph,
    result: AnalysisResult,
    reference: Dataset,
    writing: Writing,
    *,
    on_film: bool,
) -> Comprehensive3DSR:
    """Cardiothoracic ratio, areas and probabilities, each with its network and parameters.

    `on_film`: `reference` has the film's own grid, so that the ratio's lines can be drawn on it.
    """
    groups = [*_anatomy(radiograph, result, reference, on_film)]
    groups += [_finding(each, result, reference) for each in result.predictions]
    report = MeasurementReport(
        observation_context=_observer(),
        procedure_reported=RADIOGRAPHY,
        imaging_measurements=groups,
    )
    document = Comprehensive3DSR(
        evidence=[reference],
        content=report[0],
        series_instance_uid=new_uid(),
        series_number=SERIES_NUMBERS["report"],
        sop_instance_uid=new_uid(),
        instance_number=1,
        is_complete=True,
        series_description=f"SETSUDO REPORT - {NOTICE}",
        specific_character_set=CHARACTER_SET,
        coding_schemes=[CodingSchemeIdentificationItem(SCHEME, "Codes of Setsudo")],
        **writing.equipment,
    )
    qualify(document, writing, synthetic=False)
    return document


def _observer() -> ObservationContext:
    device = DeviceObserverIdentifyingAttributes(
        uid=new_uid(), name="Setsudo", manufacturer_name=MANUFACTURER, model_name=MODEL
    )
    kind = CodedConcept("121007", "DCM", "Device")
    return ObservationContext(observer_device_context=ObserverContext(kind, device))


def _anatomy(
    radiograph: Radiograph, result: AnalysisResult, reference: Dataset, on_film: bool
) -> Iterator[MeasurementsAndQualitativeEvaluations]:
    """The ratio, then each structure's area."""
    segmentation, network = result.segmentation, _network("segmentation", result)
    ratio = segmentation.cardiothoracic_ratio
    if ratio is not None:
        lines = _lines(ratio, reference) if on_film else None
        value = round(ratio.ratio, 4)
        measured = Measurement(RATIO_NAME, value, RATIO, referenced_coordinates=lines)
        yield _group("cardiothoracic ratio", [measured], network, reference, FindingSite(THORAX))
    for structure, kind, side in (
        ("right_lung", LUNG, RIGHT),
        ("left_lung", LUNG, LEFT),
        ("heart", HEART, None),
    ):
        mask = film_mask(segmentation, structure)
        numbers = [Measurement(AREA_SHARE, round(float(mask.mean()), 5), ONE)]
        spacing = radiograph.spacing
        if spacing is not None:
            area = float(mask.sum()) * spacing.row_mm * spacing.column_mm
            numbers.append(Measurement(AREA, round(area, 1), SQUARE_MM))
        site = FindingSite(kind, laterality=side)
        yield _group(structure.replace("_", " "), numbers, network, reference, site)


def _lines(ratio: CardiothoracicRatio, reference: Dataset) -> list[CoordinatesForMeasurement]:
    """Heart and thorax as lines; both count from the film's upper left corner (PS3.3 C.18.6)."""
    source = SourceImageForRegion(reference.SOPClassUID, reference.SOPInstanceUID)
    return [
        CoordinatesForMeasurement("POLYLINE", np.array(line), source_image=source)
        for line in (ratio.heart_line, ratio.thorax_line)
    ]


def _finding(
    prediction: Prediction, result: AnalysisResult, reference: Dataset
) -> MeasurementsAndQualitativeEvaluations:
    numbers = [
        Measurement(PROBABILITY, _rounded(prediction.probability), ONE),
        Measurement(CALIBRATED, _rounded(prediction.calibrated_probability), ONE),
    ]
    parameters = [f"operating point {prediction.operating_point:.4g}"]
    attack = result.attack
    if attack is not None and attack.finding == prediction.finding:
        parameters.append(attack_words(attack.config, attack))
        numbers += _attack_numbers(attack, result)
    known = FINDINGS.get(prediction.finding)
    kind = known or Code(prediction.finding[:16].upper(), SCHEME, prediction.finding[:64])
    answer = QualitativeEvaluation(ANSWER, PRESENT if prediction.positive else ABSENT)
    network = _network(prediction.model_name, result, parameters)
    return _group(prediction.finding, numbers, network, reference, None, kind, answer)


def _attack_numbers(attack: AttackResult, result: AnalysisResult) -> list[Measurement]:
    numbers = [Measurement(AFTER_ATTACK, _rounded(attack.roundtrip_probability), ONE)]
    flip = None if result.sweep is None else result.sweep.flip_amplitude
    if flip is not None:
        numbers.append(Measurement(FLIP_AMPLITUDE, _rounded(flip), ONE))
    return numbers


def _group(
    name: str,
    numbers: list[Measurement],
    network: AlgorithmIdentification,
    reference: Dataset,
    site: FindingSite | None,
    kind: Code | None = None,
    answer: QualitativeEvaluation | None = None,
) -> MeasurementsAndQualitativeEvaluations:
    marks = [QualitativeEvaluation(QUALIFICATION, RESEARCH)]
    return MeasurementsAndQualitativeEvaluations(
        tracking_identifier=TrackingIdentifier(uid=new_uid(), identifier=name),
        finding_type=kind,
        algorithm_id=network,
        finding_sites=None if site is None else [site],
        measurements=numbers,
        qualitative_evaluations=marks if answer is None else [answer, *marks],
        source_images=[
            SourceImageForMeasurementGroup(reference.SOPClassUID, reference.SOPInstanceUID)
        ],
    )


def _network(
    name: str, result: AnalysisResult, parameters: list[str] | None = None
) -> AlgorithmIdentification:
    return AlgorithmIdentification(
        name=f"Setsudo {name}",
        version=result.versions.get(name, __version__),
        parameters=parameters,
        family=NETWORK,
        manufacturer=MANUFACTURER,
    )


def _rounded(value: float) -> float:
    """Six decimals, which a Decimal String of 16 characters holds (PS3.5 6.2)."""
    return round(float(value), 6)
