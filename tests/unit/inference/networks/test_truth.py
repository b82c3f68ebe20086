"""What a bundle says of its pictures where the cause is known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inference.networks.truth import (
    BETTER,
    FILE,
    NO_BETTER_THAN_CHANCE,
    NO_BETTER_THAN_EDGES,
    read_truth,
)

SHA = "a" * 64


def figure(value: float, spread: float = 0.02) -> dict[str, float]:
    return {"value": value, "low": value - spread, "high": value + spread, "pairs": 200}


def write(folder: Path, sha: str = SHA) -> None:
    def picture(area: float) -> dict[str, object]:
        return {"to_no_finding": {"area": figure(area), "area_by_chance": figure(0.15)}}

    table = {
        "weights_sha256": sha,
        "pairs": 220,
        "left_out": 12,
        "pictures": {
            "edges": picture(0.35),
            "good": picture(0.6),
            "like_edges": picture(0.36),
            "like_chance": picture(0.16),
        },
    }
    (folder / FILE).write_text(json.dumps(table), encoding="utf-8")


@pytest.mark.parametrize(
    ("picture", "verdict"),
    [
        ("good", BETTER),
        ("like_edges", NO_BETTER_THAN_EDGES),
        ("like_chance", NO_BETTER_THAN_CHANCE),
        ("edges", BETTER),
    ],
)
def test_the_verdict_compares_with_chance_and_edges(
    tmp_path: Path, picture: str, verdict: str
) -> None:
    write(tmp_path)
    truth = read_truth(tmp_path, SHA)
    assert truth is not None
    found = truth.of(picture, 0)
    assert found is not None
    assert found.verdict == verdict


def test_it_says_how_many_were_left_out_and_what_was_not_measured(tmp_path: Path) -> None:
    write(tmp_path)
    truth = read_truth(tmp_path, SHA)
    assert truth is not None
    assert (truth.pairs, truth.left_out) == (220, 12)
    assert truth.of("good", 1) is None
    assert truth.of("unknown", 0) is None


def test_figures_of_other_weights_do_not_count(tmp_path: Path) -> None:
    write(tmp_path, "b" * 64)
    assert read_truth(tmp_path, SHA) is None


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"weights_sha256": 1}', "\x00"])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content, encoding="utf-8")
    assert read_truth(tmp_path, SHA) is None


def test_a_bundle_without_figures_has_none(tmp_path: Path) -> None:
    assert read_truth(tmp_path, SHA) is None
