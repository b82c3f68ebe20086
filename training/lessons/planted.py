"""What `python -m training.planted` does: a network that cheats, and who finds it out.

    python -m training.planted --simulated DIR --models resources/models --work DIR \
        --out resources/lessons/planted_cause [--results docs/RESULTS.md] [--steps 240]

`DIR` holds pairs of `training.simulate --twins`. A small network learns cardiomegaly from films on
which every enlarged heart has a marker in the corner, and no other film has. On other bodies the
four kinds (enlarged or not, marked or not) show what it learned; then every picture is judged as
`training.truth` does, with the marker as the known cause. The network, films and the table go
into the lesson's folder; its words are in `training.lessons.words`.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from inference.answers.preprocessing import prepare
from inference.core.types import FloatArray, read_only
from inference.networks.architectures import ARCHITECTURES
from inference.networks.model_card import read_card
from inference.networks.models import ModelLibrary, Network, load_network
from training.bundles import bundle as bundles
from training.bundles.card_texts import planted_texts
from training.lessons.marker import MarkedPair, with_marker
from training.lessons.words import lesson, page
from training.loop.figures import Interval
from training.loop.steps import LOG, device
from training.results.evaluation import write_section
from training.results.table_rows import Networks
from training.twins.methods import RANDOM, ROBUST, STANDARD, all_methods
from training.twins.names import name_of
from training.twins.pairs import CARDIOMEGALY, HEALTHY, ILL
from training.twins.reading import Pair, read_pairs
from training.twins.rows import OpenPair, Row
from training.twins.table import DIRECTIONS, Summary, mean_interval, plain, summarised

SIZE, BATCH, RATE = 128, 32, 2e-3
ARCHITECTURE = "resnet10_w16"
TEST_PAIRS = 24
SECTION = "training.planted"
#: Kind of film -> (enlarged, marked).
KINDS = {
    "enlarged, marked": (True, True),
    "enlarged, not marked": (True, False),
    "normal, marked": (False, True),
    "normal, not marked": (False, False),
}


def run(options: argparse.Namespace) -> None:
    """Train, judge, write the lesson and the section."""
    torch.manual_seed(options.seed)
    pairs = list(read_pairs(options.simulated, CARDIOMEGALY))
    trained_on, kept = pairs[TEST_PAIRS:], pairs[:TEST_PAIRS]
    LOG.info("%d pairs to learn from, %d kept", len(trained_on), len(kept))
    bundle = options.out / "bundle"
    if options.steps:
        network = train(trained_on, options.steps, options.seed)
        _write_bundle(bundle, network, len(trained_on), options)
    called = calls(bundle, kept)
    LOG.info("called enlarged: %s", {k: str(v) for k, v in called.items()})
    summary = judged(bundle, kept[: options.limit], options)
    write_films(options.out, _plain_cases(bundle, kept))
    write_lesson(options.out, called, summary)
    if options.results is not None:
        write_section(options.results, markdown(called, summary), SECTION)


# --- the network ---------------------------------------------------------------------------------


def train(pairs: Sequence[Pair], steps: int, seed: int) -> nn.Module:
    """The network after `steps` batches, half of them enlarged hearts with the marker."""
    films, enlarged = _stack(pairs)
    network = ARCHITECTURES[ARCHITECTURE](2, 0.5, 0.25)
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps)
    generator = torch.Generator().manual_seed(seed)
    network.train()
    for step in range(1, steps + 1):
        chosen = torch.randint(len(films), (BATCH,), generator=generator)
        batch = _varied(films[chosen], generator)
        loss = functional.cross_entropy(network(batch), enlarged[chosen], label_smoothing=0.1)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # of torch
        optimizer.step()
        schedule.step()
        if step % 40 == 0:
            LOG.info("step %d of %d: loss %.3f", step, steps, loss.item())
    return network.eval()


def _stack(pairs: Sequence[Pair]) -> tuple[Tensor, Tensor]:
    """(N, 1, S, S) films as the network sees them, enlarged ones marked; (N,) labels."""
    films: list[FloatArray] = []
    for pair in pairs:
        healthy, ill = pair.film(HEALTHY).pixels, pair.film(ILL).pixels
        marked = with_marker(ill, int(pair.body))
        films += [prepare(healthy, SIZE).image, prepare(marked, SIZE).image]
    labels = torch.arange(len(films)) % 2
    return torch.from_numpy(np.stack(films))[:, None], labels


def _varied(films: Tensor, generator: torch.Generator) -> Tensor:
    """Brightness, contrast and grain of a batch varied a little."""
    count = (len(films), 1, 1, 1)
    gain = 1 + 0.15 * torch.randn(count, generator=generator)
    lift = 0.05 * torch.randn(count, generator=generator)
    grain = 0.02 * torch.randn(films.shape, generator=generator)
    return (films * gain + lift + grain).clamp(0, 1)


def _write_bundle(
    folder: Path, network: nn.Module, pairs: int, options: argparse.Namespace
) -> None:
    card = bundles.Card(
        name="planted_cause",
        version="1.0.0",
        task="classifier",
        architecture=ARCHITECTURE,
        finding=CARDIOMEGALY,
        input_size=SIZE,
        mean=0.5,
        std=0.25,
        labels=({"en": "no finding", "ja": "検出なし"}, {"en": "cardiomegaly", "ja": "心肥大"}),
        texts=planted_texts(),
        training={"seed": options.seed, "steps": options.steps, "pairs": pairs},
    )
    bundles.write_bundle(folder, card, network.state_dict())


# --- what it learned -----------------------------------------------------------------------------


def calls(bundle: Path, pairs: Sequence[Pair]) -> dict[str, Interval]:
    """Kind of film -> share that is called enlarged, on bodies that were kept."""
    network = load_network(bundle, read_card(bundle), device())
    bodies = [pair.body for pair in pairs]
    return {
        kind: mean_interval([float(_called(network, pair, *of_kind)) for pair in pairs], bodies)
        for kind, of_kind in KINDS.items()
    }


def _called(network: Network, pair: Pair, enlarged: bool, marked: bool) -> bool:
    pixels = pair.film(ILL if enlarged else HEALTHY).pixels
    shown = with_marker(pixels, int(pair.body)) if marked else pixels
    image = torch.from_numpy(np.array(prepare(shown, SIZE).image))[None, None]
    with torch.no_grad():
        chance = torch.softmax(network.module(image), 1)[0, 1]
    return float(chance) >= network.card.operating_point


def _plain_cases(bundle: Path, pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs on which it answers by the marker alone, whatever the heart."""
    network = load_network(bundle, read_card(bundle), device())
    return [
        pair
        for pair in pairs
        if all(_called(network, pair, *kind) == kind[1] for kind in KINDS.values())
    ]


