"""A model card in the reader's language: facts, measurements, texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from PySide6.QtCore import QCoreApplication

from gui.words import formatting
from gui.words.marking import QT_TRANSLATE_NOOP
from inference.core.types import ModelCard, Task

_TASKS = {
    Task.CLASSIFIER: QT_TRANSLATE_NOOP("cards", "Classifier"),
    Task.SEGMENTER: QT_TRANSLATE_NOOP("cards", "Segmentation"),
    Task.TRANSLATOR: QT_TRANSLATE_NOOP("cards", "Translator"),
    Task.AUTOENCODER: QT_TRANSLATE_NOOP("cards", "Autoencoder"),
}
#: Longest prefix first: where the films came from.
_SOURCES = {
    "nih_1024": QT_TRANSLATE_NOOP("cards", "NIH, 1024 px"),
    "nih_64": QT_TRANSLATE_NOOP("cards", "NIH, 64 px"),
    "nih_all": QT_TRANSLATE_NOOP("cards", "NIH, all"),
    "simulated_a": QT_TRANSLATE_NOOP("cards", "Simulated, settings A"),
    "simulated_b": QT_TRANSLATE_NOOP("cards", "Simulated, settings B"),
    "hybrid": QT_TRANSLATE_NOOP("cards", "Hybrid"),
    "to_no_finding": QT_TRANSLATE_NOOP("cards", "To no finding"),
    "to_finding": QT_TRANSLATE_NOOP("cards", "To the finding"),
    "own": QT_TRANSLATE_NOOP("cards", "Own films"),
    "real": QT_TRANSLATE_NOOP("cards", "NIH, 640 and 1024 px"),
    "simulated": QT_TRANSLATE_NOOP("cards", "Simulated, settings B"),
}
_MEASURES = {
    "auc": QT_TRANSLATE_NOOP("cards", "AUC"),
    "accuracy": QT_TRANSLATE_NOOP("cards", "Accuracy"),
    "sensitivity": QT_TRANSLATE_NOOP("cards", "Sensitivity"),
    "specificity": QT_TRANSLATE_NOOP("cards", "Specificity"),
    "lung_dice": QT_TRANSLATE_NOOP("cards", "Dice, lung fields"),
    "heart_dice": QT_TRANSLATE_NOOP("cards", "Dice, heart"),
    "ratio_error": QT_TRANSLATE_NOOP("cards", "Mean error of the cardiothoracic ratio"),
    "ratio_auc": QT_TRANSLATE_NOOP("cards", "AUC of the cardiothoracic ratio"),
    "no_finding_false_positives": QT_TRANSLATE_NOOP("cards", "False positives without finding"),
    "pgd_flips": QT_TRANSLATE_NOOP("cards", "Flipped by PGD, ε = 8/255"),
    "pgd_probability": QT_TRANSLATE_NOOP("cards", "P(target) when flipped, ε = 8/255"),
    "pgd_film_flips": QT_TRANSLATE_NOOP("cards", "Flipped by PGD in film space, ε = 8/255"),
    "pgd_film_probability": QT_TRANSLATE_NOOP(
        "cards", "P(target) when flipped in film space, ε = 8/255"
    ),
    "pgd_weak_flips": QT_TRANSLATE_NOOP("cards", "Flipped by PGD, ε = 2/255"),
    "pgd_weak_probability": QT_TRANSLATE_NOOP("cards", "P(target) when flipped, ε = 2/255"),
    "cyclegan_flips": QT_TRANSLATE_NOOP("cards", "Flipped by translation"),
    "cyclegan_flips_0": QT_TRANSLATE_NOOP("cards", "Flipped by translation to no finding"),
    "cyclegan_flips_1": QT_TRANSLATE_NOOP("cards", "Flipped by translation to the finding"),
    "round_trip_error": QT_TRANSLATE_NOOP("cards", "Error of there and back"),
    "mean_attention": QT_TRANSLATE_NOOP("cards", "Mean attention"),
    "mean_absolute_error": QT_TRANSLATE_NOOP("cards", "Mean absolute error of the picture"),
    "root_mean_square_error": QT_TRANSLATE_NOOP("cards", "Root mean square error of the picture"),
    "flat_error": QT_TRANSLATE_NOOP("cards", "Mean absolute error of an even grey"),
    "calibration_error": QT_TRANSLATE_NOOP("cards", "Calibration error"),
}
_PARTS = {
    "type": QT_TRANSLATE_NOOP("cards", "opacities of type {which}"),
    "profusion": QT_TRANSLATE_NOOP("cards", "profusion {which}"),
}
_TEXTS = {
    "intended_use": QT_TRANSLATE_NOOP("cards", "Intended use"),
    "limitations": QT_TRANSLATE_NOOP("cards", "Limitations"),
    "training_data": QT_TRANSLATE_NOOP("cards", "Training data"),
    "provenance": QT_TRANSLATE_NOOP("cards", "Provenance"),
    "licence": QT_TRANSLATE_NOOP("cards", "Licence"),
    "citation": QT_TRANSLATE_NOOP("cards", "Citation"),
}
_BUNDLE = QT_TRANSLATE_NOOP("cards", "Bundle")
_TASK = QT_TRANSLATE_NOOP("cards", "Task")
_ARCHITECTURE = QT_TRANSLATE_NOOP("cards", "Architecture")
_OUTPUTS = QT_TRANSLATE_NOOP("cards", "Outputs")
_INPUT = QT_TRANSLATE_NOOP("cards", "Input")
_POINT = QT_TRANSLATE_NOOP("cards", "Operating point")
_TEMPERATURE = QT_TRANSLATE_NOOP("cards", "Temperature")
_LIMIT = QT_TRANSLATE_NOOP("cards", "Out of distribution from")
_HELD_OUT = QT_TRANSLATE_NOOP("cards", "{distance}, above {share} of {films} films held out")
_SHA = QT_TRANSLATE_NOOP("cards", "SHA-256 of the weights")


def title(card: ModelCard) -> str:
    """What the network is for, e.g. "Cardiomegaly (robust)"."""
    name = formatting.finding_name(card.finding) if card.finding else _tr(_TASKS[card.task])
    if card.task is Task.TRANSLATOR:
        name = f"{name} — {_tr(_TASKS[card.task])}"
    if card.variant == "robust":
        return QCoreApplication.translate("cards", "{name} (robust)").format(name=name)
    return name


def facts(card: ModelCard, language: str) -> list[tuple[str, str]]:
    """(name, value) of what the program itself uses."""
    rows = [
        (_BUNDLE, f"{card.name} {card.version}"),
        (_TASK, _tr(_TASKS[card.task])),
        (_ARCHITECTURE, card.architecture),
        (_OUTPUTS, ", ".join(label[language] for label in card.labels)),
        (_INPUT, f"{card.input_size} × {card.input_size}"),
    ]
    if card.task is Task.CLASSIFIER:
        rows.append((_POINT, formatting.number(card.operating_point)))
        rows.append((_TEMPERATURE, formatting.number(card.temperature, 3)))
    limit = card.out_of_distribution
    if limit is not None:
        text = _tr(_HELD_OUT).format(
            distance=formatting.number(limit.threshold, 1),
            share=formatting.percent(limit.quantile),
            films=limit.films,
        )
        rows.append((_LIMIT, text))
    rows.append((_SHA, card.weights_sha256))
    return [(_tr(name), value) for name, value in rows]


def measures(card: ModelCard) -> list[tuple[str, str, str, str, str]]:
    """(films, measure, value, interval, counts) in the card's order."""
    rows = []
    for name, found in card.metrics.items():
        if not isinstance(found, Mapping) or "value" not in found:
            continue
        source, measure = metric_words(name)
        interval = ""
        if "low" in found and "high" in found:
            interval = f"{_number(found['low'])} – {_number(found['high'])}"
        counts = [str(found[key]) for key in ("films", "patients") if key in found]
        rows.append((source, measure, _number(found["value"]), interval, ", ".join(counts)))
    return rows


