"""The report page and the sweep's animation, read back; and a result that is run again."""

from __future__ import annotations

import csv
import io
import json
import re
import zlib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from inference.command_line.replay import RecordError, read_record, replay
from inference.core.attack_types import OPTIONS, AttackConfig
from inference.core.errors import ExportError
from inference.core.explanation_types import ExplanationPart as Part
from inference.core.explanation_types import Region
from inference.core.requests import AnalysisRequest, AnalysisResult
from inference.core.types import Window
from inference.export.case import Case, suggested_name
from inference.export.numbers.results_csv import encoded_csv
from inference.export.numbers.results_json import encoded, packed, record, unpacked
from inference.export.pictures.film_pictures import FilmPictures, Look
from inference.export.pictures.sweep_animation import ENDINGS, video_available, write_animation
from inference.export.pictures.sweep_frames import SweepChoice, SweepFrames
from inference.export.report.page import measured, shortened, wrapped
from inference.export.report.report_numbers import ReportNumbers
from inference.export.report.report_pdf import ReportFacts, encoded_report
from inference.export.words import report_texts
from inference.export.words.wording import Wording
from inference.export.writing import write_whole
from inference.formats.raster import read_raster
from inference.formats.signatures import Format
from inference.pipeline import AnalysisPipeline
from tests.helpers import exports
from tests.helpers.networks import FakeLibrary, card

FILM = exports.named_film()


@pytest.fixture(scope="module")
def result() -> AnalysisResult:
    return exports.analysed(FILM)


def facts(result: AnalysisResult, language: str, *, asked: bool = False) -> ReportFacts:
    case = Case.of(FILM, include_patient=asked)
    return ReportFacts(FILM, result, case, (card(),), language=language)


def page_content(pdf: bytes) -> bytes:
    """The page's drawing operators."""
    return b"".join(
        zlib.decompress(stream)
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.S)
        if _inflates(stream)
    )


def _inflates(stream: bytes) -> bool:
    try:
        return b" Tf" in zlib.decompress(stream)
    except zlib.error:
        return False


# --- the page


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_report_is_one_page_with_all_of_its_fonts(
    result: AnalysisResult, language: str
) -> None:
    pdf = encoded_report(facts(result, language))
    assert pdf.startswith(b"%PDF-")
    assert pdf.count(b"/Type /Page\n") == 1
    fonts = re.findall(rb"/BaseFont /(\S+)", pdf)
    assert fonts
    assert all(b"BIZUDPGothic" in name for name in fonts)
    assert len(re.findall(rb"/FontFile2", pdf)) == 2


def test_the_report_names_nobody_unless_asked(result: AnalysisResult) -> None:
    for language in ("en", "ja"):
        assert exports.secrets_in(encoded_report(facts(result, language))) == []
    plain = encoded_report(facts(result, "en"))
    asked = encoded_report(facts(result, "en", asked=True))
    assert len(page_content(asked)) > len(page_content(plain))


def test_a_report_without_an_attack_says_the_answers(result: AnalysisResult) -> None:
    bare = replace(result, attack=None, sweep=None, attributions=())
    assert encoded_report(facts(bare, "en")).startswith(b"%PDF-")
    sentence = ReportNumbers(FILM, bare, Wording("en")).sentence()
    assert sentence == "The networks answer: Cardiomegaly P 0.97."


def test_the_sentence_is_made_of_the_results_numbers(result: AnalysisResult) -> None:
    attack, sweep = result.attack, result.sweep
    assert attack is not None
    assert sweep is not None
    assert sweep.flip_amplitude is not None
    said = ReportNumbers(FILM, result, Wording("en")).sentence()
    assert "8/255" in said
    assert f"{attack.probability_before:.2f}" in said
    assert f"{sweep.flip_amplitude:.2f}" in said
    japanese = ReportNumbers(FILM, result, Wording("ja")).sentence()
    assert "心肥大" in japanese
    failed = replace(result, attack=replace(attack, flipped=False))
    assert "was found" in ReportNumbers(FILM, failed, Wording("en")).sentence()


def test_every_text_has_its_placeholders_in_both_languages() -> None:
    say = Wording("ja")
    for english in (*report_texts.TEXTS.values(), *report_texts.FINDINGS.values()):
        contexts = ("report", "findings")
        japanese = next(
            (say._catalogue[c, english] for c in contexts if (c, english) in say._catalogue), ""
        )
        assert japanese, english
        assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", japanese))


