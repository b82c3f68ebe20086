"""Reads and checks the card of a model bundle. Needs the standard library only, never torch."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import resources
from inference.core.errors import ModelError
from inference.core.types import AttributionMethod, DistanceLimit, MapScales, ModelCard, Task

CARD, WEIGHTS = "card.toml", "weights.safetensors"
EXTRACTIONS = ("none", "lung_field")
VARIANTS = ("standard", "robust")

#: Outputs that a task's network has: classifiers (no finding, finding); segmenters (right lung,
#: left lung, heart); translators (to no finding, to finding); autoencoders (the film again).
OUTPUTS = {Task.CLASSIFIER: 2, Task.SEGMENTER: 3, Task.TRANSLATOR: 2, Task.AUTOENCODER: 1}
#: Tasks that are about one finding.
OF_A_FINDING = (Task.CLASSIFIER, Task.TRANSLATOR)
SHA256 = r"[0-9a-f]{64}"

_Value = TypeVar("_Value")


def read_cards(folder: Path | None = None) -> tuple[ModelCard, ...]:
    """The cards of all bundles below `folder` (default: the bundled ones), sorted by folder name.

    Raises
    ------
    ModelError: "model_missing" when there is no bundle at all, "model_damaged" for a bad card.
    """
    where = resources.folder("models") if folder is None else folder
    return tuple(read_card(path) for path in bundle_folders(where))


def bundle_folders(folder: Path) -> tuple[Path, ...]:
    """`folder` if it is a bundle, else the bundles in it, sorted by name.

    Raises
    ------
    ModelError: "model_missing" when there is none.
    """
    if (folder / CARD).is_file():
        return (folder,)
    folders = sorted(path.parent for path in folder.glob(f"*/{CARD}"))
    if not folders:
        raise ModelError("model_missing", name=folder.name)
    return tuple(folders)


def read_card(folder: Path) -> ModelCard:
    """The card of the bundle in `folder`, every value checked.

    Raises
    ------
    ModelError: "model_missing" when there is no card, "model_damaged" (with the reason) when a
        value is absent, of the wrong type, or outside its range.
    """
    try:
        table = tomllib.loads((folder / CARD).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelError("model_missing", name=folder.name) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise damaged(folder.name, f"its card can't be read ({type(error).__name__})") from error
    return _card(_Entries(folder.name, table))


def damaged(name: str, reason: str) -> ModelError:
    """The error for the bundle `name` that can't be used because of `reason`."""
    return ModelError("model_damaged", name=name, reason=reason)


class _Entries:
    """A card's top-level table; every access checks type and range."""

    def __init__(self, bundle: str, table: Mapping[str, object]) -> None:
        self.bundle, self.table = bundle, table

    def value(self, key: str, kind: type[_Value]) -> _Value:
        value = self.table.get(key)
        if not isinstance(value, kind) or isinstance(value, bool):
            raise damaged(self.bundle, f"its card lacks a valid “{key}”")
        return value

    def text(self, key: str, pattern: str = r"[^\x00-\x1f]+") -> str:
        text = self.value(key, str)
        return self.checked(key, text, re.fullmatch(pattern, text) is not None)

    def number(self, key: str, low: float, high: float) -> float:
        number = float(self.value(key, int | float))  # type: ignore[arg-type]  # a union is a type here
        return self.checked(key, number, math.isfinite(number) and low <= number <= high)

    def size(self, key: str) -> int:
        size = self.value(key, int)
        return self.checked(key, size, 32 <= size <= 2048 and size % 16 == 0)

    def count(self, key: str) -> int:
        count = self.value(key, int)
        return self.checked(key, count, count > 0)

    def choice(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        if default is not None and key not in self.table:
            return default
        text = self.value(key, str)
        return self.checked(key, text, text in choices)

    def labels(self, count: int) -> tuple[Mapping[str, str], ...]:
        labels = self.value("labels", list)
        good = len(labels) == count and all(
            isinstance(label, dict)
            and all(isinstance(label.get(language), str) for language in ("en", "ja"))
            for label in labels
        )
        return self.checked("labels", tuple(labels), good)

    def section(self, key: str) -> Mapping[str, object]:
        section = self.table.get(key, {})
        if not isinstance(section, dict):
            raise damaged(self.bundle, f"its card lacks a valid “{key}”")
        return section

    def texts(self) -> Mapping[str, str]:
        texts = self.section("texts")
        good = all(isinstance(text, str) for text in texts.values())
        return self.checked("texts", {key: str(text) for key, text in texts.items()}, good)

    def checked(self, key: str, value: _Value, good: bool) -> _Value:
        if not good:
            raise damaged(self.bundle, f"its card's “{key}” is out of range")
        return value


def _card(entries: _Entries) -> ModelCard:
    task = Task(entries.choice("task", tuple(OUTPUTS)))
    finding = entries.text("finding") if task in OF_A_FINDING else ""
    return ModelCard(
        name=entries.text("name", r"[\w.-]+"),
        version=entries.text("version"),
        task=task,
        architecture=entries.text("architecture"),
        finding=finding,
        labels=entries.labels(OUTPUTS[task]),
        input_size=entries.size("input_size"),
        mean=entries.number("mean", -10, 10),
        std=entries.number("std", 1e-6, 100),
        extraction=entries.choice("extraction", EXTRACTIONS),
        extraction_margin=entries.number("extraction_margin", 0, 0.5),
        operating_point=entries.number("operating_point", 1e-6, 1 - 1e-6),
        temperature=entries.number("temperature", 1e-3, 1e3),
        weights_sha256=entries.text("weights_sha256", SHA256),
        variant=entries.choice("variant", VARIANTS, "standard"),
        out_of_distribution=_distance_limit(entries),
        map_scales=_map_scales(entries),
        metrics=entries.section("metrics"),
        texts=entries.texts(),
        training=entries.section("training"),
    )


def _distance_limit(entries: _Entries) -> DistanceLimit | None:
    if "out_of_distribution" not in entries.table:
        return None
    limit = _Entries(entries.bundle, entries.section("out_of_distribution"))
    return DistanceLimit(
        threshold=limit.number("threshold", 1e-6, 1e9),
        features_sha256=limit.text("features_sha256", SHA256),
        quantile=limit.number("quantile", 0.5, 1),
        films=limit.count("films"),
    )


def _map_scales(entries: _Entries) -> MapScales | None:
    if "map_scales" not in entries.table:
        return None
    scales = _Entries(entries.bundle, entries.section("map_scales"))
    values = _Entries(entries.bundle, scales.section("values"))
    known = {str(method): method for method in AttributionMethod}
    for name in values.table.keys() - known.keys():
        raise damaged(entries.bundle, f"its card has a scale for the unknown map “{name}”")
    return MapScales(
        values={known[name]: values.number(name, 1e-12, 1e12) for name in values.table},
        percentile=scales.number("percentile", 50, 100),
        films=scales.count("films"),
    )
