"""What a bundle's pictures were worth where the cause is known (docs/explanation.md, "Truth").

`truth.json` beside a card, written by `python -m training.truth --cards`. It counts for the weights
that it names alone. Needs the standard library only.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import resources
from inference.core.types import ModelCard

FILE = "truth.json"
DIRECTIONS = ("to_no_finding", "to_finding")  # by target
#: Verdicts, by the area under precision and recall.
NO_BETTER_THAN_CHANCE, NO_BETTER_THAN_EDGES, BETTER = "chance", "edges", "better"
EDGES = "edges"


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over pairs of films, and its 95 % interval over bodies."""

    value: float
    low: float
    high: float
    pairs: int


@dataclass(frozen=True, slots=True)
class PictureTruth:
    """One kind of picture, one direction. Figures by name; those that it has not are missing.

    "area": under precision and recall against the true places, "area_by_chance": of the same
    picture moved elsewhere; "mass", "pointing" likewise; "sign": share of what truly changes where
    its sign is right, "sign_where_drawn": the same where it draws anything; for counterfactuals
    "ratio_change", "true_ratio_change", "ratio_right_way", "precision", "recall", "found", "true".
    """

    picture: str  # an `AttributionMethod`, a `CounterfactualKind`, "pgd_linf", "pgd_l2", "edges"
    target: int  # 0 no finding, 1 finding
    figures: Mapping[str, Figure]
    verdict: str  # a verdict above

    @property
    def area(self) -> Figure:
        return self.figures["area"]


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything that is known of one network's pictures."""

    pairs: int  # that were shown to the network
    left_out: int  # of them: it does not tell them apart
    pictures: Mapping[tuple[str, int], PictureTruth] = field(default_factory=dict)

    def of(self, picture: str, target: int) -> PictureTruth | None:
        """None: not measured."""
        return self.pictures.get((picture, target))


def bundled_truth(card: ModelCard) -> Truth | None:
    """The truth of a bundled network; None for any other, and where none was measured."""
    return read_truth(resources.folder("models") / card.name, card.weights_sha256)


@lru_cache(maxsize=16)
def read_truth(folder: Path, weights_sha256: str) -> Truth | None:
    """`truth.json` in `folder`; None where there is none, of other weights, or unreadable.

    It adds to a pane's title and is needed for nothing else, so a damaged one is as good as none.
    """
    try:
        table = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if table["weights_sha256"] != weights_sha256:
            return None
        return _truth(table)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _truth(table: Mapping[str, Any]) -> Truth:
    found: dict[tuple[str, int], PictureTruth] = {}
    of_edges = table["pictures"].get(EDGES, {})
    for name, directions in table["pictures"].items():
        for target, direction in enumerate(DIRECTIONS):
            if direction in directions:
                figures = _figures(directions[direction])
                edges = _figures(of_edges.get(direction, {})).get("area")
                verdict = _verdict(figures, None if name == EDGES else edges)
                found[name, target] = PictureTruth(name, target, figures, verdict)
    return Truth(int(table["pairs"]), int(table["left_out"]), MappingProxyType(found))


def _figures(table: Mapping[str, Any]) -> Mapping[str, Figure]:
    return MappingProxyType(
        {
            name: Figure(float(f["value"]), float(f["low"]), float(f["high"]), int(f["pairs"]))
            for name, f in table.items()
            if f["value"] is not None and math.isfinite(f["value"])
        }
    )


def _verdict(figures: Mapping[str, Figure], edges: Figure | None) -> str:
    """Better only where the intervals do not meet."""
    area, chance = figures["area"], figures["area_by_chance"]
    if area.low <= chance.high:
        return NO_BETTER_THAN_CHANCE
    if edges is not None and area.low <= edges.high:
        return NO_BETTER_THAN_EDGES
    return BETTER