def test_lines_are_broken_and_cut_to_their_room() -> None:
    text = "肺野の輪郭と心臓の輪郭、および摂動の分布を示します。" * 3
    lines = wrapped(text, 100, 8)
    assert "".join(lines) == text
    assert all(measured(line, 8) <= 100 for line in lines)
    assert not [line for line in lines if line[0] in "、。"]
    assert len(wrapped(text, 100, 8, most=2)) == 2
    assert shortened("perturbation", 30, 8).endswith("...")


# --- pictures


def test_pictures_keep_the_films_proportions_and_window(result: AnalysisResult) -> None:
    dark = Look(Window(8000, 10))
    pictures = FilmPictures(FILM, result, dark, 320)
    assert pictures.shape == (272, 320)
    assert pictures.film().max() == 0
    pictures = FilmPictures(FILM, result, Look(), 320)
    assert pictures.perturbation().shape == (272, 320, 3)
    np.testing.assert_array_equal(pictures.adversarial(0.0), pictures.film())
    assert (pictures.adversarial(1.0) != pictures.film()).any()


# --- the animation


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_sweep_is_animated(result: AnalysisResult, ending: str, tmp_path: Path) -> None:
    if ending == "mp4" and not video_available():
        pytest.skip("OpenCV was built without an encoder")
    path = tmp_path / f"sweep.{ending}"
    heard: list[tuple[int, int]] = []
    frames = SweepFrames(FILM, result, SweepChoice(frames=4))
    write_animation(path, frames, stepped=lambda done, total: heard.append((done, total)))
    assert heard[-1] == (4, 4)
    assert exports.secrets_in(path.read_bytes()) == []
    if ending == "mp4":
        assert cv2.VideoCapture(str(path)).get(cv2.CAP_PROP_FRAME_COUNT) >= 4
        return
    image = Image.open(path)
    assert image.n_frames == 4
    shown = []
    for place in range(4):
        image.seek(place)
        shown.append(np.asarray(image.convert("RGB")))
    assert all((a != b).any() for a, b in pairwise(shown))
    if ending == "png":
        assert image.info["Setsudo"].startswith("adversarial")


def test_every_frame_bears_the_notice(result: AnalysisResult) -> None:
    first, last = list(SweepFrames(FILM, result, SweepChoice(frames=2)))
    for frame in (first, last):
        strip = np.asarray(frame)[-32:]
        amber = (strip[..., 0] > 200) & (strip[..., 2] < 140)
        assert amber.sum() > 200


def test_without_an_attack_there_is_no_sweep(result: AnalysisResult, tmp_path: Path) -> None:
    frames = SweepFrames(FILM, replace(result, attack=None, sweep=None), SweepChoice())
    with pytest.raises(ExportError) as caught:
        write_animation(tmp_path / "sweep.gif", frames)
    assert caught.value.code == "no_attack"
    assert not list(tmp_path.iterdir())


# --- numbers, and their replay


def test_the_record_holds_everything_and_names_nobody(result: AnalysisResult) -> None:
    content = encoded([record("", FILM, result, (card(),))])
    assert exports.secrets_in(content) == []
    entry = json.loads(content)[0]
    assert entry["attack"]["seed"] == 0
    assert entry["attack"]["options"]["norm"] == "linf"
    assert entry["models"][0]["weights_sha256"] == card().weights_sha256
    found = entry["result"]
    assert set(found) == set(AnalysisResult.__dataclass_fields__)
    assert found["attack"]["delta"]["sha256"] == entry["attack"]["delta_sha256"]
    assert len(found["sweep"]["probabilities"]) == len(found["sweep"]["amplitudes"])


def test_the_csv_holds_the_same_numbers(result: AnalysisResult) -> None:
    text = encoded_csv([record("", FILM, result)]).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    found = {(row["part"], row["quantity"]): row["value"] for row in rows}
    assert float(found["findings", "cardiomegaly.probability"]) == result.predictions[0].probability
    assert {row["film"] for row in rows} == {FILM.sha256}


