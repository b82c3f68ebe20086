"""A person's own folder becomes a bundle that the viewer opens."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from inference.answers.classifier import classifier_input, classify
from inference.core.types import Task
from inference.networks.model_card import read_card
from inference.networks.models import ModelLibrary, load_network
from inference.reading.study_reader import read_study
from tests.helpers.networks import phantom
from training.tasks.own_network import FAILED, INTERRUPTED, OK, main

CPU = torch.device("cpu")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Sixteen patients with two films; half of them have a bright spot in a lung."""
    random = np.random.default_rng(0)
    lines = ["file,patient,spot,right_lung,left_lung,heart"]
    films = tmp_path / "films"
    films.mkdir()
    masks = {"right_lung": 0.3, "left_lung": 0.6, "heart": 0.9}
    for name, grey in masks.items():
        cv2.imwrite(str(films / f"{name}.png"), (phantom(64) == np.float32(grey)) * np.uint8(255))
    for number in range(32):
        film = phantom(64) * 0.8 + random.normal(0, 0.01, (64, 64))
        positive = number // 2 % 2
        if positive:
            film[20:32, 6:18] += 0.5
        stored = np.clip(film * 255, 0, 255).astype(np.uint8)
        cv2.imwrite(str(films / f"f{number}.png"), stored)
        columns = [f"f{number}.png", f"p{number // 2}", str(positive)]
        lines.append(",".join([*columns, *(f"{name}.png" for name in masks)]))
    (tmp_path / "labels.csv").write_text("\n".join(lines))
    return tmp_path


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two patients a step are enough to see that a network is made."""
    monkeypatch.setattr("training.tasks.own_films.BATCH", 4)
    monkeypatch.setattr("training.tasks.segmentation.BATCH", 4)


def fit(folder: Path, out: str, *more: str) -> int:
    images, labels = str(folder / "films"), str(folder / "labels.csv")
    common = ["--images", images, "--labels", labels, "--out", str(folder / out)]
    return main([*common, "--threads", "1", "--size", "64", *more])


def test_a_classifier_is_trained_and_opened_beside_the_programs_own(folder: Path) -> None:
    asked = ("--task", "classifier", "--finding", "spot", "--steps", "3", "--finding-ja", "斑点")
    assert fit(folder, "spot", *asked) == OK
    library = ModelLibrary(further=(folder / "spot",))
    network = next(n for n in library.classifiers(CPU) if n.card.finding == "spot")
    assert network.card.labels[1] == {"en": "spot", "ja": "斑点"}
    assert network.card.training["groups"]["test"]["patients"] == 4
    assert "own_auc" in network.card.metrics
    film = read_study(folder / "films" / "f1.png").radiographs[0]
    answer = classify(classifier_input(network, film))
    assert answer.distance is not None
    assert "f1.png" not in (folder / "spot" / "card.toml").read_text(encoding="utf-8")


def test_a_segmenter_and_a_translator_are_opened_too(folder: Path) -> None:
    assert fit(folder, "lungs", "--task", "segmenter", "--steps", "2") == OK
    asked = ("--task", "translator", "--finding", "spot", "--steps", "2")
    assert fit(folder, "spots", *asked) == OK
    library = ModelLibrary(further=(folder / "lungs", folder / "spots"))
    assert library.segmenter(CPU).card.name == "lungs"
    translator = library.translator("spot", CPU)
    assert translator is not None
    assert translator.card.task is Task.TRANSLATOR


def test_a_training_goes_on_and_refuses_to_go_on_with_other_labels(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("--task", "segmenter")
    assert fit(folder, "lungs", *asked, "--steps", "2") == OK
    assert fit(folder, "lungs", *asked, "--steps", "3") == OK
    card = read_card(folder / "lungs")
    assert card.training["steps"] == 3
    assert load_network(folder / "lungs", card, CPU).card.task is Task.SEGMENTER
    lines = (folder / "labels.csv").read_text().splitlines()
    (folder / "labels.csv").write_text("\n".join(lines[:-2]))
    assert fit(folder, "lungs", *asked, "--steps", "4") == FAILED
    assert "--restart" in capsys.readouterr().err
    assert fit(folder, "lungs", *asked, "--steps", "1", "--restart") == OK


def test_what_is_wrong_is_said_without_a_traceback(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fit(folder, "x", "--task", "classifier", "--finding", "cat") == FAILED
    assert "no column for “cat”" in capsys.readouterr().err
    assert fit(folder, "x", "--task", "classifier") == FAILED
    assert "--finding" in capsys.readouterr().err
    (folder / "films" / "f3.png").write_bytes(b"no picture")
    asked = ("--task", "classifier", "--finding", "spot", "--steps", "1")
    assert fit(folder, "x", *asked) == FAILED
    assert "f3.png" in capsys.readouterr().err
    assert fit(folder, "x", *asked, "--skip-unreadable") == OK


def test_an_interruption_says_how_to_go_on(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("training.tasks.own_network.run", interrupted)
    assert fit(folder, "x", "--task", "segmenter") == INTERRUPTED
    assert "goes on" in capsys.readouterr().err
