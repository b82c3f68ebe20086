from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save

from inference.answers.classifier import classifier_input, classify
from inference.core.errors import ModelError
from inference.core.types import DistanceLimit
from inference.networks.architectures import ARCHITECTURES
from inference.networks.model_card import read_card
from inference.networks.models import Network, load_network
from inference.networks.out_of_distribution import FeatureStatistics, pooled_features
from tests.helpers.networks import (
    CPU,
    SmallCnn,
    card_text,
    film,
    network,
    seeded,
    textured,
    write_bundle,
)

WIDTH = 16  # features of `SmallCnn`


@pytest.fixture(autouse=True)
def small_architecture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ARCHITECTURES, "small", SmallCnn)


def add_statistics(folder: Path, tensors: dict[str, torch.Tensor]) -> None:
    content = save(tensors)
    (folder / "features.safetensors").write_bytes(content)
    limit = DistanceLimit(2.0, hashlib.sha256(content).hexdigest(), 0.99, 50)
    described = dataclasses.replace(read_card(folder), out_of_distribution=limit)
    (folder / "card.toml").write_text(card_text(described), encoding="utf-8")


def plain() -> dict[str, torch.Tensor]:
    return {"mean": torch.zeros(2, WIDTH), "precision": torch.eye(WIDTH)}


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    write_bundle(tmp_path / "brightness", seeded(), "small")
    return tmp_path / "brightness"


def load(folder: Path) -> Network:
    return load_network(folder, read_card(folder), CPU)


def test_the_distance_is_mahalanobis_to_the_nearest_class() -> None:
    precision = np.array([[2.0, 0.5], [0.5, 1.0]])
    statistics = FeatureStatistics(np.array([[0.0, 0.0], [10.0, 0.0]]), precision)
    near_first, near_second, second = np.array([[1.0, 2.0], [-1.0, 1.0], [10.0, 0.0]])
    found = statistics.distances(np.stack([near_first, near_second + second, second]))
    wanted = [np.sqrt(v @ precision @ v) for v in (near_first, near_second)]
    np.testing.assert_allclose(found, [*wanted, 0])


def test_the_features_are_the_target_layers_maps_averaged_over_the_picture() -> None:
    module = network(seeded()).module
    maps: list[torch.Tensor] = []
    module.conv2.register_forward_hook(lambda _module, _inputs, output: maps.append(output))
    with pooled_features(module) as features:
        module(torch.rand(2, 1, 64, 64))
    module(torch.rand(1, 1, 64, 64))
    assert [tuple(part.shape) for part in features] == [(2, WIDTH)]
    torch.testing.assert_close(features[0], maps[0].mean((2, 3)))


def test_a_film_beyond_the_limit_is_out_of_distribution(bundle: Path) -> None:
    add_statistics(bundle, plain())
    loaded = load(bundle)
    subject = classifier_input(loaded, film(textured()))
    with pooled_features(loaded.module) as features:
        subject.logits(subject.extracted(subject.source.image))
    answer = classify(subject)
    length = float(features[0][0].norm())
    assert answer.distance == pytest.approx(length, rel=1e-4)
    assert answer.distance_limit == 2.0
    assert answer.out_of_distribution == (length > 2.0)
    assert dataclasses.replace(answer, distance=2.1).out_of_distribution
    assert not dataclasses.replace(answer, distance=2.0).out_of_distribution


def test_a_bundle_without_statistics_says_that_it_can_not_tell(bundle: Path) -> None:
    answer = classify(classifier_input(load(bundle), film(textured())))
    assert (answer.distance, answer.distance_limit) == (None, None)
    assert not answer.out_of_distribution


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"mean": torch.zeros(2, WIDTH + 1)}, "shape"),
        ({"mean": torch.full((2, WIDTH), torch.nan)}, "“mean”"),
        ({"precision": torch.zeros(WIDTH)}, "shape"),
        ({"precision": torch.eye(WIDTH).roll(1, 0)}, "symmetric"),
        ({"more": torch.zeros(1)}, "alone"),
    ],
)
def test_statistics_that_can_not_be_right_are_refused(
    bundle: Path, changes: dict[str, torch.Tensor], named: str
) -> None:
    add_statistics(bundle, {**plain(), **changes})
    with pytest.raises(ModelError) as caught:
        load(bundle)
    assert caught.value.code == "model_damaged"
    assert named in caught.value.message


def test_statistics_that_are_not_the_cards_or_missing_are_refused(bundle: Path) -> None:
    add_statistics(bundle, plain())
    path = bundle / "features.safetensors"
    path.write_bytes(path.read_bytes()[:-1] + b"\x01")
    with pytest.raises(ModelError, match="SHA-256"):
        load(bundle)
    path.unlink()
    with pytest.raises(ModelError) as caught:
        load(bundle)
    assert caught.value.code == "model_missing"


def test_statistics_of_another_networks_features_are_refused(bundle: Path) -> None:
    add_statistics(bundle, {"mean": torch.zeros(2, 3), "precision": torch.eye(3)})
    subject = classifier_input(load(bundle), film(textured()))
    with pytest.raises(ModelError, match="features"):
        classify(subject)
