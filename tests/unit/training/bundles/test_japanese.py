"""The cards' texts have Japanese twins, and putting them in changes nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import resources
from inference.networks.model_card import CARD, read_card
from training.bundles import card_texts
from training.bundles.japanese import refresh, with_japanese

OURS = {
    "cardiomegaly": card_texts.classifier_texts("cardiomegaly"),
    "pneumoconiosis": card_texts.classifier_texts("pneumoconiosis"),
    "translator": card_texts.translator_texts("pneumoconiosis"),
    "segmentation": card_texts.SEGMENTER_TEXTS,
}


@pytest.mark.parametrize("name", OURS)
def test_every_text_but_the_citation_has_a_twin(name: str) -> None:
    made = with_japanese(OURS[name])
    lacking = [key for key in OURS[name] if f"{key}_ja" not in made]
    assert lacking == ["citation"]


def test_an_unknown_text_is_left_alone() -> None:
    assert with_japanese({"limitations": "few films"}) == {"limitations": "few films"}


def test_a_card_gets_its_twins_and_keeps_all_else(tmp_path: Path) -> None:
    folder = tmp_path / "segmentation"
    shutil.copytree(resources.folder("models") / "segmentation", folder)
    lines = (folder / CARD).read_text("utf-8").splitlines()
    bare = [line for line in lines if not line.split(" = ")[0].endswith("_ja")]
    (folder / CARD).write_text("\n".join(bare) + "\n", encoding="utf-8")
    before = read_card(folder)
    assert refresh(folder)
    after = read_card(folder)
    assert after.texts["limitations_ja"].startswith("肺野")
    assert {key: after.texts[key] for key in before.texts} == dict(before.texts)
    assert after.metrics == before.metrics
    assert not refresh(folder)
