"""What `python -m training.evaluate` does: rows film by film, the table, the cards.

    python -m training.evaluate --simulated DIR --real DIR --models resources/models \
        --results docs/RESULTS.md --work DIR [--limit N] [--attacks N] [--cards]

The accuracy rests on every film kept aside. On the films beyond `--limit`, up to `--attacks`, the
standard network is attacked and nothing else is done: a flip rate needs hundreds of films, a map of
regions does not. Rows are kept in `--work`, so that an interrupted run goes on where it was; rows
of other weights are not used.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

from inference.core.errors import AnalysisError
from inference.networks.model_card import read_card
from inference.networks.models import ModelLibrary, Network, load_network
from training.bundles.bundle import change_card
from training.loop.steps import LOG, device
from training.results.paper_table import (
    PAPER,
    differences,
    distances,
    markdown,
    metrics,
)
from training.results.table_films import TableFilm, table_films
from training.results.table_rows import Networks, answer_row, attack_row, film_row

DISTANCES = (
    "### Films unlike those of the training\n\n"
    "Share of films that the standard network calls out of distribution (their distance in feature "
    "space exceeds the card's limit). Of the first two kinds that should be few, of those in "
    "italics, which are made of the same films, all."
)
SECTION = "training.evaluate"
#: How much is measured on a film.
ANSWERED, ATTACKED, WHOLE = range(3)


def run(options: argparse.Namespace) -> None:
    """Measure both findings and write the results."""
    library = ModelLibrary(options.models)
    parts, found = [_introduction(options)], {}
    for finding in options.findings:
        networks = Networks.of(library, finding, _whole(options, finding))
        rows = found[finding] = measured(options, finding, networks)
        parts.append(f"### {finding.capitalize()}\n\n{markdown(finding, rows)}")
        said = differences(finding, rows)
        parts.append("\n".join(f"- {sentence}" for sentence in said))
        if options.cards:
            write_cards(options.models, finding, networks, rows)
    unlike = distances(found)
    if unlike:
        parts.append(f"{DISTANCES}\n\n{unlike}")
    if options.results is not None:
        write_section(options.results, "\n\n".join(parts))


def measured(options: argparse.Namespace, finding: str, networks: Networks) -> list[dict[str, Any]]:
    """A row per film; those that are in the work folder already are not measured again."""
    path = options.work / f"{finding}-{networks.sums}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    known = {(row["source"], row["name"]): row for row in _read_rows(path)}
    where = finding, options.simulated or [], options.real
    whole = set(table_films(*where, options.limit))
    attacked = set(table_films(*where, max(options.limit, options.attacks)))
    films = table_films(*where)
    rows = []
    for number, film in enumerate(films, 1):
        depth = WHOLE if film in whole else ATTACKED if film in attacked else ANSWERED
        row = known.get((film.source, film.name))
        if row is None or row.get("depth", WHOLE) < depth:
            row = _row(networks, film, depth)
            with path.open("a", encoding="utf-8") as table:
                table.write(json.dumps(row) + "\n")
        if "skipped" not in row:
            rows.append(row)
        if number % 10 == 0 or number == len(films):
            LOG.info("%s: %d of %d films", finding, number, len(films))
    return rows


def _row(networks: Networks, film: TableFilm, depth: int) -> dict[str, Any]:
    about: dict[str, Any] = {
        "source": film.source,
        "name": film.name,
        "patient": film.patient,
        "positive": film.positive,
        "depth": depth,
    }
    radiograph = film.load(networks.segmenter)
    if radiograph is None:
        return {**about, "skipped": "no opacity would be seen"}
    try:
        return {**about, **(answer_row, attack_row, film_row)[depth](networks, radiograph)}
    except AnalysisError as error:
        LOG.warning("%s: %s", film.name, error)
        return {**about, "skipped": error.code}


def _read_rows(path: Path) -> list[dict[str, Any]]:
    """The finished rows; a line that was cut off by an interruption is left out."""
    if not path.is_file():
        return []
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError:
            LOG.warning("a row of %s was cut off", path.name)
    return rows


def _whole(options: argparse.Namespace, finding: str) -> Network | None:
    folder: Path | None = options.without_extraction
    if folder is None or finding != "pneumoconiosis":
        return None
    return load_network(folder, read_card(folder), device())


def write_cards(
    models: Path, finding: str, networks: Networks, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Add the figures to the cards of the classifiers and of the translator."""
    found: dict[str, dict[str, object]] = {}
    for column, network in networks.classifiers.items():
        if column != "whole":
            found[network.card.name] = metrics(rows, finding, column, translation=False)
    if networks.translator is not None:
        name = networks.translator.card.name
        found[name] = metrics(rows, finding, "standard", translation=True)
    for name, figures in found.items():
        folder = models / name
        kept = dict(read_card(folder).metrics)
        change_card(folder, {"metrics": {**kept, **figures}})


