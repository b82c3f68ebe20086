"""Writes a model bundle for `networks.models`: card, weights, and what its films look like to it.

`card.toml`, `weights.safetensors` and, where the training films' features were measured,
`features.safetensors`.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

import tomli_w
import torch
import torchvision
from safetensors.torch import load, save
from torch import Tensor

from inference import __version__
from inference.networks.model_card import CARD, WEIGHTS
from inference.networks.out_of_distribution import FEATURES, FeatureStatistics
from training.bundles.japanese import with_japanese


@dataclass(frozen=True, slots=True)
class Card:
    """What `card.toml` says; field names are its keys."""

    name: str
    version: str
    task: str
    architecture: str
    finding: str
    input_size: int
    mean: float
    std: float
    extraction: str = "none"
    extraction_margin: float = 0.0
    operating_point: float = 0.5
    temperature: float = 1.0
    variant: str = "standard"  # or "robust"
    labels: Sequence[Mapping[str, str]] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    metrics: Mapping[str, object] = field(default_factory=dict)
    training: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class MeasuredFeatures:
    """What a network's training films look like to it, and the limit from films held out."""

    statistics: FeatureStatistics
    threshold: float
    quantile: float
    films: int


def write_bundle(
    folder: Path,
    card: Card,
    state: Mapping[str, Tensor],
    features: MeasuredFeatures | None = None,
) -> None:
    """Write `state` as float16, `features`, and the card with SHA-256 sums and the versions used.

    Raises ValueError if a weight is not finite in float16. Every file is replaced as a whole.
    """
    weights = {name: _half(name, value) for name, value in state.items()}
    stored = save(weights)
    versions = {
        "program": __version__,
        "torch": torch.__version__,
        "torchvision": torchvision.__version__,
    }
    described = {each.name: getattr(card, each.name) for each in fields(card)}
    described["training"] = {**card.training, "versions": versions}
    described["texts"] = with_japanese(card.texts)
    described["weights_sha256"] = hashlib.sha256(stored).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    _replace(folder / WEIGHTS, stored)
    if features is not None:
        described["out_of_distribution"] = _write_features(folder, features)
    _replace(folder / CARD, tomli_w.dumps(described).encode("utf-8"))


def add_features(folder: Path, features: MeasuredFeatures) -> None:
    """Add `features` to the bundle in `folder`, or replace those it has."""
    change_card(folder, {"out_of_distribution": _write_features(folder, features)})


def change_card(folder: Path, tables: Mapping[str, object]) -> None:
    """Replace top-level entries of the card in `folder`; the others stay as they are."""
    path = folder / CARD
    card = tomllib.loads(path.read_text(encoding="utf-8"))
    _replace(path, tomli_w.dumps({**card, **tables}).encode("utf-8"))


def _write_features(folder: Path, features: MeasuredFeatures) -> dict[str, object]:
    """Write the statistics; what the card has to say of them."""
    tensors = {"mean": features.statistics.means, "precision": features.statistics.precision}
    stored = save({name: torch.from_numpy(part).float() for name, part in tensors.items()})
    _replace(folder / FEATURES, stored)
    return {
        "threshold": round(features.threshold, 4),
        "features_sha256": hashlib.sha256(stored).hexdigest(),
        "quantile": features.quantile,
        "films": features.films,
    }


def read_weights(folder: Path) -> dict[str, Tensor]:
    """The weights of a bundle as float32, to train on."""
    state = load((folder / WEIGHTS).read_bytes())
    return {k: v.float() if v.dtype.is_floating_point else v for k, v in state.items()}


def lineage(start: Path | None) -> dict[str, str]:
    """For a card: the weights that training went on from, if any."""
    if start is None:
        return {}
    return {"started_from_sha256": hashlib.sha256((start / WEIGHTS).read_bytes()).hexdigest()}


def _half(name: str, value: Tensor) -> Tensor:
    if not value.dtype.is_floating_point:
        return value.detach().cpu().contiguous()
    half = value.detach().cpu().to(torch.float16).contiguous()
    if not bool(torch.isfinite(half).all()):
        raise ValueError(f"weight {name} is not finite in float16")
    return half


def _replace(path: Path, content: bytes) -> None:
    part = path.with_suffix(path.suffix + ".part")
    part.write_bytes(content)
    part.replace(path)
