"""What a bundle is given: `truth.json` for its own weights, and figures in its card."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

import resources
from inference.networks.model_card import read_card
from inference.networks.truth import read_truth
from tests.helpers.truth_rows import answers, row
from training.twins.shipped import LEAST_PAIRS, write_truth
from training.twins.table import summarised

PAIRS = LEAST_PAIRS


@pytest.fixture
def models(tmp_path: Path) -> Path:
    for name in ("cardiomegaly", "cardiomegaly_robust", "pneumoconiosis"):
        (tmp_path / name).mkdir()
        shutil.copy(resources.folder("models") / name / "card.toml", tmp_path / name)
    return tmp_path


def test_each_network_gets_its_own_pictures(models: Path) -> None:
    told = answers(*[True] * PAIRS)
    for each in told.values():
        each["answers"]["robust"] = {"apart": False}
    rows = [
        row(str(n), *of_method)
        for n in range(PAIRS)
        for of_method in (
            (0.4, 0.6, "smooth_grad"),
            (0.7, 0.9, "robust:smooth_grad"),
            (0.1, 0.5, "edges"),
        )
    ]
    rows += [row(str(n), 0.9, 0.9, "occlusion") for n in range(PAIRS - 1)]  # too few to be told
    write_truth(models, summarised("cardiomegaly", told, rows))
    for name, area, left_out in (("cardiomegaly", 0.4, 0), ("cardiomegaly_robust", 0.7, PAIRS)):
        card = read_card(models / name)
        truth = read_truth(models / name, card.weights_sha256)
        assert truth is not None
        assert (truth.pairs, truth.left_out) == (PAIRS, left_out)
        found = truth.of("smooth_grad", 0)
        assert found is not None
        assert found.area.value == area
        assert truth.of("edges", 0) is not None
        assert truth.of("occlusion", 0) is None
        table = tomllib.loads((models / name / "card.toml").read_text(encoding="utf-8"))["truth"]
        assert table["pictures"]["smooth_grad"]["to_no_finding"]["area"] == area
    assert read_truth(models / "pneumoconiosis", "0" * 64) is None
    assert not (models / "pneumoconiosis" / "truth.json").exists()


def test_other_figures_of_a_card_stay(models: Path) -> None:
    before = read_card(models / "cardiomegaly")
    write_truth(models, summarised("cardiomegaly", answers(True), [row("0", 0.4, 0.6)]))
    after = read_card(models / "cardiomegaly")
    assert (after.metrics, after.texts) == (before.metrics, before.texts)