def write_section(path: Path, text: str, section: str = SECTION) -> None:
    """Put `text` between the markers of a Markdown file, at its end if it has none."""
    first, last = (f"<!-- {section}: {word} -->" for word in ("begin", "end"))
    old = path.read_text(encoding="utf-8") if path.is_file() else ""
    before, begin, rest = old.partition(first)
    after = rest.partition(last)[2] if begin else "\n"
    separator = "" if begin else "\n"
    part = path.with_suffix(".part")
    part.write_text(f"{before}{separator}{first}\n{text}\n{last}{after}", encoding="utf-8")
    part.replace(path)


def _introduction(options: argparse.Namespace) -> str:
    return (
        "## The paper's table, ours beside it\n\n"
        f"Made by `python -m training.evaluate --limit {options.limit}`: at most {options.limit} "
        "films of each kind and finding, half of them with it where there are so many. Mean (95 % "
        "bootstrap interval over patients; number of films). "
        f"{_attacked_more(options)}*Simulated*: acquisition settings B, "
        "never trained on. *Real*: NIH films of patients kept aside; for pneumoconiosis with and "
        "without drawn opacities, since no real case was at hand. δ is measured on the model grid "
        "in units of ε, positive where the film is brightened; the bands are 3 % of the thoracic "
        "width wide. The accuracy "
        "rests on every film kept aside, each real one once, at its greatest size. "
        "PGD stops at P(target) ≥ 0.9995 or after 20 steps (ε = 8/255), 10 steps "
        "(ε = 2/255), and acts on the network's input unless it says otherwise. The paper's two "
        "accuracies and CycleGAN rates are taken in the order in which it names the findings."
    )


def _attacked_more(options: argparse.Namespace) -> str:
    if options.attacks <= options.limit:
        return ""
    return (
        f"The standard networks were attacked on up to {options.attacks} (`--attacks "
        f"{options.attacks}`), in input space at ε = 8/255. "
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """The command of the module's docstring."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    run(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure the bundled networks as the paper does.")
    parser.add_argument("--simulated", type=Path, nargs="*", help="folders of training.simulate")
    parser.add_argument("--real", type=Path, help="folder with nih_labels.csv")
    parser.add_argument("--models", type=Path, required=True, help="folder of the bundles")
    parser.add_argument("--findings", nargs="*", choices=sorted(PAPER), default=sorted(PAPER))
    parser.add_argument("--limit", type=int, default=40, help="films of each kind and finding")
    parser.add_argument("--attacks", type=int, default=0, help="films that are attacked alone")
    parser.add_argument("--work", type=Path, required=True, help="rows are kept here")
    parser.add_argument("--results", type=Path, help="Markdown file with the section")
    parser.add_argument("--cards", action="store_true", help="write the figures to the cards, too")
    parser.add_argument(
        "--without-extraction", type=Path, help="bundle of a pneumoconiosis network on whole films"
    )
    parser.add_argument("--threads", type=int, default=2)
    return parser
