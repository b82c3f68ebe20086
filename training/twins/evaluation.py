"""What `python -m training.truth` does: rows film by film, then the table, the cards, the lines.

    python -m training.truth --simulated DIR --models resources/models --json OUT \
        --results docs/RESULTS.md [--cards] [--limit 240] [--slow 60] [--work DIR] [--seconds N]

`DIR` holds pairs of `python -m training.simulate --twins --settings B` with a seed that no training
used. Each row (pair, direction, method) is kept in `--work` as soon as it is measured: a run that
is stopped, or ends after `--seconds`, goes on where it was; rows of other weights are not used.
All methods are measured on a few pairs first, then on more; those that need hundreds of passes on
the first `--slow` alone.
"""

from __future__ import annotations

import argparse
import json
import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch

from inference.networks.models import ModelLibrary
from training.loop.steps import LOG
from training.results.evaluation import write_section
from training.results.paper_table import PAPER
from training.results.table_rows import Networks
from training.twins.methods import (
    MEDIUM,
    QUICK,
    RANDOM,
    ROBUST,
    SLOW,
    STANDARD,
    Method,
    all_methods,
)
from training.twins.reading import Pair, read_pairs
from training.twins.rows import OpenPair, Row
from training.twins.shipped import write_truth
from training.twins.table import as_json, markdown, summarised

SECTION = "training.twins"
#: Pairs after which methods have been measured, by round: a run that ends early has some of all.
ROUNDS = {QUICK: (40, 120), MEDIUM: (12, 40), SLOW: (4, 12)}


@dataclass(slots=True)
class Rows:
    """The rows of one finding, kept in a file; one line per row."""

    path: Path
    answers: dict[str, Row] = field(default_factory=dict)  # by pair
    rows: dict[tuple[str, int, str], Row] = field(default_factory=dict)  # pair, target, method

    @classmethod
    def of(cls, path: Path) -> Rows:
        found = cls(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file():
            for text in path.read_text(encoding="utf-8").splitlines():
                try:
                    found._take(json.loads(text))
                except json.JSONDecodeError:
                    LOG.warning("a row of %s was cut off", path.name)
        return found

    def add(self, row: Row) -> None:
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        self._take(row)

    def _take(self, row: Row) -> None:
        if "answers" in row:
            self.answers[row["twin"]] = row
        else:
            self.rows[row["twin"], row["target"], row["method"]] = row


def measure(options: argparse.Namespace) -> dict[str, Rows]:
    """All rows of every finding that there is time for, in rounds of more and more pairs."""
    until = time.monotonic() + (float("inf") if options.seconds is None else options.seconds)
    networks = {
        finding: Networks.of(ModelLibrary(options.models), finding) for finding in options.findings
    }
    rows = {
        finding: Rows.of(options.work / f"{finding}-{found.sums}.jsonl")
        for finding, found in networks.items()
    }
    limits = {QUICK: options.limit, MEDIUM: options.limit, SLOW: options.slow}
    for turn in range(len(ROUNDS[QUICK]) + 1):
        for cost, limit in limits.items():
            count = min([*ROUNDS[cost], limit][turn], limit)
            for finding, found in networks.items():
                methods = _methods(cost, found, options)
                for pair in list(read_pairs(options.simulated, finding))[:count]:
                    if time.monotonic() > until:
                        return rows
                    _measure_pair(pair, found, methods, rows[finding])
                LOG.info("%s: %d pairs by %s methods", finding, count, cost)
    return rows


def _methods(cost: str, networks: Networks, options: argparse.Namespace) -> list[Method]:
    return [
        each
        for each in all_methods()
        if each.cost == cost
        and (each.network != ROBUST or networks.robust is not None)
        and (not options.methods or each.key in options.methods)
    ]


def _measure_pair(
    pair: Pair,
    networks: Networks,
    methods: Sequence[Method],
    rows: Rows,
) -> None:
    opened: OpenPair | None = None
    if pair.name not in rows.answers:
        opened = OpenPair.of(pair, networks)
        rows.add(opened.answers())
    for method, target in _due(pair, methods, rows):
        opened = opened or OpenPair.of(pair, networks)
        rows.add(opened.row(method, target))


def _due(pair: Pair, methods: Sequence[Method], rows: Rows) -> Iterator[tuple[Method, int]]:
    """What is not measured yet, of networks that tell the twins apart."""
    answers = rows.answers[pair.name]["answers"]
    number = int(str(pair.line["film"]).rpartition("_")[2])
    for method in methods:
        asked = STANDARD if method.network == RANDOM else method.network
        if not answers[asked]["apart"] or (method.network == RANDOM and number % 8 > 1):
            continue  # random networks: on every fourth pair, that is enough to know chance
        for target in (0, 1):
            if (pair.name, target, method.key) not in rows.rows:
                yield method, target


def run(options: argparse.Namespace) -> None:
    """Measure both findings and write what was asked for."""
    found = {
        finding: summarised(finding, rows.answers, rows.rows.values())
        for finding, rows in measure(options).items()
    }
    if options.json is not None:
        text = json.dumps(as_json(found), indent=1, ensure_ascii=False)
        options.json.write_text(text + "\n", encoding="utf-8")
    if options.results is not None:
        write_section(options.results, markdown(found), SECTION)
    if options.cards:
        for each in found.values():
            write_truth(options.models, each)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command of the module's docstring."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    run(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Judge explanations by a known cause.")
    parser.add_argument("--simulated", type=Path, nargs="+", required=True, help="pairs of films")
    parser.add_argument("--models", type=Path, required=True, help="folder of the bundles")
    parser.add_argument("--findings", nargs="*", choices=sorted(PAPER), default=sorted(PAPER))
    parser.add_argument("--methods", nargs="*", help="these alone, by their keys in the JSON")
    parser.add_argument("--limit", type=int, default=240, help="pairs of each finding")
    parser.add_argument("--slow", type=int, default=60, help="pairs for slow methods")
    parser.add_argument("--work", type=Path, default=Path("truth_rows"), help="rows are kept here")
    parser.add_argument("--seconds", type=float, help="stop measuring after so long")
    parser.add_argument("--json", type=Path, help="all figures")
    parser.add_argument("--results", type=Path, help="Markdown file with the section")
    parser.add_argument("--cards", action="store_true", help="write cards and truth.json, too")
    parser.add_argument("--threads", type=int, default=1)
    return parser
