"""Asking for maps: of the pipeline, of the command line, and how their evidence is shared out."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from inference.__main__ import main
from inference.attribution.evidence import evidence_shares
from inference.core.attack_types import AttackConfig
from inference.core.geometry import FilmGrid
from inference.core.progress import Partial, Progress, Stage
from inference.core.requests import AnalysisRequest
from inference.core.types import AttributionMap, Segmentation, Task
from inference.core.types import AttributionMethod as Method
from inference.networks.architectures import ARCHITECTURES
from inference.pipeline import AnalysisPipeline
from inference.reading.study_reader import shared_decoder
from tests.helpers.networks import (
    FakeLibrary,
    GreySegmenter,
    SmallCnn,
    film,
    network,
    phantom,
    seeded,
    write_bundle,
)

ROOT = Path(__file__).resolve().parents[4]
ASKED = (Method.OCCLUSION, Method.GRAD_CAM, Method.INTEGRATED_GRADIENTS)


def test_maps_are_made_in_the_order_asked_for_and_handed_over_one_by_one() -> None:
    events: list[Progress | Partial] = []
    library = FakeLibrary([network(seeded(), name="cardiomegaly")])
    request = AnalysisRequest(1, film(phantom()), attack=None, attributions=ASKED)
    result = AnalysisPipeline(library, "cpu").run(request, events.append)
    assert tuple(each.method for each in result.attributions) == ASKED
    staged = [event for event in events if event.stage is Stage.ATTRIBUTE]
    assert [(event.step, event.steps) for event in staged if isinstance(event, Progress)] == [
        (step, 3) for step in range(4)
    ]
    handed = [event.payload for event in staged if isinstance(event, Partial)]
    assert handed == list(result.attributions)
    assert isinstance(staged[-1], Partial)


def test_no_map_is_made_when_none_is_asked_for() -> None:
    library = FakeLibrary([network(seeded(), name="cardiomegaly")])
    request = AnalysisRequest(1, film(phantom()), attack=None, attributions=())
    assert AnalysisPipeline(library, "cpu").run(request).attributions == ()


def test_the_table_of_methods_is_there_without_torch() -> None:
    """So that the window may list them."""
    question = "import sys, inference.attribution.methods; print('torch' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", question], capture_output=True, cwd=ROOT)
    assert answer.stdout.strip() == b"False"


def segmentation(lungs: np.ndarray, heart: np.ndarray, grid: FilmGrid) -> Segmentation:
    parts = [part.astype(np.float32) for part in (lungs, lungs * 0, heart)]
    return Segmentation(grid, *parts, (), 0.2, 0.1, None)


def heat_map(values: np.ndarray, grid: FilmGrid) -> AttributionMap:
    array = values.astype(np.float32)
    return AttributionMap(Method.OCCLUSION, "cardiomegaly", 1, grid, array, array)


class TestEvidence:
    grid = FilmGrid((40, 20), 16)  # columns 4 to 11 are film

    def parts(self) -> Segmentation:
        lungs, heart = np.zeros((16, 16)), np.zeros((16, 16))
        lungs[:8, 4:12] = 0.9
        heart[6:12, 4:8] = 0.95
        return segmentation(lungs, heart, self.grid)

    def test_an_even_map_is_shared_out_by_area(self) -> None:
        even = np.zeros((16, 16))
        even[self.grid.content] = 0.5
        shares = evidence_shares(heat_map(even, self.grid), self.parts())
        assert shares.area_share == {"lungs": 56 / 128, "heart": 24 / 128, "elsewhere": 48 / 128}
        assert shares.positive_share == pytest.approx(shares.area_share)
        assert shares.positive_sum == pytest.approx(64)
        assert shares.negative_sum == 0

    def test_evidence_against_is_summed_apart_and_has_no_share(self) -> None:
        values = np.zeros((16, 16))
        values[0, 5], values[11, 5], values[15, 5], values[0, 0] = 1, 2, -7, 1
        shares = evidence_shares(heat_map(values, self.grid), self.parts())
        assert shares.positive_share == {"lungs": 0.25, "heart": 0.5, "elsewhere": 0.25}
        assert (shares.positive_sum, shares.negative_sum) == (4, -7)

    def test_without_evidence_there_are_no_shares(self) -> None:
        shares = evidence_shares(heat_map(np.zeros((16, 16)), self.grid), self.parts())
        assert shares.positive_share is None

    def test_a_segmentation_on_a_finer_grid_is_brought_over(self) -> None:
        fine = FilmGrid((40, 20), 32)
        lungs = np.zeros((32, 32))
        lungs[:16] = 1.0
        parts = segmentation(lungs, lungs * 0, fine)
        values = np.zeros((16, 16))
        values[3, 6], values[12, 6] = 3, 1
        shares = evidence_shares(heat_map(values, self.grid), parts)
        assert shares.positive_share == {"lungs": 0.75, "heart": 0.0, "elsewhere": 0.25}
        assert replace(parts, grid=fine).grid.size == 32


@pytest.fixture(scope="module", autouse=True)
def _decoder_ends_with_this_file() -> Iterator[None]:
    """The command line starts the shared decoder; tests of decoders count their processes."""
    yield
    shared_decoder.close()


@pytest.fixture
def bundles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(ARCHITECTURES, "small", SmallCnn)
    monkeypatch.setitem(ARCHITECTURES, "grey", GreySegmenter)
    folder = tmp_path / "bundles"
    for seed, name in enumerate(("cardiomegaly", "pneumoconiosis")):
        write_bundle(folder / name, seeded(seed=seed), "small")
    write_bundle(folder / "grey", GreySegmenter(), "grey", task=Task.SEGMENTER, finding="")
    return folder


def analyse(bundles: Path, tmp_path: Path, *options: str) -> dict[str, object]:
    picture, out = tmp_path / "film.png", tmp_path / "out.json"
    cv2.imwrite(str(picture), (phantom(128) * 65535).round().astype(np.uint16))
    given = ["analyse", str(picture), "--models", str(bundles), "--device", "cpu", "--steps", "3"]
    assert main([*given, "--json", str(out), *options]) == 0
    (entry,) = json.loads(out.read_text(encoding="utf-8"))
    return entry


def test_the_option_lists_its_maps_in_the_json_and_changes_nothing_else(
    bundles: Path, tmp_path: Path
) -> None:
    plain = analyse(bundles, tmp_path, "--figure", str(tmp_path / "plain.png"))
    named = "guided_backpropagation,grad_cam,integrated_gradients"
    more = analyse(
        bundles, tmp_path, "--figure", str(tmp_path / "more.png"), "--attributions", named
    )
    listed = more.pop("attributions")
    assert [each["method"] for each in listed] == named.split(",")
    for each in listed:
        assert each["finding"] == more["attack"]["finding"]
        assert sum(each["positive_share"].values()) == pytest.approx(1)
        assert sum(each["area_share"].values()) == pytest.approx(1)
    assert listed[2]["details"]["nodes"] >= 32
    for entry in (plain, more):
        del entry["seconds"], entry["attack"]["seconds"]
        whole = entry["result"]
        del whole["seconds"], whole["attack"]["seconds"], whole["attributions"]
    meant, meant_more = plain.pop("meaning"), more.pop("meaning")  # a row for every picture
    assert [row for row in meant_more if row in meant] == meant
    assert more == plain
    pictures = [cv2.imread(str(tmp_path / f"{name}.png")) for name in ("plain", "more")]
    np.testing.assert_array_equal(*pictures)


def test_an_unknown_name_is_refused_with_those_that_are_known(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["analyse", "film.png", "--attributions", "grad_cam,lime"])
    assert caught.value.code == 2
    told = capsys.readouterr().err
    assert "lime" in told
    assert "layer_cam" in told


def test_without_a_json_the_maps_are_not_computed(
    bundles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Method, ...]] = []
    run = AnalysisPipeline.run

    def listening(self: AnalysisPipeline, request: AnalysisRequest, *rest: object) -> object:
        asked.append(request.attributions)
        return run(self, request, *rest)

    monkeypatch.setattr(AnalysisPipeline, "run", listening)
    analyse(bundles, tmp_path, "--attributions", "layer_cam")
    given = [str(tmp_path / "film.png"), "--models", str(bundles), "--attributions", "occlusion"]
    assert main(["analyse", *given, "--device", "cpu", "--steps", "2"]) == 0
    assert asked == [(Method.GRAD_CAM, Method.LAYER_CAM), (Method.GRAD_CAM,)]
    assert AttackConfig().steps > 3