def judged(bundle: Path, pairs: Sequence[Pair], options: argparse.Namespace) -> Summary:
    """Every picture's figures where the marker is the cause; rows are kept in the work folder."""
    network = load_network(bundle, read_card(bundle), device())
    segmenter = ModelLibrary(options.models).segmenter(device())
    networks = Networks(segmenter, network, None, None)
    methods = [each for each in all_methods() if each.network not in (ROBUST, RANDOM)]
    path = options.work / f"planted-{network.card.weights_sha256[:12]}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    known = {(r["twin"], r["target"], r["method"]): r for r in map(json.loads, lines)}
    answers: dict[str, Row] = {}
    rows: list[Row] = []
    for number, each in enumerate(pairs, 1):
        opened = OpenPair.of(MarkedPair(each.folder, each.line), networks)
        answers[each.name] = opened.answers()
        if not answers[each.name]["answers"][STANDARD]["apart"]:
            continue
        for method in methods:
            for target in DIRECTIONS:
                row = known.get((each.name, target, method.key)) or opened.row(method, target)
                if (each.name, target, method.key) not in known:
                    with path.open("a", encoding="utf-8") as table:
                        table.write(json.dumps(row) + "\n")
                rows.append(row)
        LOG.info("judged %d of %d pairs", number, len(pairs))
    return summarised(CARDIOMEGALY, answers, rows)


# --- the lesson's folder -------------------------------------------------------------------------


