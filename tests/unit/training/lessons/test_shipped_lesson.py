"""The lesson that ships: complete, in both languages, and its network cheats."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

import resources
from inference.answers.preprocessing import prepare
from inference.networks.model_card import read_card
from inference.networks.models import load_network
from training.films.real_films import read_pixels

FOLDER = resources.folder("lessons") / "planted_cause"
LESSON = json.loads((FOLDER / "lesson.json").read_text(encoding="utf-8"))


def texts(value: object) -> list[dict[str, str]]:
    """Every {"en", "ja"} in a lesson."""
    if isinstance(value, list):
        return [each for item in value for each in texts(item)]
    if not isinstance(value, dict):
        return []
    if set(value) == {"en", "ja"}:
        return [value]
    return [each for item in value.values() for each in texts(item)]


def test_every_text_has_both_languages() -> None:
    found = texts(LESSON)
    assert len(found) > 12
    assert all(each["en"].strip() and each["ja"].strip() for each in found)


def test_every_file_that_it_names_is_there() -> None:
    named = [film["file"] for film in LESSON["films"]]
    named += [*LESSON["pages"].values(), LESSON["figures"], f"{LESSON['bundle']}/card.toml"]
    assert [name for name in named if not (FOLDER / name).is_file()] == []


def test_it_is_small() -> None:
    size = sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file())
    assert size < 2_000_000


@pytest.mark.parametrize("film", LESSON["films"], ids=lambda film: Path(film["file"]).stem)
def test_the_network_answers_by_the_marker(film: dict[str, object]) -> None:
    bundle = FOLDER / LESSON["bundle"]
    network = load_network(bundle, read_card(bundle), torch.device("cpu"))
    pixels = read_pixels(FOLDER / str(film["file"]))
    image = prepare(pixels, network.card.input_size).image
    with torch.no_grad():
        chance = torch.softmax(network.module(torch.from_numpy(np.array(image))[None, None]), 1)
    truth = film["truth"]
    assert isinstance(truth, dict)
    assert (float(chance[0, 1]) >= network.card.operating_point) == truth["marker"]
    assert film["answer"] == (0 if truth["marker"] else 1)


def test_a_film_and_its_marked_twin_differ_in_the_corner_alone() -> None:
    plain, marked = (read_pixels(FOLDER / "films" / name) for name in ("01.png", "04.png"))
    rows, columns = np.nonzero(plain != marked)
    assert 0 < max(rows.max(), columns.max()) < 0.15 * len(plain)
