"""The rows as figures with intervals: for `docs/RESULTS.md`, for JSON, for the bundles.

Intervals are 95 % percentile bootstraps over bodies (each pair has a body of its own).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from training.loop.figures import RESAMPLES, Interval
from training.twins.methods import EDGES, ONE_SIGN, ROBUST, STANDARD
from training.twins.names import name_of
from training.twins.rows import Row

TO_NO_FINDING, TO_FINDING = 0, 1
DIRECTIONS = {TO_NO_FINDING: "to_no_finding", TO_FINDING: "to_finding"}

#: Figure -> where it stands in a row.
FIGURES: Mapping[str, tuple[str, str]] = {
    "area": ("where", "area"),
    "area_smoothed": ("where_smoothed", "area"),
    "area_by_chance": ("chance", "area"),
    "mass": ("where", "mass"),
    "mass_by_chance": ("chance", "mass"),
    "pointing": ("where", "pointing"),
    "pointing_by_chance": ("chance", "pointing"),
    "sign": ("way", "sign"),
    "sign_smoothed": ("way_smoothed", "sign"),
    "sign_where_drawn": ("way", "sign_where_drawn"),
    "drawn": ("way", "drawn"),
}
#: Figures of how much that are not means of a row's own values.
RATIO, OPACITIES = "ratio_change", "true"


@dataclass(frozen=True, slots=True)
class Summary:
    """One finding: figures by method key, direction and name."""

    finding: str
    pairs: int
    apart: Mapping[str, int]  # network -> pairs that it tells apart
    figures: Mapping[str, Mapping[int, Mapping[str, Interval]]]


def summarised(finding: str, answers: Mapping[str, Row], rows: Iterable[Row]) -> Summary:
    """Means over the pairs that were measured."""
    grouped: dict[str, dict[int, list[Row]]] = {}
    for row in rows:
        if "skipped" not in row:
            grouped.setdefault(row["method"], {}).setdefault(int(row["target"]), []).append(row)
    apart = {
        network: sum(bool(each["answers"][network]["apart"]) for each in answers.values())
        for network in (STANDARD, ROBUST)
        if any(network in each["answers"] for each in answers.values())
    }
    found = {
        key: {target: _figures(chosen) for target, chosen in sorted(of_method.items())}
        for key, of_method in grouped.items()
    }
    return Summary(finding, len(answers), apart, found)


def _figures(rows: Sequence[Row]) -> dict[str, Interval]:
    bodies = [str(row["body"]) for row in rows]
    found = {}
    for name, (part, key) in FIGURES.items():
        values = [row.get(part, {}).get(key) for row in rows]
        if any(value is not None for value in values):
            found[name] = mean_interval(values, bodies)
    for key in sorted({key for row in rows for key in row["figures"]}):
        found[key] = mean_interval([row["figures"].get(key) for row in rows], bodies)
    found["seconds"] = mean_interval([row["seconds"] for row in rows], bodies)
    return found


def mean_interval(values: Sequence[float | None], bodies: Sequence[str]) -> Interval:
    """Mean over bodies of each body's mean, with its bootstrap; None is left out."""
    by_body: dict[str, list[float]] = {}
    for value, body in zip(values, bodies, strict=True):
        if value is not None:
            by_body.setdefault(body, []).append(float(value))
    means = np.array([np.mean(each) for each in by_body.values()])
    if not len(means):
        return Interval(float("nan"), float("nan"), float("nan"), 0, 0)
    draws = np.random.default_rng(0).integers(0, len(means), (RESAMPLES, len(means)))
    low, high = np.percentile(means[draws].mean(1), (2.5, 97.5))
    count = sum(len(each) for each in by_body.values())
    return Interval(float(means.mean()), float(low), float(high), count, len(means))


