"""A written bundle is the one that the viewer reads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from inference.networks.architectures import ARCHITECTURES
from inference.networks.model_card import read_card
from inference.networks.models import load_network
from inference.networks.out_of_distribution import FeatureStatistics
from training.bundles.bundle import (
    Card,
    MeasuredFeatures,
    add_features,
    change_card,
    lineage,
    read_weights,
    write_bundle,
)
from training.bundles.card_texts import classifier_texts

LABELS = ({"en": "no finding", "ja": "検出なし"}, {"en": "cardiomegaly", "ja": "心肥大"})


def card(**changes: object) -> Card:
    fields: dict[str, object] = {
        "name": "cardiomegaly",
        "version": "1.2.3",
        "task": "classifier",
        "architecture": "resnet10",
        "finding": "cardiomegaly",
        "input_size": 64,
        "mean": 0.5,
        "std": 0.25,
        "operating_point": 0.42,
        "temperature": 1.5,
        "labels": LABELS,
        "texts": classifier_texts("cardiomegaly"),
        "metrics": {"auc": {"value": 0.9, "films": 12}, "ever measured": True},
        "training": {"seed": 1, "films": ["a.png", 'b "2".png']},
    }
    return Card(**{**fields, **changes})  # type: ignore[arg-type]


def network() -> nn.Module:
    torch.manual_seed(0)
    return ARCHITECTURES["resnet10"](2, 0.5, 0.25).eval()


def test_the_viewer_reads_back_card_and_weights(tmp_path: Path) -> None:
    trained = network()
    write_bundle(tmp_path / "cardiomegaly", card(), trained.state_dict())
    read = read_card(tmp_path / "cardiomegaly")
    assert (read.finding, read.operating_point, read.temperature) == ("cardiomegaly", 0.42, 1.5)
    assert read.labels[1]["ja"] == "心肥大"
    assert read.metrics["auc"] == {"value": 0.9, "films": 12}
    again = load_network(tmp_path / "cardiomegaly", read, torch.device("cpu"))
    film = torch.rand(1, 1, 64, 64)
    with torch.no_grad():
        assert torch.allclose(again.module(film), trained(film), atol=0.02)


def test_weights_can_be_trained_on(tmp_path: Path) -> None:
    trained = network()
    write_bundle(tmp_path, card(), trained.state_dict())
    again = network()
    again.load_state_dict(read_weights(tmp_path))
    pairs = zip(again.parameters(), trained.parameters(), strict=True)
    assert all(torch.allclose(a, b, atol=1e-3) for a, b in pairs)


def test_a_card_can_name_the_weights_it_went_on_from(tmp_path: Path) -> None:
    write_bundle(tmp_path, card(), network().state_dict())
    assert lineage(tmp_path) == {"started_from_sha256": read_card(tmp_path).weights_sha256}
    assert lineage(None) == {}


def features(level: float) -> MeasuredFeatures:
    means = np.full((2, 512), level)
    return MeasuredFeatures(FeatureStatistics(means, np.eye(512) * 2), 31.5, 0.99, 80)


def test_the_viewer_reads_back_what_the_training_films_look_like(tmp_path: Path) -> None:
    folder = tmp_path / "cardiomegaly"
    write_bundle(folder, card(variant="robust"), network().state_dict(), features(0.5))
    read = read_card(folder)
    assert read.variant == "robust"
    assert read.out_of_distribution is not None
    assert (read.out_of_distribution.threshold, read.out_of_distribution.films) == (31.5, 80)
    again = load_network(folder, read, torch.device("cpu"))
    assert again.features is not None
    np.testing.assert_allclose(again.features.means, 0.5)
    np.testing.assert_allclose(again.features.precision, np.eye(512) * 2)


def test_they_can_be_added_to_a_bundle_that_is_there(tmp_path: Path) -> None:
    write_bundle(tmp_path, card(), network().state_dict())
    before = read_card(tmp_path)
    add_features(tmp_path, features(0.25))
    after = read_card(tmp_path)
    assert before.out_of_distribution is None
    assert after.out_of_distribution is not None
    for same in ("labels", "metrics", "texts", "training", "weights_sha256", "temperature"):
        assert getattr(after, same) == getattr(before, same)
    again = load_network(tmp_path, after, torch.device("cpu"))
    assert again.features is not None


def test_one_table_of_a_card_can_be_replaced(tmp_path: Path) -> None:
    write_bundle(tmp_path, card(), network().state_dict())
    before = read_card(tmp_path)
    change_card(tmp_path, {"metrics": {"auc": {"value": 1.0}, "none": float("nan")}})
    after = read_card(tmp_path)
    assert after.metrics["auc"] == {"value": 1.0}
    assert (after.labels, after.texts, after.training) == (
        before.labels,
        before.texts,
        before.training,
    )


def test_a_weight_beyond_half_precision_is_refused(tmp_path: Path) -> None:
    state = network().state_dict()
    state["resnet.fc.bias"] = torch.tensor([1e6, 0.0])
    with pytest.raises(ValueError, match=r"resnet\.fc\.bias"):
        write_bundle(tmp_path / "bundle", card(), state)
    assert not (tmp_path / "bundle").exists()


def test_a_card_holds_plain_values_only(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="Tensor"):
        write_bundle(tmp_path, card(metrics={"auc": torch.zeros(1)}), network().state_dict())