def test_a_text_is_never_a_spreadsheets_formula(result: AnalysisResult) -> None:
    text = encoded_csv([record("=cmd()", FILM, result)]).decode("utf-8-sig")
    assert "'=cmd()" in text


def test_a_record_is_replayed_bit_for_bit(result: AnalysisResult, tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(encoded([record("", FILM, result)]))
    done = replay(read_record(path, FILM), FILM, exports.pipeline())
    assert done.same
    assert done.differences == ()
    assert done.repeated_probability == done.recorded_probability
    record_of_it = read_record(path, FILM)
    assert not replay(record_of_it, FILM, exports.pipeline(gain=200.0)).same


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("not json", "bad_record"),
        ("[]", "bad_record"),
        ('[{"sha256": "abc"}]', "wrong_film"),
        (json.dumps([{"sha256": FILM.sha256}]), "bad_record"),
        (json.dumps([{"sha256": FILM.sha256, "record_version": 99, "attack": {}}]), "bad_record"),
    ],
)
def test_what_is_no_record_is_refused(text: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text(text)
    with pytest.raises(RecordError) as caught:
        replay(read_record(path, FILM), FILM, AnalysisPipeline(FakeLibrary([]), "cpu"))
    assert caught.value.code == code


def test_suggested_names_name_nobody() -> None:
    name = suggested_name(FILM, "report", "pdf")
    assert exports.secrets_in(name.encode()) == []
    assert name.endswith(".pdf")


def test_an_animation_opened_as_a_film_is_refused_or_marked(
    result: AnalysisResult, tmp_path: Path
) -> None:
    path = tmp_path / "sweep.png"
    write_animation(path, SweepFrames(FILM, result, SweepChoice(frames=2)))
    with pytest.raises(Exception, match="frames"):
        read_raster(path.read_bytes(), Format.PNG)


def test_every_text_of_the_report_is_used() -> None:
    folder = Path(report_texts.__file__).parents[1]
    sources = "".join(
        path.read_text(encoding="utf-8")
        for path in folder.rglob("*.py")
        if path.name != "report_texts.py"
    )
    named = {
        str(each)
        for each in (
            *Region,
            *(f"{space}_space" for space in OPTIONS["space"].names),
            *OPTIONS["region"].names,
        )
    }
    named |= {"right_lung", "left_lung", "heart", "at detector", "corrected for magnification"}
    unused = {key for key in report_texts.TEXTS if not re.search(f"[\"']{key}[\"']", sources)}
    assert unused - named - {"nominal"} == set()


def test_a_drawn_mask_is_recorded_and_read_again(result: AnalysisResult) -> None:
    mask = np.random.default_rng(3).random(FILM.pixels.shape) < 0.3
    entry = record("", FILM, result, drawn=mask)
    np.testing.assert_array_equal(unpacked(str(entry["drawn"]), mask.shape), mask)
    for text, shape in (("x", mask.shape), (packed(mask), (9, 9)), (packed(mask[:50]), mask.shape)):
        with pytest.raises(ValueError, match=r"mask|base64|padding|character"):
            unpacked(text, shape)


@pytest.mark.parametrize(
    ("number", "words"),
    [(28, "No space left"), (30, "read-only"), (13, "permission denied"), (16, "another program")],
)
def test_what_the_system_says_is_told_in_words(
    number: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")

    def refuse(_number: int) -> None:
        raise OSError(number, "as the system has it")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(ExportError) as caught:
        write_whole(path, b"new")
    assert words in caught.value.message
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["report.pdf"]


def test_what_was_measured_on_the_perturbation_is_in_the_report() -> None:
    parts = (Part.REGIONS, Part.CONTROLS, Part.AGREEMENT, Part.MINIMAL_EPSILON)
    request = AnalysisRequest(1, FILM, AttackConfig(steps=5), explanation=parts)
    explained = exports.pipeline().run(request)
    numbers = ReportNumbers(FILM, explained, Wording("en"))
    labels = dict(numbers.attack())
    assert labels["Smallest ε"].endswith("/255")
    assert labels["Controls flip"].count("%") == 3
    assert labels["|δ| and Grad-CAM"].startswith("ρ")
    header, *rows = numbers.regions()
    assert rows
    assert all(len(row) == len(header) for row in rows)
    assert encoded_report(facts(explained, "ja")).startswith(b"%PDF")
