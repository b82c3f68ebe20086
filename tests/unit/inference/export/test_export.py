from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inference.core.attack_types import AttackConfig
from inference.core.errors import ExportError
from inference.core.findings import FINDINGS
from inference.core.requests import AnalysisRequest, AnalysisResult
from inference.display.palette import STRUCTURE_COLOURS
from inference.display.scale import perturbation_limit
from inference.export.dicom import dicom_report
from inference.export.numbers.results_json import encoded, record
from inference.export.pictures import panels
from inference.export.pictures.colours import signed_colours
from inference.export.pictures.figure import PER_PAGE, FigurePages
from inference.export.pictures.masks import MaskFolder, encoded_mask
from inference.export.words import report_texts
from inference.export.writing import write_whole
from inference.grids.resampling import film_mask
from inference.pipeline import AnalysisPipeline
from tests.helpers.networks import SIZE, FakeLibrary, LinearClassifier, film, network, phantom

FILM = film(phantom(), file_name="YAMADA^TARO.dcm")


@pytest.fixture(scope="module")
def result() -> AnalysisResult:
    module = LinearClassifier(np.ones((SIZE, SIZE)), 300, -90)
    pipeline = AnalysisPipeline(FakeLibrary([network(module, name="cardiomegaly")]), "cpu")
    return pipeline.run(AnalysisRequest(1, FILM, AttackConfig(steps=5)))


def test_a_record_names_the_attacks_warnings_under_the_key_of_before_too(
    result: AnalysisResult,
) -> None:
    attack = result.attack
    assert attack is not None
    warned = replace(result, attack=replace(attack, warnings=("saturated",)))
    entry = json.loads(encoded([record("", FILM, warned)]))[0]
    assert entry["result"]["attack"]["warnings"] == ["saturated"]
    assert entry["result"]["attack"]["diagnoses"] == ["saturated"]


def test_every_finding_has_its_word_and_its_code() -> None:
    assert set(FINDINGS) == set(dicom_report.FINDINGS)
    assert {*FINDINGS, "no finding"} == set(report_texts.FINDINGS)


# --- whole files


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "out.json"
    write_whole(path, b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert [each.name for each in path.parent.iterdir()] == ["out.json"]


def test_a_failed_write_keeps_the_old_file_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.json"
    write_whole(path, b"old")

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ExportError) as caught:
        write_whole(path, b"new")
    assert "No space left" in caught.value.message
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["out.json"]


def test_a_film_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "film.png"
    path.write_bytes(b"film")
    with pytest.raises(ExportError):
        write_whole(path, b"mask", {path.resolve()})
    assert path.read_bytes() == b"film"


# --- JSON


def test_a_record_holds_every_documented_key(result: AnalysisResult) -> None:
    entry = json.loads(encoded([record("a/film.dcm", FILM, result)]))[0]
    assert entry["file"] == "a/film.dcm"
    assert {"name", "label", "probability"} <= set(entry["findings"][0])
    assert {"lung_area_fraction", "heart_area_fraction", "cardiothoracic_ratio"} <= set(
        entry["segmentation"]
    )
    keys = {"finding", "norm", "epsilon", "alpha", "steps_taken", "flipped", "probability_before"}
    keys |= {"probability_after", "roundtrip_probability", "flip_amplitude", "seconds"}
    assert keys <= set(entry["attack"])
    assert result.attack is not None
    assert entry["attack"]["probability_after"] == result.attack.probability_after
    assert entry["attack"]["alpha"] == pytest.approx(2.5 * 8 / 255 / 5)


def test_without_an_attack_the_attack_is_null(result: AnalysisResult) -> None:
    bare = replace(result, attack=None, sweep=None)
    assert record("film", FILM, bare)["attack"] is None


def test_what_is_not_finite_is_never_written(result: AnalysisResult) -> None:
    broken = replace(result, segmentation=replace(result.segmentation, heart_area_fraction=np.nan))
    with pytest.raises(ValueError, match="JSON"):
        encoded([record("film", FILM, broken)])


def test_names_are_utf_8_and_undecodable_ones_do_not_fail() -> None:
    assert "胸部.dcm".encode() in encoded([{"file": "胸部.dcm"}])
    assert json.loads(encoded([{"file": "a\udce3.dcm"}])) == [{"file": "a\udce3.dcm"}]


# --- masks


def test_masks_are_grey_pngs_of_the_films_size(result: AnalysisResult, tmp_path: Path) -> None:
    assert MaskFolder(tmp_path).write("film", result.segmentation) == "film"
    for word, structure in (("lung", "lungs"), ("heart", "heart")):
        image = Image.open(tmp_path / f"film.{word}.png")
        assert image.mode == "L"
        expected = np.where(film_mask(result.segmentation, structure), 255, 0)
        np.testing.assert_array_equal(np.asarray(image), expected)
        assert expected.max() == 255


def test_films_of_one_name_get_masks_of_their_own(result: AnalysisResult, tmp_path: Path) -> None:
    folder = MaskFolder(tmp_path)
    used = [folder.write(stem, result.segmentation) for stem in ("film", "film", "FILM", "film-2")]
    assert len({name.casefold() for name in used}) == 4
    assert len(list(tmp_path.iterdir())) == 8


