"""The paper's table: figures from rows, their words, and where they go."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from inference.core.errors import ModelError
from inference.core.types import Task
from tests.helpers.networks import (
    GreySegmenter,
    LinearClassifier,
    Painter,
    network,
    phantom,
)
from training.films.strange_films import STRANGE
from training.results import evaluation, paper_table
from training.results.table_films import REAL, SIMULATED, radiograph_of, table_films
from training.results.table_rows import Networks, answer_row, attack_row, film_row

SIDE = 128


def attacked(target: int, flipped: bool, sign: float) -> dict[str, Any]:
    return {
        "target": target,
        "flipped": flipped,
        "film_flipped": flipped,
        "probability": 0.9996 if flipped else 0.2,
        "steps": 9,
        "signs": {"heart_outside": sign, "outside_band": sign},
        "off_body": 0.1,
    }


def row(number: int, source: str = SIMULATED, **changes: object) -> dict[str, Any]:
    target = number % 2
    standard = {"called": not target, "input": attacked(target, True, 0.2 if target else -0.1)}
    translated = {"target": target, "flipped": number % 4 == 1, "probability": 0.6}
    plain = {
        "source": source,
        "name": f"f{number}",
        "patient": f"p{number}",
        "positive": not target,
        "standard": standard,
        "translation": translated,
    }
    return {**plain, **changes}


def rows(count: int = 40) -> list[dict[str, Any]]:
    return [row(number) for number in range(count)]


def line(words: str) -> paper_table.Line:
    found = paper_table.lines("cardiomegaly", extracted=False)
    return next(each for each in found if each.words == words)


def test_a_figure_is_a_mean_over_the_films_to_which_it_applies() -> None:
    found = paper_table.figure(rows(), line("CycleGAN: flips"), SIMULATED, "standard")
    assert found is not None
    assert (found.value, found.films) == (0.25, 40)
    towards = line("… no finding → finding")
    one_way = paper_table.figure(rows(), towards, SIMULATED, "standard")
    assert one_way is not None
    assert (one_way.value, one_way.films) == (0.5, 20)
    assert paper_table.figure(rows(), towards, REAL, "standard") is None
    assert paper_table.figure(rows(), towards, SIMULATED, "robust") is None


def test_all_of_few_films_is_not_certain() -> None:
    found = paper_table.figure(rows(20), line("PGD, ε = 8/255: flips"), SIMULATED, "standard")
    assert found is not None
    assert (found.value, found.high) == (1, 1)
    assert found.low == pytest.approx(0.025 ** (1 / 20))


def test_the_table_has_a_column_for_what_was_measured_and_no_stray_bars() -> None:
    films = [*rows(), row(40, REAL), row(41, REAL)]
    table = paper_table.markdown("cardiomegaly", films).splitlines()
    assert table[0] == "|  | the paper | simulated: standard | real: standard |"
    assert {text.count("|") for text in table} == {5}
    assert "| 97.22 % | 100.0 % (91.2–100.0; 40) | 100.0 % (15.8–100.0; 2) |" in table[2]


def test_differences_from_the_paper_are_said() -> None:
    wrong = [row(k, REAL, positive=bool(k % 2)) for k in range(40)]
    said = "\n".join(paper_table.differences("cardiomegaly", [*rows(), *wrong]))
    assert "simulated films of one CT: 100.0 % (91.2–100.0; 40); the paper's 97.22 % lies" in said
    assert "accuracy on real films: 0.0 % (0.0–8.8; 40); **below the paper's 97.22 %.**" in said
    assert "flip rate: 100.0 % (91.2–100.0; 40); the paper's 100 % lies within" in said
    assert "**below the paper's 77.02 %.**" in said
    assert "beside the heart, outside, no finding → finding: +0.200" in said
    assert "as the paper says (brightened)" in said
    turned = [
        {**each, "standard": {**each["standard"], "input": attacked(1, True, -0.2)}}
        for each in rows()
    ]
    against = "\n".join(paper_table.differences("cardiomegaly", turned))
    assert "**against the paper** (brightened)" in against


@pytest.mark.parametrize(("mean", "little"), [(0.014, True), (0.2, False)])
def test_a_mean_of_hardly_any_size_is_called_little(mean: float, little: bool) -> None:
    films = [row(k, standard={"called": True, "input": attacked(1, True, mean)}) for k in range(20)]
    said = "\n".join(paper_table.differences("pneumoconiosis", films))
    assert "as the paper says (brightened)" in said
    assert ("but by less than 5 % of ε" in said) == little


def test_strange_films_are_counted_beside_ordinary_ones() -> None:
    strange = dict.fromkeys(STRANGE, True)
    films = [row(k, strange=strange) for k in range(8)]
    for each in films:
        each["standard"]["outside"] = False
    table = paper_table.distances({"cardiomegaly": films}).splitlines()
    assert table[2] == "| simulated | 0.0 % (0.0–36.9; 8) |"
    assert table[3] == "| real | – |"
    assert "| *upside down* | 100.0 % (63.1–100.0; 8) |" in table
    assert paper_table.distances({"cardiomegaly": rows()}) == ""


@pytest.mark.parametrize("kind", STRANGE)
def test_strange_films_are_films_and_not_the_same(kind: str) -> None:
    film = phantom(SIDE)
    changed = STRANGE[kind](film, np.random.default_rng(0))
    assert changed.dtype == np.float32
    assert changed.shape == film.shape
    assert 0 <= changed.min() <= changed.max() <= 1
    assert np.abs(changed - film).max() > 0.2


def test_cards_get_the_figures_of_their_own_column() -> None:
    standard = paper_table.metrics(rows(), "cardiomegaly", "standard", translation=False)
    translator = paper_table.metrics(rows(), "cardiomegaly", "standard", translation=True)
    assert standard["simulated_b_pgd_flips"]["films"] == 40
    assert not any("cyclegan" in name for name in standard)
    assert set(translator) == {
        "simulated_b_cyclegan_flips",
        "simulated_b_cyclegan_flips_0",
        "simulated_b_cyclegan_flips_1",
    }


def test_an_accuracy_rests_on_films_that_were_asked_but_not_attacked_too() -> None:
    asked = [row(k, standard={"called": True}, positive=False) for k in range(40, 50)]
    films = [*rows(), *asked]
    everything = paper_table.figure(films, line(paper_table.ACCURACY), SIMULATED, "standard")
    assert everything is not None
    assert (everything.value, everything.films) == (0.8, 50)
    right = line("called right, of the films attacked here")
    attacked_alone = paper_table.figure(films, right, SIMULATED, "standard")
    assert attacked_alone is not None
    assert (attacked_alone.value, attacked_alone.films) == (1, 40)


def test_the_section_is_replaced_and_the_rest_stays(tmp_path: Path) -> None:
    path = tmp_path / "RESULTS.md"
    path.write_text("before\n")
    evaluation.write_section(path, "first")
    path.write_text(path.read_text() + "after\n")
    evaluation.write_section(path, "second")
    text = path.read_text()
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "second" in text
    assert "first" not in text


def simulated(folder: Path, count: int) -> Path:
    folder.mkdir()
    lines = []
    for number in range(count):
        film = f"film_{number:05}"
        stored = np.random.default_rng(number).integers(0, 255, (64, 64)).astype(np.uint8)
        cv2.imwrite(str(folder / f"{film}.png"), stored)
        lines.append(
            {
                "film": film,
                "settings": "AB"[number % 2],
                "cardiomegaly": number % 4 == 1,
                "pneumoconiosis": False,
                "deformation_seed": number,
            }
        )
    (folder / "films.jsonl").write_text("\n".join(map(json.dumps, lines)))
    return folder


def test_films_are_of_settings_never_trained_on_and_of_both_classes(tmp_path: Path) -> None:
    folder = simulated(tmp_path / "films", 24)
    films = table_films("cardiomegaly", [folder], None, 8)
    assert len(films) == 8
    assert sum(film.positive for film in films) == 4
    assert all(int(film.patient) % 2 for film in films)
    assert films == table_films("cardiomegaly", [folder], None, 8)
    assert len(table_films("cardiomegaly", [folder], None)) == 12  # all of settings B


def networks(robust: bool = True) -> Networks:
    weight = np.ones((SIDE, SIDE))
    classifier = LinearClassifier(weight, gain=60, bias=-15)
    whole = {"name": "cardiomegaly", "input_size": SIDE}
    return Networks(
        network(GreySegmenter(), name="grey", task=Task.SEGMENTER, input_size=SIDE),
        network(classifier, **whole),
        network(LinearClassifier(weight, gain=5, bias=-1), **whole) if robust else None,
        network(Painter(), name="painter", task=Task.TRANSLATOR, input_size=SIDE),
    )


def test_a_row_holds_what_json_can_hold_and_measures_what_it_says() -> None:
    found = film_row(networks(), radiograph_of(phantom(SIDE)))
    assert json.loads(json.dumps(found)) == found
    strong, weak = found["standard"]["input"], found["standard"]["weak"]
    assert "film" not in found["standard"]  # the two spaces are one without extraction
    assert strong["signs"]["lung_core"] == pytest.approx(1 if strong["target"] else -1, abs=0.05)
    assert strong["probability"] >= weak["probability"]
    assert set(found["standard"]["agreement"]) == {"grad_cam", "guided_backpropagation"}
    assert found["translation"]["attention"] == pytest.approx(0.25)


def test_rows_are_kept_and_a_second_run_measures_nothing_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def measured(_networks: Networks, film: object) -> dict[str, Any]:
        asked.append("film")
        if len(asked) == 2:
            raise ModelError("model_output_invalid", name="x")
        return {"standard": {"called": True}}

    for kind in ("film_row", "answer_row"):
        monkeypatch.setattr(evaluation, kind, measured)
    folder = simulated(tmp_path / "films", 24)
    options = evaluation._parser().parse_args(
        ["--simulated", str(folder), "--models", ".", "--work", str(tmp_path / "w"), "--limit", "4"]
    )
    first = evaluation.measured(options, "cardiomegaly", networks())
    assert (len(first), len(asked)) == (11, 12)
    kept = next((tmp_path / "w").iterdir())
    kept.write_text(kept.read_text() + '{"cut off')
    assert evaluation.measured(options, "cardiomegaly", networks()) == first
    assert len(asked) == 12
    evaluation.measured(options, "cardiomegaly", networks(robust=False))
    assert len(asked) == 24  # of other networks nothing is known yet


def test_an_attack_alone_is_that_of_the_whole_row() -> None:
    film = radiograph_of(phantom(SIDE))
    brief, whole = attack_row(networks(), film), film_row(networks(), film)
    assert brief["standard"]["input"] == whole["standard"]["input"]
    assert set(brief) == {"standard", "robust"}
    assert "input" not in brief["robust"]
    assert answer_row(networks(), film)["robust"] == brief["robust"]


def test_films_beyond_the_limit_are_attacked_alone_and_the_rest_only_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    for kind in ("film_row", "attack_row", "answer_row"):

        def measured(_networks: Networks, _film: object, kind: str = kind) -> dict[str, Any]:
            asked.append(kind)
            return {"standard": {"called": True}}

        monkeypatch.setattr(evaluation, kind, measured)
    folder = simulated(tmp_path / "films", 40)
    command = ["--simulated", str(folder), "--models", ".", "--work", str(tmp_path / "w")]
    parse = evaluation._parser().parse_args
    rows = evaluation.measured(
        parse([*command, "--limit", "2", "--attacks", "6"]), "cardiomegaly", networks()
    )
    assert [asked.count(kind) for kind in ("film_row", "attack_row", "answer_row")] == [2, 4, 14]
    assert len(rows) == 20
    evaluation.measured(
        parse([*command, "--limit", "4", "--attacks", "6"]), "cardiomegaly", networks()
    )
    assert [asked.count(kind) for kind in ("film_row", "attack_row", "answer_row")] == [4, 4, 14]
