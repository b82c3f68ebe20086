"""Are the figures of the cards what the networks answer?

    python -m training.check_cards --models resources/models
    python -m training.check_cards --models resources/models --real NIH [--write]

The first computes the figures of the cards again from the answers that are kept film by film in
`training/answers` and looks whether the figures of a card can be true together: a share is a whole
number of films, and the accuracy follows from sensitivity and specificity. The second asks the
networks again on the real films; with `--write` it keeps these answers and puts the figures that
follow from them into the cards. Every difference is a line; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import logging
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

from inference.networks.model_card import read_card
from inference.networks.models import load_network
from training.bundles.bundle import change_card
from training.films.film_set import TEST, load_real
from training.loop.answers import answer, load_segmenter
from training.loop.kept_answers import (
    REAL,
    FilmAnswer,
    card_figures,
    read_answers,
    write_answers,
)
from training.loop.steps import device
from training.tasks.findings import PneumoconiosisTask, film_answers

ANSWERS = Path(__file__).parents[1] / "answers"
#: Figures of a card are rounded to so much; older cards to thousandths.
ROUNDING = 0.0006
#: Shares of films, whatever stands before or after these words in a figure's name.
SHARES = ("accuracy", "sensitivity", "specificity", "false_positives", "flips")
#: Another machine's arithmetic may move a margin by so much.
MARGIN_TOLERANCE = 0.02


def faults(models: Path, answers: Path = ANSWERS) -> list[str]:
    """One sentence for every figure below `models` that is not what was measured."""
    found = []
    for folder in sorted(path.parent for path in models.glob("*/card.toml")):
        metrics = card_metrics(folder)
        kept = answers / f"{folder.name}.csv"
        told = [*_impossible(metrics)]
        if kept.is_file():
            told += _unlike(metrics, folder, kept)
        found += [f"{folder.name}: {sentence}" for sentence in told]
    return found


def card_metrics(folder: Path) -> dict[str, Any]:
    """The figures of the card in `folder`."""
    text = (folder / "card.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text).get("metrics", {}))


def _unlike(metrics: Mapping[str, Any], folder: Path, kept: Path) -> Iterator[str]:
    card = read_card(folder)
    weights_sha256, answers = read_answers(kept)
    if weights_sha256 != card.weights_sha256:
        yield f"{kept.name} holds the answers of other weights"
        return
    for name, figure in card_figures(answers, card.operating_point).items():
        if metrics.get(name) != figure:
            yield f"{name} is {_told(metrics.get(name))}, the answers give {_told(figure)}"


def _told(figure: object) -> str:
    if not isinstance(figure, Mapping):
        return "missing"
    return f"{figure['value']} ({figure['low']} to {figure['high']}; {figure['films']})"


def _impossible(metrics: Mapping[str, Any]) -> Iterator[str]:
    """Figures that no count of films gives, or that contradict each other."""
    for name, figure in metrics.items():
        if not isinstance(figure, Mapping) or not any(share in name for share in SHARES):
            continue
        value, films = float(figure["value"]), int(figure["films"])
        if abs(round(value * films) / films - value) > ROUNDING:
            yield f"{name} is {value}, which is no whole number of {films} films"
    for name in metrics:
        if name.endswith("_accuracy"):
            yield from _accuracy(metrics, name.removesuffix("_accuracy"))


def _accuracy(metrics: Mapping[str, Any], source: str) -> Iterator[str]:
    names = ("accuracy", "sensitivity", "specificity")
    whole, ill, well = (metrics.get(f"{source}_{name}") for name in names)
    parts = [part for part in (ill, well) if part is not None]
    if (
        whole is None
        or not parts
        or sum(int(part["films"]) for part in parts) != int(whole["films"])
    ):
        return
    right = sum(round(float(part["value"]) * int(part["films"])) for part in parts)
    if abs(right / int(whole["films"]) - float(whole["value"])) > ROUNDING:
        yield (
            f"{source}_accuracy is {whole['value']}, but sensitivity and specificity give {right} "
            f"of {whole['films']} films"
        )


def ask(models: Path, name: str, real: Path, annotations: Path) -> list[FilmAnswer]:
    """What the bundle `name` answers on the real films that are kept aside for the test."""
    folder = models / name
    card = read_card(folder)
    text = (folder / "card.toml").read_text(encoding="utf-8")
    network = load_network(folder, card, device())
    if card.finding == "cardiomegaly":
        films = load_real(real, None, card.input_size)
        films = films.select(films.groups == TEST)
        logits = answer(network.module, films.images)
        return film_answers(logits, films, films.cardiomegaly)
    options = argparse.Namespace(
        real=real,
        annotations=annotations,
        simulated=None,
        seed=tomllib.loads(text)["training"]["seed"],  # of the opacities that are drawn
        size=card.input_size,
    )
    task = PneumoconiosisTask(options, load_segmenter(models))
    return task.test_answers(network.module)


def differences(kept: Sequence[FilmAnswer], again: Sequence[FilmAnswer]) -> list[str]:
    """One sentence for every real film whose kept answer is not what the network says now."""
    before = _by_film(answer for answer in kept if answer.source.startswith(REAL))
    now = _by_film(again)
    found = [f"{key}: kept, but no such film" for key in sorted(set(before) - set(now))]
    found += [f"{key}: no answer is kept" for key in sorted(set(now) - set(before))]
    for key in sorted(set(now) & set(before)):
        apart = abs(now[key].margin - before[key].margin)
        if apart > MARGIN_TOLERANCE or now[key].positive != before[key].positive:
            found.append(f"{key}: margin {before[key].margin:.3f} kept, {now[key].margin:.3f} now")
    return found


def _by_film(answers: Iterable[FilmAnswer]) -> dict[str, FilmAnswer]:
    """Answers by film; the n-th of a film with drawn opacities is the n-th that was drawn."""
    found: dict[str, FilmAnswer] = {}
    count: Counter[str] = Counter()
    for each in answers:
        name = f"{each.source} {each.film}{'+' if each.profusion else ''}"
        count[name] += 1
        found[f"{name} {count[name]}"] = each
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """The commands of the module's docstring; 1 where anything differs."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    torch.set_num_threads(options.threads)
    found: list[str] = []
    for kept in sorted(ANSWERS.glob("*.csv")) if options.real else ():
        folder = options.models / kept.stem
        again = ask(options.models, kept.stem, options.real, options.annotations)
        if options.write:
            card = read_card(folder)
            write_answers(kept, card.weights_sha256, again)
            figures = card_figures(read_answers(kept)[1], card.operating_point)
            change_card(folder, {"metrics": {**card_metrics(folder), **figures}})
        else:
            found += [f"{kept.stem}: {told}" for told in differences(read_answers(kept)[1], again)]
    found += faults(options.models)
    print("\n".join(found) or "every figure that can be checked is as measured")
    return 1 if found else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Compare the cards with what was measured.")
    parser.add_argument("--models", type=Path, required=True, help="folder of the bundles")
    parser.add_argument("--real", type=Path, help="folder with nih_labels.csv: ask again")
    parser.add_argument("--annotations", type=Path, default=ANSWERS.parent / "annotations")
    parser.add_argument("--write", action="store_true", help="keep the answers, mend the cards")
    parser.add_argument("--threads", type=int, default=2)
    return parser
