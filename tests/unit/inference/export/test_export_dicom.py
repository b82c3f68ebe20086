"""The DICOM objects: what they hold, what they leave out, and that a validator takes them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import highdicom
import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.tag import Tag

from inference.core.errors import ExportError
from inference.core.requests import AnalysisResult
from inference.export.case import Case
from inference.export.dicom.dicom_capture import film_capture, view_capture
from inference.export.dicom.dicom_common import Writing
from inference.export.dicom.dicom_set import DicomChoice, write_dicom
from inference.export.originals import OriginalFilm, PerturbedFilm
from inference.export.pictures.marked_view import MarkedView
from inference.grids.resampling import film_mask
from tests.helpers import exports
from tests.helpers.exports import HAS_DCIODVFY, SENTINEL

FILM = exports.named_film()
VIEW = MarkedView(
    np.random.default_rng(0).integers(0, 255, (90, 120, 3), np.uint8),
    True,
    False,
    "View. Not for diagnostic use",
)
KINDS = ("view", "film", "segmentation", "report")


@pytest.fixture(scope="module")
def result() -> AnalysisResult:
    return exports.analysed(FILM)


@pytest.fixture(scope="module")
def nameless(result: AnalysisResult, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("nameless")
    return by_kind(write_dicom(folder, FILM, result, VIEW, DicomChoice()))


@pytest.fixture(scope="module")
def named(result: AnalysisResult, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("named")
    choice = DicomChoice(include_patient=True)
    return by_kind(write_dicom(folder, FILM, result, VIEW, choice))


def by_kind(paths: tuple[Path, ...]) -> dict[str, Path]:
    return {path.stem.split("_")[-1]: path for path in paths}


def every_dataset(dataset: Dataset) -> list[Dataset]:
    found = [dataset]
    for element in dataset:
        if element.VR == "SQ":
            for item in element.value:
                found += every_dataset(item)
    return found


@pytest.mark.skipif(not HAS_DCIODVFY, reason="dicom3tools is not installed")
@pytest.mark.parametrize("case", ["nameless", "named"])
def test_a_validator_finds_no_error(case: str, request: pytest.FixtureRequest) -> None:
    for path in request.getfixturevalue(case).values():
        assert exports.dciodvfy_errors(path) == [], path.name


def test_nobody_is_named_unless_asked(nameless: dict[str, Path], named: dict[str, Path]) -> None:
    assert set(nameless) == set(KINDS)
    for path in nameless.values():
        assert exports.secrets_in(path.read_bytes()) == []
        dataset = pydicom.dcmread(path)
        assert str(dataset.PatientName).startswith("SETSUDO^")
        assert dataset.PatientIdentityRemoved == "YES"
    assert "SourceImageSequence" not in pydicom.dcmread(nameless["view"])
    for path in named.values():
        dataset = pydicom.dcmread(path)
        assert str(dataset.PatientName) == SENTINEL.patient_name
        assert dataset.StudyInstanceUID == SENTINEL.study_instance_uid
        assert "PatientIdentityRemoved" not in dataset


def test_objects_say_what_they_are(nameless: dict[str, Path]) -> None:
    for kind, path in nameless.items():
        content, dataset = path.read_bytes(), pydicom.dcmread(path)
        assert content[:128] == b"\0" * 128
        assert dataset.ContentQualification == "RESEARCH"
        assert "NOT" in dataset.SeriesDescription
        makers = [item.Manufacturer for item in dataset.ContributingEquipmentSequence]
        assert "Setsudo" in makers
        assert all(not tag.is_private for each in every_dataset(dataset) for tag in each)
        if kind in ("view", "film"):
            assert list(dataset.ImageType[:2]) == ["DERIVED", "SECONDARY"]
            assert "not for diagnostic use" in dataset.DerivationDescription.lower()
    assert pydicom.dcmread(nameless["view"])[Tag(0x0008, 0x001C)].value == "YES"
    assert Tag(0x0008, 0x001C) not in pydicom.dcmread(nameless["film"])


def test_identifiers_are_new_and_the_study_is_one(
    nameless: dict[str, Path], named: dict[str, Path]
) -> None:
    for made in (nameless, named):
        datasets = [pydicom.dcmread(path) for path in made.values()]
        instances = {dataset.SOPInstanceUID for dataset in datasets}
        assert len(instances) == len(datasets)
        assert SENTINEL.sop_instance_uid not in instances
        assert len({dataset.StudyInstanceUID for dataset in datasets}) == 1
        assert len({dataset.SeriesInstanceUID for dataset in datasets}) == len(datasets)


def test_the_segmentation_holds_the_masks_on_the_films_grid(
    nameless: dict[str, Path], result: AnalysisResult
) -> None:
    image = highdicom.seg.segread(nameless["segmentation"])
    labels = [item.SegmentLabel for item in image.SegmentSequence]
    assert labels == ["Right lung field", "Left lung field", "Heart"]
    film = pydicom.dcmread(nameless["film"])
    masks = image.get_pixels_by_source_instance(
        [film.SOPInstanceUID], assert_missing_frames_are_empty=True
    )[0]
    for place, structure in enumerate(("right_lung", "left_lung", "heart")):
        expected = film_mask(result.segmentation, structure)
        np.testing.assert_array_equal(masks[..., place].astype(bool), expected)
        assert expected.any()


def test_of_an_identified_case_the_objects_refer_to_the_source(named: dict[str, Path]) -> None:
    assert "film" not in named
    view = pydicom.dcmread(named["view"])
    assert view.SourceImageSequence[0].ReferencedSOPInstanceUID == SENTINEL.sop_instance_uid
    for kind in ("segmentation", "report"):
        referenced = {
            each.ReferencedSOPInstanceUID
            for each in every_dataset(pydicom.dcmread(named[kind]))
            if "ReferencedSOPInstanceUID" in each
        }
        assert referenced == {SENTINEL.sop_instance_uid}


def test_the_report_holds_the_numbers(nameless: dict[str, Path], result: AnalysisResult) -> None:
    report = highdicom.sr.srread(nameless["report"])
    assert report.ContentTemplateSequence[0].TemplateIdentifier == "1500"
    numbers = {
        (each.ConceptNameCodeSequence[0].CodeMeaning): float(
            each.MeasuredValueSequence[0].NumericValue
        )
        for each in every_dataset(report)
        if each.get("ValueType") == "NUM"
    }
    ratio = result.segmentation.cardiothoracic_ratio
    assert ratio is not None
    assert numbers["Cardiothoracic ratio"] == pytest.approx(ratio.ratio, abs=1e-4)
    assert numbers["Probability"] == pytest.approx(result.predictions[0].probability, abs=1e-6)
    heart = film_mask(result.segmentation, "heart").sum() * 1.5 * 1.5
    assert numbers["Area"] == pytest.approx(heart, abs=0.1)
    texts = [each.TextValue for each in every_dataset(report) if "TextValue" in each]
    assert any("PGD" in text and "epsilon" in text for text in texts)


def test_the_film_is_written_as_it_was_read(nameless: dict[str, Path]) -> None:
    dataset = pydicom.dcmread(nameless["film"])
    codes = np.rint(FILM.pixels.astype(float) * 4095)
    np.testing.assert_array_equal(dataset.pixel_array, codes)
    assert (dataset.BitsStored, dataset.HighBit) == (12, 11)


def test_burned_in_annotation_says_what_is_known(result: AnalysisResult) -> None:
    for stated, expected in ((False, "NO"), (None, None), (True, None)):
        radiograph = replace(FILM, source=replace(SENTINEL, burned_in=stated))
        writing = Writing(Case.of(radiograph, include_patient=False))
        assert view_capture(VIEW, radiograph, writing).get("BurnedInAnnotation") == expected
    writing = Writing(Case.of(FILM, include_patient=True))
    shown = replace(VIEW, shows_identity=True)
    assert view_capture(shown, FILM, writing).BurnedInAnnotation == "YES"


def test_perturbed_pixels_have_no_object_but_the_marked_view(result: AnalysisResult) -> None:
    writing = Writing(Case.of(FILM, include_patient=False))
    perturbed = PerturbedFilm.of(FILM, result, 1.0)
    with pytest.raises(TypeError):
        film_capture(perturbed, writing)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        view_capture(perturbed.codes, FILM, writing)  # type: ignore[arg-type]
    with pytest.raises(ExportError):
        OriginalFilm.of(replace(FILM, adversarial=True))


def test_of_an_adversarial_film_the_report_refers_to_the_marked_view(
    result: AnalysisResult, tmp_path: Path
) -> None:
    radiograph = replace(FILM, adversarial=True, source=None)
    made = by_kind(write_dicom(tmp_path, radiograph, result, VIEW, DicomChoice()))
    assert set(made) == {"view", "report"}
    view = pydicom.dcmread(made["view"])
    evidence = pydicom.dcmread(made["report"]).CurrentRequestedProcedureEvidenceSequence
    item = evidence[0].ReferencedSeriesSequence[0].ReferencedSOPSequence[0]
    assert item.ReferencedSOPInstanceUID == view.SOPInstanceUID
    choice = DicomChoice(view=False, segmentation=True, report=False)
    with pytest.raises(ExportError) as caught:
        write_dicom(tmp_path / "none", radiograph, result, VIEW, choice)
    assert caught.value.code == "adversarial_original"


def test_a_film_without_masks_has_no_segmentation(result: AnalysisResult, tmp_path: Path) -> None:
    empty = np.zeros_like(result.segmentation.heart)
    bare = replace(result.segmentation, right_lung=empty, left_lung=empty, heart=empty)
    made = write_dicom(
        tmp_path, FILM, replace(result, segmentation=bare), None, DicomChoice(view=False)
    )
    assert set(by_kind(made)) == {"film", "report"}


def test_broken_identifiers_are_left_out(result: AnalysisResult, tmp_path: Path) -> None:
    source = replace(
        SENTINEL,
        patient_birth_date="1933/04",
        study_time="99:99",
        study_date="yesterday",
        patient_id="X" * 90,
        patient_sex="?",
    )
    radiograph = replace(FILM, source=source)
    made = write_dicom(tmp_path, radiograph, result, VIEW, DicomChoice(include_patient=True))
    for path in made:
        dataset = pydicom.dcmread(path)
        assert not dataset.PatientBirthDate
        assert not dataset.PatientSex
        assert len(dataset.PatientID) == 64