def test_a_second_run_replaces_its_masks(result: AnalysisResult, tmp_path: Path) -> None:
    for _ in range(2):
        assert MaskFolder(tmp_path).write("film", result.segmentation) == "film"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_mask_holds_0_and_255_alone() -> None:
    image = Image.open(io.BytesIO(encoded_mask(np.array([[True, False]]))))
    assert np.asarray(image).tolist() == [[255, 0]]


# --- the figure


def test_the_figure_holds_every_part_and_names_nobody(
    result: AnalysisResult, tmp_path: Path
) -> None:
    pages = FigurePages(tmp_path / "page.png")
    pages.add(FILM, result)
    pages.finish()
    content = (tmp_path / "page.png").read_bytes()
    assert b"YAMADA" not in content
    image = Image.open(io.BytesIO(content))
    assert set(image.info) == {"Setsudo"}
    assert image.info["Setsudo"].startswith("adversarial")
    assert image.width > 5 * panels.PANEL


def test_text_on_the_figure_has_glyphs_and_no_file_name(result: AnalysisResult) -> None:
    captions = [caption for caption, _ in panels.pictures(FILM, result)]
    lines = panels.numbers(FILM, result) + captions
    assert all(line.isascii() for line in lines)
    assert not any("YAMADA" in line for line in lines)
    assert "Grad-CAM for cardiomegaly" in captions
    assert any("flipped" in line and "epsilon 8/255" in line for line in lines)


def test_without_an_attack_the_figure_shows_film_and_heat_map(result: AnalysisResult) -> None:
    bare = replace(result, attack=None, sweep=None)
    assert len(panels.pictures(FILM, bare)) == 2
    assert len(panels.numbers(FILM, bare)) == 1


def test_the_outlines_are_drawn_where_the_heart_is(result: AnalysisResult) -> None:
    picture = np.asarray(panels.pictures(FILM, result)[0][1]).astype(int)
    colour = np.array(STRUCTURE_COLOURS["heart"])
    rows, columns = np.nonzero(np.abs(picture - colour).sum(2) < 60)
    scale = panels.PANEL / 128
    assert columns.min() == pytest.approx(52 * scale, abs=6)
    assert columns.max() == pytest.approx(76 * scale, abs=6)
    assert rows.min() == pytest.approx(64 * scale, abs=6)


def test_an_all_zero_heat_map_leaves_the_film_as_it_is(result: AnalysisResult) -> None:
    heat_map = result.attributions[0]
    empty = replace(heat_map, values=np.zeros_like(heat_map.values))
    shown = dict(panels.pictures(FILM, replace(result, attributions=(empty,))))
    above = slice(panels.PANEL - 24)  # below it stands that there is little activation
    plain, heat = (
        np.asarray(shown[name]) for name in ("film with outlines", "Grad-CAM for cardiomegaly")
    )
    np.testing.assert_array_equal(heat[above], plain[above])
    assert (heat[panels.PANEL - 24 : panels.PANEL] != plain[panels.PANEL - 24 :]).any()


def test_a_weak_heat_map_is_drawn_weaker_than_a_strong_one(result: AnalysisResult) -> None:
    heat_map = replace(result.attributions[0], scale=1.0)
    values = np.zeros_like(heat_map.values)
    drawn = []
    for value in (0.0, 0.6, 1.0):
        values[40:60, 40:60] = value
        some = replace(heat_map, values=values.copy())
        shown = dict(panels.pictures(FILM, replace(result, attributions=(some,))))
        drawn.append(np.asarray(shown["Grad-CAM for cardiomegaly"]).astype(int))
    above = slice(panels.PANEL - 24)
    weak, strong = (np.abs(each - drawn[0])[above].sum() for each in drawn[1:])
    assert 0 < weak < 0.8 * strong
    bar = slice(panels.PANEL, None)
    np.testing.assert_array_equal(drawn[1][bar], drawn[2][bar])


def test_the_perturbations_colours_follow_epsilon_not_its_own_maximum(
    result: AnalysisResult,
) -> None:
    attack = result.attack
    assert attack is not None
    assert perturbation_limit(attack) == attack.config.epsilon
    l2 = replace(attack, config=replace(attack.config, norm="l2", epsilon=1.6))
    assert perturbation_limit(l2) == pytest.approx(8 * 1.6 / SIZE)


def test_the_signed_colours_are_dark_at_zero_blue_below_red_above() -> None:
    below, zero, above = signed_colours(np.array([-1, 0, 1], np.float32), 1.0).astype(int)
    assert zero.max() < 30
    assert below[2] > below[0]
    assert above[0] > above[2]


def test_a_long_list_goes_on_over_several_pages(result: AnalysisResult, tmp_path: Path) -> None:
    bare = replace(result, attack=None, sweep=None, attributions=())
    pages = FigurePages(tmp_path / "page.png")
    for _ in range(PER_PAGE + 1):
        pages.add(FILM, bare)
    pages.finish()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page-2.png", "page.png"]
    assert Image.open(tmp_path / "page.png").info["Setsudo"].startswith("derived")
