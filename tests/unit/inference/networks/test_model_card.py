from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from inference.core.errors import ModelError
from inference.core.types import AttributionMethod, DistanceLimit, Task
from inference.networks.model_card import read_card, read_cards
from tests.helpers.networks import card, card_text

LIMIT = DistanceLimit(threshold=3.5, features_sha256="1" * 64, quantile=0.99, films=40)


def write_card(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "card.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_card_says_what_its_file_says(tmp_path: Path) -> None:
    written = card("cardiomegaly", architecture="resnet10", operating_point=0.4, temperature=2.0)
    read = read_card(write_card(tmp_path / "cardiomegaly", card_text(written)))
    assert read.name == read.finding == "cardiomegaly"
    assert read.task is Task.CLASSIFIER
    assert (read.operating_point, read.temperature, read.input_size) == (0.4, 2.0, 64)
    assert read.labels[1] == {"en": "finding", "ja": "finding"}
    assert read.texts["licence"] == "Apache-2.0"
    assert read.metrics["accuracy"] == 0.5


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("input_size = 64", "input_size = 65", "input_size"),
        ("input_size = 64", "input_size = 64000", "input_size"),
        ("input_size = 64", 'input_size = "64"', "input_size"),
        ("operating_point = 0.5", "operating_point = 1.5", "operating_point"),
        ("operating_point = 0.5", "operating_point = true", "operating_point"),
        ("std = 1.0", "std = 0.0", "std"),
        ("mean = 0.0", "mean = nan", "mean"),
        ("temperature = 1.0", "temperature = inf", "temperature"),
        ('task = "classifier"', 'task = "oracle"', "task"),
        ('task = "classifier"', 'task = "segmenter"', "labels"),
        ('extraction = "none"', 'extraction = "heart"', "extraction"),
        ('finding = "brightness"', 'finding = ""', "finding"),
        ('name = "brightness"', 'name = "../brightness"', "name"),
        ('version = "1"\n', "", "version"),
        ('weights_sha256 = "000', 'weights_sha256 = "xyz', "weights_sha256"),
        ('licence = "Apache-2.0"', "licence = 2", "texts"),
        ('variant = "standard"', 'variant = "sturdy"', "variant"),
        ("threshold = 3.5", "threshold = 0", "threshold"),
        ("quantile = 0.99", "quantile = 99", "quantile"),
        ("films = 40", "films = 0", "films"),
        ('features_sha256 = "111', 'features_sha256 = "xyz', "features_sha256"),
    ],
)
def test_a_bad_value_is_named(tmp_path: Path, old: str, new: str, named: str) -> None:
    text = card_text(card(architecture="resnet10", out_of_distribution=LIMIT))
    assert old in text
    folder = write_card(tmp_path / "brightness", text.replace(old, new, 1))
    with pytest.raises(ModelError) as caught:
        read_card(folder)
    assert caught.value.code == "model_damaged"
    assert f"“{named}”" in caught.value.message


@pytest.mark.parametrize("content", [b"name = ", b"\xff\xfe\x00", b"[[labels]]\n[labels]"])
def test_a_card_that_is_no_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "card.toml").write_bytes(content)
    with pytest.raises(ModelError) as caught:
        read_card(tmp_path)
    assert caught.value.code == "model_damaged"


def test_a_card_may_name_its_variant_and_its_distance_limit(tmp_path: Path) -> None:
    written = card("cardiomegaly", variant="robust", out_of_distribution=LIMIT)
    text = card_text(dataclasses.replace(written, architecture="resnet10"))
    read = read_card(write_card(tmp_path / "robust", text))
    assert (read.variant, read.out_of_distribution) == ("robust", LIMIT)


def test_a_card_without_them_is_standard_and_can_not_tell_distances(tmp_path: Path) -> None:
    text = card_text(card(architecture="resnet10")).replace('variant = "standard"\n', "")
    read = read_card(write_card(tmp_path / "brightness", text))
    assert (read.variant, read.out_of_distribution) == ("standard", None)


SCALES = """[map_scales]
percentile = 99.0
films = 31
[map_scales.values]
grad_cam = 2.5
occlusion = 0.75
"""


def test_a_card_may_bring_the_scales_of_its_heat_maps(tmp_path: Path) -> None:
    text = card_text(card(architecture="resnet10"))
    assert read_card(write_card(tmp_path / "without", text)).map_scales is None
    scales = read_card(write_card(tmp_path / "with", text + SCALES)).map_scales
    assert scales is not None
    assert (scales.percentile, scales.films) == (99.0, 31)
    assert dict(scales.values) == {
        AttributionMethod.GRAD_CAM: 2.5,
        AttributionMethod.OCCLUSION: 0.75,
    }


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("grad_cam = 2.5", "grad_cam = 0", "grad_cam"),
        ("grad_cam = 2.5", "grad_cam = nan", "grad_cam"),
        ("grad_cam = 2.5", "oracle = 2.5", "oracle"),
        ("percentile = 99.0", "percentile = 101", "percentile"),
        ("films = 31", "films = 0", "films"),
    ],
)
def test_a_bad_scale_is_named(tmp_path: Path, old: str, new: str, named: str) -> None:
    text = card_text(card(architecture="resnet10")) + SCALES.replace(old, new)
    with pytest.raises(ModelError) as caught:
        read_card(write_card(tmp_path / "brightness", text))
    assert caught.value.code == "model_damaged"
    assert f"“{named}”" in caught.value.message


def test_a_translator_is_about_a_finding(tmp_path: Path) -> None:
    written = card("cardiomegaly", Task.TRANSLATOR, architecture="attention_translator")
    read = read_card(write_card(tmp_path / "translator", card_text(written)))
    assert (read.task, read.finding) == (Task.TRANSLATOR, "cardiomegaly")


def test_an_absent_bundle_is_missing_not_damaged(tmp_path: Path) -> None:
    for read in (lambda: read_card(tmp_path / "absent"), lambda: read_cards(tmp_path)):
        with pytest.raises(ModelError) as caught:
            read()
        assert caught.value.code == "model_missing"


def test_cards_come_by_folder_name(tmp_path: Path) -> None:
    for name in ("b", "a"):
        write_card(tmp_path / name, card_text(card(name, architecture="resnet10")))
    assert [each.name for each in read_cards(tmp_path)] == ["a", "b"]


def test_reading_cards_leaves_torch_out() -> None:
    code = "import sys, inference.networks.model_card; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