def as_json(found: Mapping[str, Summary]) -> dict[str, Any]:
    """Every figure as `{value, low, high, pairs}`."""
    return {
        finding: {
            "pairs": each.pairs,
            "told_apart": dict(each.apart),
            "left_out": {name: each.pairs - count for name, count in each.apart.items()},
            "methods": {
                key: {
                    DIRECTIONS[target]: {name: plain(value) for name, value in figures.items()}
                    for target, figures in directions.items()
                }
                for key, directions in sorted(each.figures.items())
            },
        }
        for finding, each in found.items()
    }


def plain(found: Interval) -> dict[str, float | int | None]:
    """JSON has no nan."""
    numbers = {"value": found.value, "low": found.low, "high": found.high}
    rounded = {k: round(v, 4) if np.isfinite(v) else None for k, v in numbers.items()}
    return {**rounded, "pairs": found.patients}


# --- Markdown ------------------------------------------------------------------------------------

HEAD = (
    "| picture | pairs | area | chance | random network | smoothed | mass (chance) "
    "| pointing (chance) | sign | sign, smoothed | sign where drawn (on) |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|"
)
INTRODUCTION = """## Explanations against a known cause

Made by `python -m training.truth`. *Twins* are pairs of simulated films (`python -m
training.simulate --twins`) of one body, geometry, exposure and noise, with and without the finding,
of acquisition settings B and of a seed that no training used: what differs, D, is the cause, and it
is known. A pair counts for a network that tells its films apart at its operating point. *Area*:
under precision and recall of |map| against |D| > a tenth of its maximum, over what the network
sees; *chance*: of the same map rolled over the film; *random network*: of a network whose weights
were all drawn anew (on every fourth pair); *smoothed*: of the map through a Gaussian of 2 pixels of
the network's grid. *Mass*: the map's share on true places. *Pointing*: its maximum lies within 2 %
of the thorax's width of one. *Sign*: share of what truly changes, weighted by |D|, where the signed
map has D's sign towards the twin; *where drawn*: the same where the map exceeds 1 % of its maximum,
and the share of the truth on which it does. Occlusion and Integrated Gradients from the film's mean
say for and against, not brighter and darker; their sign is read as if brightening were for. *One
sign everywhere* is brighter towards the finding, darker away from it, on every pixel: what a sign
is worth that looks at nothing. A counterfactual's map is the film's change at amplitude 1. Means,
in brackets 95 % bootstrap intervals over bodies."""
SAID = {
    TO_NO_FINDING: "ill film, towards no finding",
    TO_FINDING: "healthy film, towards the finding (where the finding *would* be, a network that "
    "sees the healthy film can't know)",
}


def markdown(found: Mapping[str, Summary]) -> str:
    """The section of `docs/RESULTS.md`."""
    parts = [INTRODUCTION]
    for finding, each in found.items():
        parts.append(f"### {finding.capitalize()}\n\n{_counted(each)}")
        for target, said in SAID.items():
            rows = _sorted(each, target)
            if rows:
                lines = "\n".join(_line(each, key, target) for key in rows)
                parts.append(f"*{said}*\n\n{HEAD}\n{lines}\n\n{_verdicts(each, target)}")
        parts += [text for text in (_how_much(each),) if text]
        parts.append(_best(each))
    return "\n\n".join(parts)


def _counted(summary: Summary) -> str:
    said = [
        f"the {name} network tells {count} of {summary.pairs} pairs apart and "
        f"{summary.pairs - count} are left out"
        for name, count in summary.apart.items()
    ]
    return "; ".join(said).capitalize() + "."


def _sorted(summary: Summary, target: int) -> list[str]:
    keys = [
        key
        for key, directions in summary.figures.items()
        if target in directions and not key.startswith("random:")
    ]
    return sorted(keys, key=lambda key: -summary.figures[key][target]["area"].value)


