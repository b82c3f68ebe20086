"""Means, intervals over patients, the lungs' frame and the table of labels."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inference.answers.segmentation import from_maps
from inference.cohort.labels import read_cohort_labels
from inference.cohort.lung_frame import BOX, FRAME, framed, mean_chest
from inference.cohort.together import CohortCase, cohort, cohort_case, estimate
from inference.core.errors import StudyError
from inference.core.explanation_types import ExplanationPart
from inference.core.geometry import FilmGrid
from inference.core.progress import CancelToken
from inference.core.requests import AnalysisRequest, AnalysisResult
from inference.export.numbers.cohort_files import encoded_cohort_csv, encoded_cohort_json
from inference.export.pictures.cohort_figure import encoded_cohort_figure
from tests.helpers.chests import boxes
from tests.helpers.fake_engine import FakePipeline, radiograph
from tests.helpers.networks import SIZE

FINDING = "cardiomegaly"


@pytest.fixture(scope="module")
def result() -> AnalysisResult:
    """The tests' engine's answer with every part; it calls cardiomegaly and flips."""
    request = AnalysisRequest(1, radiograph(), explanation=tuple(ExplanationPart))
    return FakePipeline().run(request, lambda _: None, CancelToken())


def case(
    result: AnalysisResult, patient: str = "a", label: bool | None = None, flipped: bool = True
) -> CohortCase:
    assert result.attack is not None
    changed = replace(result, attack=replace(result.attack, flipped=flipped))
    labels = {} if label is None else {FINDING: label}
    return cohort_case(f"{patient}.dcm", "0" * 64, patient, labels, changed)


# --- estimates


def test_the_mean_is_over_films_and_the_interval_over_patients(result: AnalysisResult) -> None:
    flips = [True] * 6 + [False] * 4
    apart = [case(result, str(k), flipped=flip) for k, flip in enumerate(flips)]
    together = [case(result, str(k // 5), flipped=flip) for k, flip in enumerate(flips)]
    one, other = (estimate(cases, lambda each: each.attack.flipped) for cases in (apart, together))
    assert one.mean == other.mean == 0.6
    assert one.films == 10
    assert one.low < 0.6 < one.high
    assert other.high - other.low > one.high - one.low


def test_the_bootstrap_interval_is_near_the_textbooks() -> None:
    rng = np.random.default_rng(1)
    values = dict(enumerate(rng.normal(10, 2, 400)))
    cases = [type("Case", (), {"patient": k})() for k in values]
    found = estimate(cases, lambda each: values[each.patient])
    sample = np.array(list(values.values()))
    reach = 1.96 * sample.std(ddof=1) / 20
    assert found.mean == pytest.approx(sample.mean())
    assert found.low == pytest.approx(sample.mean() - reach, abs=0.05)
    assert found.high == pytest.approx(sample.mean() + reach, abs=0.05)


def test_films_without_the_value_do_not_count(result: AnalysisResult) -> None:
    cases = [case(result, "a"), case(result, "b", flipped=False)]
    found = cohort(cases).findings[0].figures["flipped_probability"]
    assert found.films == 1
    assert found.mean == pytest.approx(0.99, abs=1e-3)
    none = estimate([], lambda each: 1.0)
    assert none.mean is none.low is none.high is None
    assert none.films == 0


def test_accuracy_comes_from_the_labels(result: AnalysisResult) -> None:
    labels = [True, True, False, None]
    found = cohort([case(result, str(k), label) for k, label in enumerate(labels)])
    accuracy = found.accuracy[FINDING]
    assert accuracy["accuracy"].mean == pytest.approx(2 / 3)
    assert accuracy["accuracy"].films == 3
    assert accuracy["sensitivity"].mean == 1
    assert accuracy["specificity"].mean == 0
    assert cohort([case(result)]).accuracy == {}


def test_everything_measured_on_a_film_has_its_mean(result: AnalysisResult) -> None:
    (found,) = cohort([case(result, str(k)) for k in range(3)]).findings
    assert found.finding == FINDING
    assert found.figures["flip_rate"].mean == 1
    assert found.figures["minimal_epsilon"].mean == pytest.approx(0.3 * 8 / 255)
    assert found.figures["random_sign_flip_rate"].mean == 0
    assert found.figures["translation_flip_rate"].mean == 0
    assert found.regions["heart_core"]["logit_change"].mean == pytest.approx(-3.1)
    assert found.agreement["grad_cam"]["spearman"].mean == pytest.approx(0.31)
    again = cohort([case(result, str(k)) for k in range(3)]).findings[0]
    assert again.figures == found.figures


def test_attacks_towards_and_away_from_a_finding_are_kept_apart(result: AnalysisResult) -> None:
    away = case(result, "a")
    towards = replace(away, attack=replace(away.attack, target=1))
    found = cohort([away, towards, away]).findings
    assert [(each.finding, each.target, each.films) for each in found] == [
        (FINDING, 0, 2),
        (FINDING, 1, 1),
    ]


def test_one_patient_has_a_mean_but_no_interval(result: AnalysisResult) -> None:
    found = estimate([case(result), case(result)], lambda each: each.attack.flipped)
    assert found.mean == 1
    assert found.low is found.high is None
    assert found.films == 2


# --- the lungs' frame


def chest(right: tuple[slice, slice], left: tuple[slice, slice]) -> tuple[FilmGrid, object]:
    grid = FilmGrid((SIZE, SIZE), SIZE)
    return grid, from_maps(boxes(right), boxes(left), np.zeros((SIZE, SIZE), np.float32), grid)


def test_lungs_of_any_size_and_place_fill_the_same_box() -> None:
    places = [
        ((slice(8, 56), slice(4, 24)), (slice(8, 56), slice(40, 60))),
        ((slice(20, 44), slice(20, 28)), (slice(20, 44), slice(36, 44))),
    ]
    for right, left in places:
        grid, segmentation = chest(right, left)
        found = framed(boxes(right), grid, segmentation)
        rows, columns = (np.flatnonzero((found.lungs >= 0.5).any(axis)) for axis in (1, 0))
        expected = [each * FRAME for each in BOX]
        measured = [columns[0], rows[0], columns[-1] + 1, rows[-1] + 1]
        np.testing.assert_allclose(measured, expected, atol=1.5)
        assert found.values[64, 30] == pytest.approx(1)
        assert found.values[64, 98] == pytest.approx(0)


def test_a_mean_map_counts_only_where_a_film_reaches() -> None:
    grid, segmentation = chest((slice(0, 56), slice(0, 24)), (slice(0, 56), slice(40, 64)))
    ones = framed(np.ones((SIZE, SIZE), np.float32), grid, segmentation)
    minus = framed(-np.ones((SIZE, SIZE), np.float32), grid, segmentation)
    mean = mean_chest([ones, ones, minus])
    assert mean.values[64, 64] == pytest.approx(1 / 3)
    assert mean.values[0, 0] == 0  # beyond the film
    assert mean_chest([]) is None


def test_a_chest_without_both_lungs_has_no_frame() -> None:
    grid, segmentation = chest((slice(0, 0), slice(0, 0)), (slice(8, 56), slice(40, 60)))
    assert framed(np.ones((SIZE, SIZE), np.float32), grid, segmentation) is None


# --- files


def test_the_csv_has_a_row_per_film_and_no_folder(result: AnalysisResult) -> None:
    cases = [case(result, "a", True), replace(case(result, "b"), file="=evil.dcm")]
    text = encoded_cohort_csv(cohort(cases)).decode("utf-8-sig")
    first, second = csv.DictReader(io.StringIO(text))
    assert first["flipped"] == "1"
    assert first["label_cardiomegaly"] == "1"
    assert second["label_cardiomegaly"] == ""
    assert second["file"] == "'=evil.dcm"
    assert float(first["heart_core.logit_change"]) == pytest.approx(-3.1)


def test_the_json_holds_estimates_and_the_mean_map(result: AnalysisResult) -> None:
    found = cohort([case(result, str(k), True) for k in range(2)])
    record = json.loads(encoded_cohort_json(found, {"setsudo": "1"}))
    assert record["notice"] == "Not for diagnostic use."
    assert "training" in record["caution"]
    (finding,) = record["findings"]
    assert finding["figures"]["flip_rate"]["mean"] == 1
    assert np.array(finding["mean_sign"]).shape == (FRAME, FRAME)
    assert len(record["cases"]) == 2


def test_the_figure_is_a_marked_png_that_names_no_file(result: AnalysisResult) -> None:
    found = cohort([case(result, f"Taro^{k}") for k in range(2)])
    png = encoded_cohort_figure(found)
    with Image.open(io.BytesIO(png)) as image:
        assert "synthetic" in image.text["Setsudo"]
        pixels = np.asarray(image.convert("RGB"))
    assert len(np.unique(pixels.reshape(-1, 3), axis=0)) > 50
    assert b"Taro" not in png
    assert encoded_cohort_figure(cohort([]))


# --- labels


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_labels_by_a_column_for_each_finding(tmp_path: Path) -> None:
    table = write(
        tmp_path / "l.csv", "file;patient;cardiomegaly\na.dcm;P1;yes\nb.png;P2;0\nc;P3;\n"
    )
    found = read_cohort_labels(table, [FINDING, "pneumoconiosis"])
    assert found.of(Path("films/A.dcm")) == {FINDING: True}
    assert found.of(Path("b.dcm")) == {FINDING: False}
    assert found.of(Path("c.dcm")) == {}
    assert found.of(Path("unknown.dcm")) == {}
    assert found.patient(Path("x/a.dcm")) == "P1"


def test_labels_of_the_nih_and_patients_by_its_names(tmp_path: Path) -> None:
    table = write(
        tmp_path / "l.csv",
        "Image Index,Finding Labels\n"
        "00000001_000.png,Cardiomegaly|Effusion\n00000002_000.png,No Finding\n",
    )
    found = read_cohort_labels(table, [FINDING])
    assert found.of(Path("00000001_000.png")) == {FINDING: True}
    assert found.of(Path("00000002_000.png")) == {FINDING: False}
    assert found.patient(Path("00000001_005.png")) == "00000001"
    assert found.patient(Path("d/other.png")) == "d/other.png"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name,cardiomegaly\na,1\n", "no column"),
        ("file,weight\na,1\n", "no column"),
        ("file,cardiomegaly\na,maybe\n", "maybe"),
        ("", "no column"),
    ],
)
def test_a_table_that_cant_be_used_says_why(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(StudyError) as caught:
        read_cohort_labels(write(tmp_path / "l.csv", text), [FINDING])
    assert caught.value.code == "labels_unreadable"
    assert reason in caught.value.message
    with pytest.raises(StudyError):
        read_cohort_labels(tmp_path / "missing.csv", [FINDING])
