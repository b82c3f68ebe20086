"""A card's figure that is not what the network answered is found out."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from inference.networks.model_card import read_card
from tests.helpers.paths import ROOT, SHARED, needs_real_films
from training.loop.kept_answers import FilmAnswer, card_figures, read_answers, write_answers
from training.tasks.card_check import ANSWERS, ask, differences, faults, main

MODELS = ROOT / "resources" / "models"
ASKED = {"cardiomegaly", "cardiomegaly_robust", "pneumoconiosis"}


def forged(tmp_path: Path, bundle: str, figure: str, old: str, new: str) -> Path:
    """A copy of the cards in which `figure` of `bundle` says `new` instead of `old`."""
    for folder in MODELS.iterdir():
        if (folder / "card.toml").is_file():
            (tmp_path / folder.name).mkdir()
            shutil.copy(folder / "card.toml", tmp_path / folder.name)
    card = tmp_path / bundle / "card.toml"
    before, heading, after = card.read_text(encoding="utf-8").partition(f"[metrics.{figure}]\n")
    assert heading
    assert f"value = {old}\n" in after
    changed = after.replace(f"value = {old}\n", f"value = {new}\n", 1)
    card.write_text(before + heading + changed, encoding="utf-8")
    return tmp_path


def test_the_shipped_cards_say_what_the_networks_answered() -> None:
    assert {path.stem for path in ANSWERS.glob("*.csv")} >= ASKED
    assert faults(MODELS) == []
    assert main(["--models", str(MODELS)]) == 0


@pytest.mark.parametrize(
    ("bundle", "figure", "old", "new"),
    [
        ("pneumoconiosis", "nih_1024_accuracy", "0.9294", "0.999"),
        ("pneumoconiosis", "nih_1024_auc", "0.976", "0.996"),
        ("pneumoconiosis", "nih_1024_specificity", "0.9", "1.0"),  # a possible count
        ("cardiomegaly", "nih_64_auc", "0.9444", "0.9744"),  # no count of films betrays it
        ("pneumoconiosis", "simulated_b_accuracy", "0.9755", "0.999"),
        ("pneumoconiosis", "simulated_b_accuracy", "0.9755", "0.998"),  # 489 of 490
        ("pneumoconiosis", "simulated_b_sensitivity", "0.9577", "0.9894"),  # 187 of 189
    ],
)
def test_a_forged_figure_is_found(
    tmp_path: Path, bundle: str, figure: str, old: str, new: str
) -> None:
    found = faults(forged(tmp_path, bundle, figure, old, new))
    assert found
    assert {line.split(":")[0] for line in found} == {bundle}
    assert figure.rpartition("_")[0] in found[0]


def test_answers_of_other_weights_prove_nothing(tmp_path: Path) -> None:
    kept = tmp_path / "cardiomegaly.csv"
    write_answers(kept, "0" * 64, read_answers(ANSWERS / "cardiomegaly.csv")[1])
    found = faults(MODELS, tmp_path)
    assert found == ["cardiomegaly: cardiomegaly.csv holds the answers of other weights"]


def test_a_film_that_is_there_at_two_sizes_counts_once() -> None:
    coarse = FilmAnswer("nih_64", "a", "1", True, -1.0)
    fine = replace(coarse, source="nih_1024", margin=1.0)
    other = FilmAnswer("nih_64", "b", "2", False, -1.0)
    found = card_figures([fine, coarse, other], 0.5)
    accuracy = found["nih_all_accuracy"]
    assert isinstance(accuracy, dict)
    assert (accuracy["value"], accuracy["films"]) == (1.0, 2)  # the finer one is right


def test_a_changed_answer_is_told() -> None:
    _, kept = read_answers(ANSWERS / "cardiomegaly.csv")
    assert differences(kept, kept) == []
    changed = [replace(kept[0], margin=kept[0].margin + 1), *kept[1:]]
    assert len(differences(kept, changed)) == 1
    assert len(differences(kept, kept[1:])) == 1


@needs_real_films
def test_the_kept_answers_are_what_the_network_says_of_the_real_films() -> None:
    again = ask(MODELS, "cardiomegaly", SHARED, ROOT / "training" / "annotations")
    weights_sha256, kept = read_answers(ANSWERS / "cardiomegaly.csv")
    assert weights_sha256 == read_card(MODELS / "cardiomegaly").weights_sha256
    assert differences(kept, again) == []