def metric_words(name: str) -> tuple[str, str]:
    """("Simulated, settings B", "Sensitivity, profusion 1") of "simulated_b_sensitivity_..."."""
    source = next((key for key in _SOURCES if name.startswith(f"{key}_")), "")
    rest = name[len(source) + 1 :] if source else name
    part = re.fullmatch(r"(\w+?)_(type|profusion)_(\w+)", rest)
    measure, kind, which = part.groups() if part else (rest, "", "")
    words = _tr(_MEASURES[measure]) if measure in _MEASURES else measure.replace("_", " ")
    if kind:
        words += ", " + _tr(_PARTS[kind]).format(which=which)
    return _tr(_SOURCES[source]) if source else "", words


def texts(card: ModelCard, language: str) -> Iterator[tuple[str, str]]:
    """(heading, text); a text that has a twin in the reader's language, e.g. "limitations_ja"."""
    known = [key for key in _TEXTS if key in card.texts]
    others = [key for key in card.texts if key not in _TEXTS and not key.endswith("_ja")]
    for key in (*known, *others):
        heading = _tr(_TEXTS[key]) if key in _TEXTS else key.replace("_", " ")
        yield heading, card.texts.get(f"{key}_{language}", card.texts[key])


def training(card: ModelCard) -> list[tuple[str, str]]:
    """(name, value) of how the bundle was made, nested tables flattened."""
    return list(_flat(card.training))


def _flat(table: Mapping[str, object], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        name = f"{above}{key}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{name}.")
        else:
            yield name, str(value)


def _number(value: object) -> str:
    return formatting.number(value, 3) if isinstance(value, int | float) else str(value)


def _tr(text: str) -> str:
    return QCoreApplication.translate("cards", text)
