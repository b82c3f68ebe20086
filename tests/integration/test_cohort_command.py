"""`python -m inference cohort` on a folder, with networks whose answers are known."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from inference.__main__ import main
from inference.core.types import Task
from inference.networks.architectures import ARCHITECTURES
from tests.helpers.networks import GreySegmenter, SmallCnn, phantom, seeded, write_bundle

FINDINGS = ("cardiomegaly", "pneumoconiosis")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two films of one patient, one of another, and a file that is none."""
    monkeypatch.setitem(ARCHITECTURES, "small", SmallCnn)
    monkeypatch.setitem(ARCHITECTURES, "grey", GreySegmenter)
    for seed, name in enumerate(FINDINGS):
        write_bundle(tmp_path / "bundles" / name, seeded(seed=seed), "small")
    grey = tmp_path / "bundles" / "grey"
    write_bundle(grey, GreySegmenter(), "grey", task=Task.SEGMENTER, finding="")
    films = tmp_path / "films"
    films.mkdir()
    for number, name in enumerate(("00000001_000", "00000001_001", "00000002_000")):
        pixels = phantom() * (1 - 0.02 * number)
        codes = (pixels * 65535).round().astype(np.uint16)
        (films / f"{name}.png").write_bytes(cv2.imencode(".png", codes)[1].tobytes())
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Callable[..., int]:
    def cohort(*arguments: object) -> int:
        plain = ["cohort", str(folder / "films"), "--models", str(folder / "bundles")]
        return main([*plain, "--steps", "3", *map(str, arguments)])

    return cohort


def test_every_output_is_written(run: Callable[..., int], folder: Path, capsys) -> None:
    labels = folder / "labels.csv"
    labels.write_text("file,cardiomegaly\n00000001_000,1\n00000001_001,0\n", encoding="utf-8")
    outputs = {name: folder / f"cohort.{name}" for name in ("csv", "json", "png")}
    options = ("--csv", outputs["csv"], "--json", outputs["json"], "--figure", outputs["png"])
    assert run("--finding", "cardiomegaly", "--labels", labels, *options) == 0
    rows = list(csv.DictReader(outputs["csv"].open(encoding="utf-8-sig")))
    assert [row["file"] for row in rows] == [
        *("00000001_000.png", "00000001_001.png", "00000002_000.png")
    ]
    record = json.loads(outputs["json"].read_text(encoding="utf-8"))
    finding = record["findings"][0]
    assert sum(each["films"] for each in record["findings"]) == 3
    assert max(each["patients"] for each in record["findings"]) <= 2
    assert record["accuracy"]["cardiomegaly"]["accuracy"]["mean"] == 0.5
    assert "lung_core" in finding["regions"]
    assert {"grad_cam", "guided_backpropagation"} <= set(finding["agreement"])
    assert cv2.imread(str(outputs["png"])) is not None
    shown = capsys.readouterr()
    assert "flip_rate" in shown.out
    assert "training" in shown.out
    assert shown.err == ""
    assert shown.out.splitlines()[-3:] == [f"written: {path}" for path in outputs.values()]


def test_examples_are_drawn_a_row_per_film(run: Callable[..., int], folder: Path) -> None:
    page = folder / "examples.png"
    assert run("--examples", page) == 0
    picture = cv2.imread(str(page))
    assert picture.shape[0] > 3 * 440


def test_a_film_that_fails_is_said_and_the_others_count(
    run: Callable[..., int], folder: Path, capsys
) -> None:
    broken = folder / "films" / "broken.png"
    broken.write_bytes((folder / "films" / "00000002_000.png").read_bytes()[:200])
    assert run() == 2
    shown = capsys.readouterr()
    assert "broken.png" in shown.err
    assert shown.out.startswith("films 3")


@pytest.mark.parametrize(
    "arguments", [("--finding", "fracture"), ("--epsilon", "9"), ("--labels", "nowhere.csv")]
)
def test_a_bad_option_stops_before_the_first_film(
    run: Callable[..., int], arguments: tuple[str, ...], capsys
) -> None:
    assert run(*arguments) == 2
    shown = capsys.readouterr()
    assert len(shown.err.strip().splitlines()) == 1
    assert shown.out == ""
