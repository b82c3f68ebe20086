"""`python -m inference analyse` on files, with networks whose answers are known."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from inference.__main__ import main
from inference.core.progress import CancelToken
from inference.core.types import Task
from inference.networks.architectures import ARCHITECTURES
from inference.reading.study_reader import read_study
from tests.helpers.networks import GreySegmenter, SmallCnn, phantom, seeded, write_bundle

ROOT = Path(__file__).resolve().parents[2]
FINDINGS = ("cardiomegaly", "pneumoconiosis")


@pytest.fixture(autouse=True)
def small_architectures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ARCHITECTURES, "small", SmallCnn)
    monkeypatch.setitem(ARCHITECTURES, "grey", GreySegmenter)


@pytest.fixture
def bundles(tmp_path: Path) -> Path:
    folder = tmp_path / "bundles"
    for seed, name in enumerate(FINDINGS):
        write_bundle(folder / name, seeded(seed=seed), "small")
    write_bundle(folder / "grey", GreySegmenter(), "grey", task=Task.SEGMENTER, finding="")
    return folder


def write_film(path: Path, size: int = 128) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    codes = (phantom(size) * 65535).round().astype(np.uint16)
    path.write_bytes(cv2.imencode(".png", codes)[1].tobytes())
    return path


@pytest.fixture
def film_path(tmp_path: Path) -> Path:
    return write_film(tmp_path / "films" / "film.png")


@pytest.fixture
def analyse(bundles: Path):
    def run(*arguments: object) -> int:
        return main(["analyse", "--models", str(bundles), "--steps", "3", *map(str, arguments)])

    return run


def test_the_json_is_a_list_with_a_record_per_film(analyse, film_path: Path, tmp_path: Path):
    out = tmp_path / "out.json"
    assert analyse(film_path, "--json", out) == 0
    (entry,) = json.loads(out.read_text(encoding="utf-8"))
    assert entry["file"] == str(film_path)
    assert [finding["name"] for finding in entry["findings"]] == list(FINDINGS)
    assert entry["attack"]["steps_taken"] <= 3
    assert 0 < entry["segmentation"]["lung_area_fraction"] < 1
    assert entry["segmentation"]["cardiothoracic_ratio"] == pytest.approx(3 / 14, rel=0.1)


def test_json_to_standard_output_is_alone_there(analyse, film_path: Path, capfdbinary) -> None:
    assert analyse(film_path, "--no-attack", "--json", "-") == 0
    (entry,) = json.loads(capfdbinary.readouterr().out)
    assert entry["attack"] is None


def test_without_json_a_table_is_printed(analyse, film_path: Path, capsys) -> None:
    assert analyse(film_path) == 0
    shown = capsys.readouterr()
    assert all(finding in shown.out for finding in FINDINGS)
    assert "attack on" in shown.out
    assert shown.err == ""


def test_the_named_finding_is_attacked(analyse, film_path: Path, tmp_path: Path) -> None:
    for finding in FINDINGS:
        out = tmp_path / f"{finding}.json"
        assert analyse(film_path, "--finding", finding, "--json", out) == 0
        assert json.loads(out.read_text())[0]["attack"]["finding"] == finding


def test_attack_options_arrive(analyse, film_path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    options = ["--norm", "l2", "--epsilon", "1/2", "--alpha", "0.25", "--confidence", "0"]
    assert analyse(film_path, *options, "--space", "input", "--json", out) == 0
    attack = json.loads(out.read_text())[0]["attack"]
    assert (attack["norm"], attack["epsilon"], attack["alpha"]) == ("l2", 0.5, 0.25)
    assert (attack["space"], attack["steps_taken"]) == ("input", 3)


def test_the_explanation_is_in_the_json(analyse, film_path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert analyse(film_path, "--explain", "regions,transfer", "--json", out) == 0
    found = json.loads(out.read_text())[0]["result"]["explanation"]
    assert found["failures"] == {}
    rows = {(row["region"], row["side"]): row for row in found["regions"]["rows"]}
    core = rows["lung_core", "both"]
    assert 0 < core["figures"]["share"] < 1
    assert core["shuffled"]["share"]["low"] < core["shuffled"]["share"]["high"]
    assert [row["role"] for row in found["transfer"]["rows"]] == ["self", "other_finding"]
    assert found["frequency"] is None


def test_explain_alone_asks_for_all_quick_parts_and_prints_the_facts(
    analyse, film_path: Path, capsys
) -> None:
    assert analyse(film_path, "--explain", "--epsilon", "2/255") == 0
    shown = capsys.readouterr().out
    assert "minimal_epsilon" in shown
    assert "controls_" in shown


def test_the_attacks_further_options_arrive(analyse, film_path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    options = ("--region", "heart", "--body-only", "--momentum", "1", "--smoothness", "2")
    starts = ("--random-start", "--restarts", "2", "--seed", "5", "--target", "1")
    assert analyse(film_path, *options, *starts, "--json", out) == 0
    config = json.loads(out.read_text())[0]["result"]["attack"]["config"]
    wanted = {"region": "heart", "body_only": True, "momentum": 1, "smoothness": 2}
    assert wanted.items() <= config.items()
    assert {"random_start": True, "restarts": 2, "seed": 5, "target": 1}.items() <= config.items()


def test_unreadable_files_have_a_line_each_and_the_others_go_on(
    analyse, film_path: Path, tmp_path: Path, capsys
) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("no film")
    cut = tmp_path / "cut.png"
    cut.write_bytes(film_path.read_bytes()[:200])
    out = tmp_path / "out.json"
    given = [text, film_path, tmp_path / "absent.dcm", cut]
    assert analyse(*given, "--no-attack", "--json", out) == 2
    assert [entry["file"] for entry in json.loads(out.read_text())] == [str(film_path)]
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 3
    for path, line in zip((text, tmp_path / "absent.dcm", cut), lines, strict=True):
        assert line.startswith(f"{path}: ")
        assert "Traceback" not in line


def test_a_folder_stands_for_its_films(analyse, tmp_path: Path) -> None:
    folder = tmp_path / "研究 films"
    for name in ("10.png", "9.png"):
        write_film(folder / name)
    (folder / "notes.txt").write_text("no film")
    out = tmp_path / "out.json"
    assert analyse(folder, "--no-attack", "--json", out) == 0
    names = [Path(entry["file"]).name for entry in json.loads(out.read_text(encoding="utf-8"))]
    assert names == ["9.png", "10.png"]


def test_an_empty_folder_is_an_error_with_one_line(analyse, tmp_path: Path, capsys) -> None:
    (tmp_path / "empty").mkdir()
    assert analyse(tmp_path / "empty") == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_masks_of_films_with_one_name_are_both_kept(analyse, tmp_path: Path, capsys) -> None:
    paths = [
        write_film(tmp_path / folder / "film.png", size)
        for folder, size in (("a", 128), ("b", 256))
    ]
    masks = tmp_path / "masks"
    assert analyse(*paths, "--no-attack", "--masks", masks) == 0
    names = {path.name for path in masks.iterdir()}
    assert names == {
        f"{stem}.{part}.png" for stem in ("film", "film-2") for part in ("lung", "heart")
    }
    for stem, size in (("film", 128), ("film-2", 256)):
        mask = cv2.imread(str(masks / f"{stem}.lung.png"), cv2.IMREAD_UNCHANGED)
        assert mask.shape == (size, size)
        assert set(np.unique(mask)) == {0, 255}
    assert "film-2" in capsys.readouterr().err


def test_the_figure_is_written(analyse, film_path: Path, tmp_path: Path) -> None:
    assert analyse(film_path, "--figure", tmp_path / "figure.png") == 0
    assert cv2.imread(str(tmp_path / "figure.png")).shape[1] > 2000


def test_a_film_is_never_written_over(analyse, film_path: Path, capsys) -> None:
    before = film_path.read_bytes()
    for option in ("--json", "--figure"):
        assert analyse(film_path, "--no-attack", option, film_path) == 2
        assert "one of the films" in capsys.readouterr().err
    assert film_path.read_bytes() == before


@pytest.mark.parametrize("option", ["--json", "--figure", "--masks"])
def test_a_place_that_cant_be_written_to_is_said_before_any_film_is_analysed(
    analyse, film_path: Path, tmp_path: Path, option: str, capsys, monkeypatch
) -> None:
    monkeypatch.setattr(
        "inference.command_line.analyse._Run.film", lambda *_: pytest.fail("analysed")
    )
    (tmp_path / "file").write_bytes(b"not a folder")
    assert analyse(film_path, option, tmp_path / "file" / "out.png") == 2
    shown = capsys.readouterr()
    assert "can't be written" in shown.err
    assert len(shown.err.strip().splitlines()) == 1


def test_a_folder_is_no_place_for_the_json(analyse, film_path: Path, tmp_path: Path) -> None:
    assert analyse(film_path, "--no-attack", "--json", tmp_path) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--finding", "fracture"], "There is no finding called “fracture”"),
        (["--epsilon", "7"], "epsilon"),
        (["--alpha", "0"], "alpha"),
        (["--models", "/nonexistent"], "not installed"),
    ],
)
def test_a_bad_option_stops_before_any_film(
    analyse, film_path: Path, arguments: list[str], words: str, capsys
) -> None:
    assert analyse(film_path, *arguments) == 2
    shown = capsys.readouterr()
    assert words in shown.err
    assert len(shown.err.strip().splitlines()) == 1
    assert shown.out == ""


@pytest.mark.parametrize("arguments", [["--epsilon", "much"], ["--norm", "l1"], []])
def test_a_malformed_command_is_refused(arguments: list[str], capsys) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["analyse", *arguments])
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_a_failure_of_one_film_is_said_without_a_traceback(
    analyse, film_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    def failing(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("inference.pipeline.segment", failing)
    assert analyse(film_path, "--no-attack") == 2
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert "ZeroDivisionError" in line


def test_what_is_finished_is_kept_when_interrupted(
    analyse, film_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import inference.command_line.film_run as film_run

    ahead = film_run.read_ahead

    def interrupted(path: Path, /, *, token: CancelToken):
        if path.name == "second.png":
            raise KeyboardInterrupt
        return read_study(path, token=token)

    monkeypatch.setattr(film_run, "read_ahead", lambda films: ahead(films, interrupted))
    second = write_film(tmp_path / "films" / "second.png")
    out = tmp_path / "out.json"
    assert analyse(film_path, second, "--no-attack", "--json", out) == 130
    assert len(json.loads(out.read_text())) == 1


def test_the_module_runs_as_a_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "inference", "analyse", "--help"],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert "Not for diagnostic use" in done.stdout
