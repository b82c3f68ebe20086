"""Writes what a bundle says of its pictures: `truth.json`, its chief figures in the card."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inference.core.types import ModelCard, Task
from inference.networks.model_card import bundle_folders, read_card
from inference.networks.truth import FILE
from training.bundles.bundle import change_card
from training.loop.figures import Interval
from training.twins.methods import EDGES, ONE_SIGN, RANDOM, ROBUST, STANDARD
from training.twins.table import DIRECTIONS, Summary, plain

#: Of these a pane's title and the table of meaning are made.
SHIPPED = (
    *("area", "area_by_chance", "mass", "mass_by_chance", "pointing", "pointing_by_chance"),
    *("sign", "sign_smoothed", "sign_where_drawn", "drawn"),
    *("ratio_change", "true_ratio_change", "ratio_right_way"),
    *("precision", "chance_precision", "recall", "found", "true"),
)
#: Pairs below which a figure is not shipped: a title would promise more than is known.
LEAST_PAIRS = 10
#: What the card repeats of them.
IN_CARD = ("area", "area_by_chance", "sign")


def write_truth(models: Path, summary: Summary) -> None:
    """`truth.json` and the card's table `truth` of the finding's standard and robust network."""
    for folder in bundle_folders(models):
        card = read_card(folder)
        if card.task is Task.CLASSIFIER and card.finding == summary.finding:
            own = _of_variant(summary, card.variant)
            if own:
                _write(folder, card, summary, own)


def _of_variant(summary: Summary, variant: str) -> dict[str, Mapping[int, Mapping[str, Interval]]]:
    """By the picture's name; what knows of no network belongs to every one."""
    chosen: dict[str, Mapping[int, Mapping[str, Interval]]] = {}
    for key, directions in sorted(summary.figures.items()):
        network, _, name = key.rpartition(":")
        enough = {k: v for k, v in directions.items() if v["area"].patients >= LEAST_PAIRS}
        if not enough:
            continue
        if (network or STANDARD) == variant or (key in (EDGES, ONE_SIGN) and variant == ROBUST):
            chosen[name] = enough
    assert not any(key.startswith(RANDOM) for key in chosen)
    return chosen


def _write(
    folder: Path,
    card: ModelCard,
    summary: Summary,
    own: Mapping[str, Mapping[int, Mapping[str, Interval]]],
) -> None:
    told = summary.apart.get(card.variant, 0)
    table: dict[str, Any] = {
        "weights_sha256": card.weights_sha256,
        "pairs": summary.pairs,
        "left_out": summary.pairs - told,
        "pictures": {
            name: {
                DIRECTIONS[target]: {
                    figure: plain(found[figure]) for figure in SHIPPED if figure in found
                }
                for target, found in directions.items()
            }
            for name, directions in own.items()
        },
    }
    text = json.dumps(table, indent=1, ensure_ascii=False)
    (folder / FILE).write_text(text + "\n", encoding="utf-8")
    change_card(folder, {"truth": _of_card(table)})


def _of_card(table: Mapping[str, Any]) -> dict[str, Any]:
    """What the card says in short: per picture and direction its area, chance and sign."""
    pictures = {
        name: {
            direction: {
                figure: found[figure]["value"]
                for figure in IN_CARD
                if figure in found and found[figure]["value"] is not None
            }
            for direction, found in directions.items()
        }
        for name, directions in table["pictures"].items()
    }
    return {"pairs": table["pairs"], "left_out": table["left_out"], "pictures": pictures}