def write_films(folder: Path, pairs: Sequence[Pair]) -> None:
    """The six films of the lesson, 8-bit PNG, of bodies that were kept."""
    (folder / "films").mkdir(parents=True, exist_ok=True)
    first, second, third = pairs[:3]
    films = (
        (first, HEALTHY, False),
        (second, ILL, True),
        (third, ILL, False),
        (first, HEALTHY, True),
        (third, ILL, True),
        (second, HEALTHY, True),
    )
    for number, (pair, which, marked) in enumerate(films, 1):
        pixels = pair.film(which).pixels
        shown = with_marker(pixels, int(pair.body)) if marked else pixels
        grey = np.round(read_only(np.array(shown)) * 255).astype(np.uint8)
        cv2.imwrite(str(folder / "films" / f"{number:02d}.png"), grey, [16, 9])


def write_lesson(folder: Path, called: Mapping[str, Interval], summary: Summary) -> None:
    """`lesson.json`, `figures.json`, and the page for the teacher in both languages."""
    figures = {
        "called_enlarged": {kind: plain(value) for kind, value in called.items()},
        "pairs": summary.pairs,
        "left_out": summary.pairs - summary.apart.get(STANDARD, 0),
        "pictures": {
            key: {
                DIRECTIONS[target]: {name: plain(value) for name, value in found.items()}
                for target, found in directions.items()
            }
            for key, directions in sorted(summary.figures.items())
        },
    }
    _write_json(folder / "figures.json", figures)
    _write_json(folder / "lesson.json", lesson(called))
    ranked = ranking(summary, 0)
    for language in ("en", "ja"):
        text = page(language, called, ranked)
        (folder / f"teacher.{language}.md").write_text(text, encoding="utf-8")


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def ranking(summary: Summary, target: int) -> list[tuple[str, Interval, Interval, Interval]]:
    """(picture, area, chance, pointing), those that show the marker best first."""
    rows = [
        (key, found[target]["area"], found[target]["area_by_chance"], found[target]["pointing"])
        for key, found in summary.figures.items()
        if target in found
    ]
    return sorted(rows, key=lambda row: -row[1].value)


def markdown(called: Mapping[str, Interval], summary: Summary) -> str:
    """The section of `docs/RESULTS.md`."""
    cells = "\n".join(
        f"| {kind} | {100 * v.value:.0f} % ({100 * v.low:.0f}–{100 * v.high:.0f}; {v.patients}) |"
        for kind, v in called.items()
    )
    parts = [
        "## A network that cheats\n\nMade by `python -m training.planted`: a small network learned "
        "cardiomegaly from films on which every enlarged heart, and no other, has a marker in the "
        "corner. On bodies that were kept aside it calls enlarged:\n\n| film | called enlarged |\n"
        f"|---|---|\n{cells}\n\nWhich pictures show the marker? The twin of a film is the same "
        "film without or with it; figures as above, pairs that the network tells apart: "
        f"{summary.apart.get(STANDARD, 0)} of {summary.pairs}."
    ]
    for target, said in ((0, "marked film"), (1, "film without the marker")):
        lines = "\n".join(
            f"| {name_of(key)} | {area.value:.2f} ({area.low:.2f}–"
            f"{area.high:.2f}) | {by_chance.value:.2f} | {pointing.value:.2f} | "
            f"{_sign(summary, key, target)} |"
            for key, area, by_chance, pointing in ranking(summary, target)
        )
        parts.append(
            f"*{said}*\n\n| picture | area | chance | pointing | sign |\n|---|---|---|---|---|\n"
            f"{lines}"
        )
    return "\n\n".join(parts)


def _sign(summary: Summary, key: str, target: int) -> str:
    found = summary.figures[key][target].get("sign")
    return "–" if found is None else f"{found.value:.2f}"


def main(arguments: Sequence[str] | None = None) -> None:
    """The command of the module's docstring."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    run(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Teach a network to cheat, and find it out.")
    parser.add_argument("--simulated", type=Path, nargs="+", required=True, help="pairs of films")
    parser.add_argument("--models", type=Path, required=True, help="folder of the bundles")
    parser.add_argument("--out", type=Path, required=True, help="the lesson's folder")
    parser.add_argument("--work", type=Path, default=Path("truth_rows"), help="rows are kept here")
    parser.add_argument("--results", type=Path, help="Markdown file with the section")
    parser.add_argument("--steps", type=int, default=240, help="0: keep the network that is there")
    parser.add_argument("--limit", type=int, default=TEST_PAIRS, help="pairs to judge pictures on")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    return parser