def _line(summary: Summary, key: str, target: int) -> str:
    found = summary.figures[key][target]
    random = summary.figures.get(f"random:{key}", {}).get(target)
    cells = [
        _said(key),
        str(found["area"].patients),
        _with_interval(found["area"]),
        _short(found["area_by_chance"]),
        _short(random["area"]) if random else "–",
        _short(found["area_smoothed"]),
        f"{_short(found['mass'])} ({_short(found['mass_by_chance'])})",
        f"{_short(found['pointing'])} ({_short(found['pointing_by_chance'])})",
        _with_interval(found.get("sign")),
        _short(found.get("sign_smoothed")),
        f"{_short(found['sign_where_drawn'])} ({_short(found['drawn'])})"
        if "sign_where_drawn" in found
        else "–",
    ]
    return f"| {' | '.join(cells)} |"


def _said(key: str) -> str:
    network, _, name = key.rpartition(":")
    return f"robust twin: {name_of(name)}" if network == ROBUST else name_of(name)


def _verdicts(summary: Summary, target: int) -> str:
    """Which pictures are no better than chance, or than the film's edges (intervals meet)."""
    pictures = [key for key in _sorted(summary, target) if key not in (EDGES, ONE_SIGN)]
    of = {key: summary.figures[key][target] for key in pictures}
    edges = summary.figures.get(EDGES, {}).get(target, {}).get("area")
    chance = [k for k, v in of.items() if v["area"].low <= v["area_by_chance"].high]
    like_edges = [
        k for k, v in of.items() if edges and k not in chance and v["area"].low <= edges.high
    ]
    said = "No better than chance: " + (", ".join(map(_said, chance)) or "none")
    if edges is None:
        return f"{said}."
    return f"{said}. No better than edges: {', '.join(map(_said, like_edges)) or 'none'}."


def _how_much(summary: Summary) -> str:
    """Change of the ratio, and opacities, against the true ones."""
    lines = []
    for key, directions in sorted(summary.figures.items()):
        for target, found in directions.items():
            where = f"{_said(key)}, {DIRECTIONS[target].replace('_', ' ')}"
            if "ratio_change" in found:
                lines.append(
                    f"- {where}: the ratio moves by {_signed(found['ratio_change'])}, in truth by "
                    f"{_signed(found['true_ratio_change'])}; the right way on "
                    f"{_percent(found['ratio_right_way'])}."
                )
            if "precision" in found:
                lines.append(
                    f"- {where}: {found['found'].value:.1f} opacities ({found['true'].value:.0f} "
                    f"in truth); precision within 3 mm {_with_interval(found['precision'])} "
                    f"(random places in the lungs {_short(found['chance_precision'])}), recall "
                    f"{_with_interval(found['recall'])}."
                )
    return "\n".join(lines)


def _best(summary: Summary) -> str:
    """Whether the aim is met: area 0.6 and sign 0.95 by one picture."""
    strictly, drawn = (_reached(summary, name) for name in ("sign", "sign_where_drawn"))
    return (
        f"Aim: area at least 0.6 and sign at least 0.95 in one picture: {strictly}. With the sign "
        f"counted only where the picture draws anything: {drawn}."
    )


def _reached(summary: Summary, sign: str) -> str:
    reached = [
        f"{_said(key)} ({DIRECTIONS[target].replace('_', ' ')})"
        for key, directions in sorted(summary.figures.items())
        for target, found in directions.items()
        if sign in found and found["area"].value >= 0.6 and found[sign].value >= 0.95
    ]
    return ", ".join(reached) if reached else "**no picture reaches it**"


def _short(found: Interval | None) -> str:
    return "–" if found is None or not np.isfinite(found.value) else f"{found.value:.2f}"


def _with_interval(found: Interval | None) -> str:
    if found is None or not np.isfinite(found.value):
        return "–"
    return f"{found.value:.2f} ({found.low:.2f}–{found.high:.2f})"


def _signed(found: Interval) -> str:
    return f"{found.value:+.3f} ({found.low:+.3f} to {found.high:+.3f})"


def _percent(found: Interval) -> str:
    return f"{100 * found.value:.0f} % ({100 * found.low:.0f}–{100 * found.high:.0f})"
