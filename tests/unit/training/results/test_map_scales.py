"""The scales of heat maps: on which films they rest, and how they reach the card."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from inference.attribution.map_scale import PERCENTILE
from inference.attribution.maps import attribute
from inference.core.types import AttributionMethod, MapScales, Task
from inference.networks.model_card import read_card
from tests.helpers.networks import (
    SIZE,
    GreySegmenter,
    LinearClassifier,
    card,
    card_text,
    network,
    seeded,
    subject,
    textured,
)
from training.bundles.bundle import change_card
from training.films.real_films import RealFilm
from training.results.map_scales import (
    Film,
    Shares,
    calibration_films,
    called_positive,
    card_table,
    measured,
    scales_of,
    table,
)

SEGMENTER = network(GreySegmenter(), name="lungs", task=Task.SEGMENTER)
OCCLUSION, GUIDED = AttributionMethod.OCCLUSION, AttributionMethod.GUIDED_BACKPROPAGATION


def written(path: Path, pixels: np.ndarray) -> Path:
    cv2.imwrite(str(path), (pixels * 255).round().astype(np.uint8))
    return path


def bright_corner(path: Path, bright: bool) -> Path:
    pixels = textured(seed=3) * 0.5
    pixels[:16, :16] = 1.0 if bright else 0.0
    return written(path, pixels)


def corner_network() -> object:
    """Sees the finding where the upper left corner is bright."""
    weight = np.zeros((SIZE, SIZE), np.float32)
    weight[:16, :16] = 1
    return network(LinearClassifier(weight, 400.0, -12.0), name="corner")


def test_a_scale_is_the_percentile_of_all_the_films_values() -> None:
    seen = [subject(seeded(), textured(seed=seed)) for seed in (1, 2)]
    found = scales_of(seen, [GUIDED, OCCLUSION])
    assert (found.films, found.percentile) == (2, PERCENTILE)
    for method in (GUIDED, OCCLUSION):
        values = np.abs([attribute(each, method).values for each in seen])
        assert found.values[method] == pytest.approx(np.percentile(values, PERCENTILE), rel=0.02)


def test_only_films_that_the_network_calls_positive_count(tmp_path: Path) -> None:
    films = [Film(bright_corner(tmp_path / f"{k}.png", bright=k % 2 == 0)) for k in range(6)]
    found = called_positive(films, [corner_network()], SEGMENTER, limit=2)["corner"]
    assert len(found) == 2
    assert all(each.source.image[:16, :16].mean() > 0.9 for each in found)


def test_films_for_calibration_are_neither_trained_nor_tested_on(tmp_path: Path) -> None:
    (tmp_path / "nih_640").mkdir()
    (tmp_path / "nih_1024").mkdir()
    first, second = ["file,labels"], ["file,label,patient"]
    for patient in range(60):
        name = f"{patient:08d}_000"
        if patient < 50:
            (tmp_path / "nih_1024" / f"{name}.png").touch()
            first.append(f"nih_1024/{name}.png,No Finding")
        if patient >= 40:
            (tmp_path / "nih_640" / f"{name}.jpg").touch()
            second.append(f"{name}.jpg,Effusion,{patient:08d}")
    (tmp_path / "nih_labels.csv").write_text("\n".join(first) + "\n", encoding="utf-8")
    (tmp_path / "nih_640" / "labels.csv").write_text("\n".join(second) + "\n", encoding="utf-8")
    lines = [
        {"film": f"film_{k:05d}", "settings": "AB"[k % 2], "deformation_seed": k} for k in range(40)
    ]
    folder = tmp_path / "films"
    folder.mkdir()
    (folder / "films.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    real, simulated = calibration_films(tmp_path, [folder])
    assert {film.path.stem for film in simulated} == {f"film_{k:05d}" for k in (0, 10, 20, 30)}
    fresh = {film.path.stem[:8] for film in real if film.path.suffix == ".jpg"}
    assert {f"{patient:08d}" for patient in range(50, 60)} <= fresh
    aside = {film.path.stem[:8] for film in real if film.path.suffix == ".png"}
    assert 0 < len(aside) < 15


def test_the_shares_count_both_ways_a_film_fits(tmp_path: Path) -> None:
    """One that is labelled and called negative, and one that is called positive."""
    films = [
        RealFilm(bright_corner(tmp_path / "00000001_000.png", bright=False), 1024, _labels()),
        RealFilm(bright_corner(tmp_path / "00000002_000.png", bright=True), 1024, _labels("Mass")),
        RealFilm(bright_corner(tmp_path / "00000003_000.png", bright=False), 1024, _labels("Mass")),
    ]
    scales = {"corner": MapScales({OCCLUSION: 0.2}, 99.0, 3)}
    found = measured(films, scales, [corner_network()], SEGMENTER, limit=5)
    assert found == {"corner": {OCCLUSION: Shares(negative=(1, 1), positive=(0, 1))}}
    assert "| corner | occlusion | 1 of 1 | 0 of 1 |" in table(found)


def _labels(*names: str) -> frozenset[str]:
    return frozenset(names or ("No Finding",))


def test_the_card_has_what_was_measured(tmp_path: Path) -> None:
    (tmp_path / "card.toml").write_text(card_text(card(architecture="resnet10")), encoding="utf-8")
    scales = MapScales({OCCLUSION: 0.123456, GUIDED: 41.0}, 99.0, 25)
    change_card(tmp_path, {"map_scales": card_table(scales)})
    read = read_card(tmp_path).map_scales
    assert read is not None
    assert (read.percentile, read.films) == (99.0, 25)
    assert dict(read.values) == {OCCLUSION: 0.1235, GUIDED: 41.0}
