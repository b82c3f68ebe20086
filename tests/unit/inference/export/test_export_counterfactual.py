"""Counterfactuals in what leaves the program: the report's page, and what is drawn of a change."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inference.core.counterfactual_types import Counterfactual, CounterfactualKind
from inference.core.errors import ExportError
from inference.core.requests import AnalysisResult
from inference.counterfactual.composition import film_at
from inference.export.case import Case
from inference.export.export_job import ExportJob, ExportOptions, Kind, suggested_name, write_export
from inference.export.leading import leading
from inference.export.pictures.film_pictures import FilmPictures
from inference.export.report.report_pdf import ReportFacts, encoded_report
from inference.reading.study_reader import read_study
from tests.helpers import exports
from tests.helpers.fake_counterfactual import LEVELS, brightened, found
from tests.helpers.networks import card

FILM = exports.named_film()
SHAPE, BROAD = CounterfactualKind.SHAPE, CounterfactualKind.BROAD


@pytest.fixture(scope="module")
def result() -> AnalysisResult:
    """With a shape and a broad counterfactual of the finding that was attacked."""
    known = exports.analysed(FILM)
    assert known.sweep is not None
    made = [found(kind, known.segmentation, known.sweep) for kind in (SHAPE, BROAD)]
    return replace(known, counterfactuals=tuple(made))


def report(result: AnalysisResult, language: str, shown: Counterfactual | None = None) -> bytes:
    case = Case.of(FILM, include_patient=False)
    return encoded_report(
        ReportFacts(FILM, result, case, (card(),), language=language, shown=shown)
    )


def text_of(pdf: bytes, folder: Path) -> str:
    path = folder / "report.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return re.sub(r"\s+", " ", done.stdout.decode())


@pytest.mark.parametrize("language", ["en", "ja"])
def test_counterfactuals_have_a_page_of_their_own(result: AnalysisResult, language: str) -> None:
    pdf = report(result, language)
    assert pdf.count(b"/Type /Page\n") == 2
    assert report(replace(result, counterfactuals=()), language).count(b"/Type /Page\n") == 1
    assert exports.secrets_in(pdf) == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler reads the words back")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("With the heart's left border 6 mm further in", "ratio 0.57 → 0.51", "synthetic")),
        ("en", ("Does it mean anything?", "Shape · Cardiomegaly", "up to σ = 4 px", "0 of 20")),
        ("ja", ("反事実画像", "合成画像", "変化した箇所", "心肥大")),
    ],
)
def test_the_page_says_what_changed_and_what_it_means(
    result: AnalysisResult, language: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    said = text_of(report(result, language), tmp_path)
    assert [each for each in words if each not in said] == []


def test_a_page_too_full_is_followed_by_another(result: AnalysisResult) -> None:
    many = [replace(each, finding=name) for name in "abcd" for each in result.counterfactuals]
    pdf = report(replace(result, counterfactuals=tuple(many * 2)), "en")
    assert pdf.count(b"/Type /Page\n") == 3


def test_the_kind_that_is_shown_leads_and_else_one_that_turned_and_suits(
    result: AnalysisResult,
) -> None:
    shape, broad = result.counterfactuals
    assert leading((broad, shape)) == (shape,)
    assert leading((shape, broad), broad) == (broad,)
    assert leading((replace(shape, flipped=False), broad)) == (broad,)
    opacities = replace(shape, kind=CounterfactualKind.OPACITIES, finding="pneumoconiosis")
    other = replace(shape, finding="pneumoconiosis")
    assert leading((other, opacities, broad)) == (opacities, broad)
    assert leading((replace(shape, change=None),)) == ()


def test_what_changed_is_coloured_on_its_scale_over_the_film(result: AnalysisResult) -> None:
    pictures = FilmPictures(FILM, result, longest=160)
    change = brightened(result.segmentation.grid)
    assert pictures.change_limit(change) == pytest.approx(LEVELS)
    drawn, film = pictures.what_changed(change, LEVELS).astype(int), pictures.film().astype(int)
    middle = film.shape[1] // 2
    seen = np.abs(drawn - film).sum(axis=2) > 60
    warm = (drawn[..., 0] - drawn[..., 2])[seen]
    left = np.broadcast_to(np.arange(film.shape[1]) < middle, seen.shape)[seen]
    assert seen.mean() > 0.3
    assert (warm[left] > 0).all()  # brighter: amber
    assert (warm[~left] < 0).all()  # darker: blue


# --- the film


def job(
    result: AnalysisResult, folder: Path, kind: Kind, shown: Counterfactual | None, name: str = ""
) -> ExportJob:
    path = folder / (name or suggested_name(kind, FILM, shown))
    options = ExportOptions(frames=3)
    return ExportJob(
        kind=kind,
        path=path,
        radiograph=FILM,
        result=result,
        view=None,
        options=options,
        language="en",
        amplitude=1.0,
        sources=frozenset(),
        counterfactual=shown,
        cards=(card(),),
    )


@pytest.mark.parametrize("place", [0, 1])
def test_the_counterfactual_film_is_marked_and_read_back_as_synthetic(
    result: AnalysisResult, place: int, tmp_path: Path
) -> None:
    shown = result.counterfactuals[place]
    (path,) = write_export(job(result, tmp_path, Kind.COUNTERFACTUAL, shown))
    assert path.name == f"ADV_setsudo_{FILM.sha256[:12]}_cardiomegaly_{shown.kind}.png"
    back = read_study(path).radiographs[0]
    assert back.adversarial
    assert back.shape == FILM.shape
    assert shown.change is not None
    wanted = film_at(FILM.pixels, shown.change, 1.0)
    assert np.abs(back.pixels - wanted).max() < 0.02  # the woven pattern
    assert np.abs(back.pixels - FILM.pixels).mean() > 0.02
    content = path.read_bytes()
    assert b"COUNTERFACTUAL" in content
    assert (
        f"counterfactual of kind {shown.kind} towards no cardiomegaly: turned".encode() in content
    )
    assert exports.secrets_in(content) == []


def test_without_a_change_there_is_no_film(result: AnalysisResult, tmp_path: Path) -> None:
    nothing = replace(result.counterfactuals[0], change=None)
    with pytest.raises(ExportError) as caught:
        write_export(job(result, tmp_path, Kind.COUNTERFACTUAL, nothing))
    assert caught.value.code == "no_counterfactual"
    assert list(tmp_path.iterdir()) == []
