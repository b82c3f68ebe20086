"""Measures the one scale that each network's heat maps are drawn to, and writes it into its card.

    python -m training.map_scales --models resources/models --real DIR --simulated DIR

The scale of a method is the 99th percentile of the map's values (of their magnitudes, where they
are signed) over the film, over calibration films that the network calls positive: simulated ones of
settings A that are kept for calibration, and NIH films at 640 and 1024 pixels of patients who are
neither in a network's training nor in its test. Then it is measured how often a map says "little
activation" on NIH films at 1024 pixels: on those labelled and called negative it should, on those
called positive it should not.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from inference.answers.classifier import ClassifierInput, classifier_input, classify
from inference.answers.segmentation import segment
from inference.attribution.map_scale import PERCENTILE, scale_of
from inference.attribution.maps import attribute
from inference.core.types import AttributionMethod, MapScales, Segmentation
from inference.networks.models import ModelLibrary, Network
from training.bundles.bundle import change_card
from training.films.film_set import CALIBRATION, finished_lines
from training.films.further_films import list_further_films
from training.films.real_films import (
    NO_FINDING,
    Group,
    RealFilm,
    list_films,
    patient_groups,
    read_pixels,
)
from training.loop.steps import LOG, device
from training.results.table_films import radiograph_of

#: Order statistics that stand for the values of one map.
STATISTICS = 2001


@dataclass(frozen=True, slots=True, eq=False)
class Film:
    """One film that networks are shown."""

    path: Path
    labels: frozenset[str] = frozenset()

    def shown_to(self, networks: Sequence[Network], segmenter: Network) -> list[ClassifierInput]:
        radiograph = radiograph_of(read_pixels(self.path))
        lungs: Segmentation = segment(segmenter, radiograph)
        return [classifier_input(network, radiograph, lungs) for network in networks]


def calibration_films(real: Path, simulated: Sequence[Path]) -> tuple[list[Film], ...]:
    """(real, simulated) films to calibrate on, in the order of a hash of their names."""
    listed = list_films(real)
    groups = patient_groups(listed)
    aside = [film for film in listed if film.side == 1024 and groups[film.patient] == CALIBRATION]
    further = [
        film
        for film in list_further_films(real)
        if groups.get(film.patient, Group.CALIBRATION) == CALIBRATION
    ]
    found = [Film(film.path, film.labels) for film in (*aside, *further)]
    made = [Film(path) for folder in simulated for path in _for_calibration(folder)]
    return tuple(sorted(films, key=lambda film: _key(film.path)) for films in (found, made))


def _for_calibration(folder: Path) -> Iterator[Path]:
    for line in finished_lines(folder):
        if line["settings"] == "A" and int(line["deformation_seed"]) % 10 == 0:
            yield folder / f"{line['film']}.png"


def _key(path: Path) -> str:
    return hashlib.sha256(path.name.encode()).hexdigest()


def called_positive(
    films: Sequence[Film], networks: Sequence[Network], segmenter: Network, limit: int
) -> dict[str, list[ClassifierInput]]:
    """Network's name -> the first `limit` of `films` that it calls positive."""
    found: dict[str, list[ClassifierInput]] = {network.card.name: [] for network in networks}
    for film in films:
        wanted = [each for each in networks if len(found[each.card.name]) < limit]
        if not wanted:
            break
        for subject in film.shown_to(wanted, segmenter):
            if classify(subject).positive:
                found[subject.network.card.name].append(subject)
    return found


def scales_of(
    subjects: Sequence[ClassifierInput], methods: Sequence[AttributionMethod]
) -> MapScales:
    """The scales of one network from films that it calls positive."""
    values: dict[AttributionMethod, float] = {}
    for method in methods:
        pooled = np.concatenate([_statistics(subject, method) for subject in subjects])
        values[method] = float(np.percentile(pooled, PERCENTILE))
        LOG.info("%s, %s: %.4g", subjects[0].network.card.name, method, values[method])
    return MapScales(values, PERCENTILE, len(subjects))


def _statistics(subject: ClassifierInput, method: AttributionMethod) -> NDArray[np.float64]:
    """The map's values on the film, by magnitude, as many for every film."""
    sizes = np.abs(attribute(subject, method).values[subject.source.shown])
    return np.asarray(np.quantile(sizes, np.linspace(0, 1, STATISTICS)), np.float64)


@dataclass(frozen=True, slots=True)
class Shares:
    """How often a map says "little activation"."""

    negative: tuple[int, int]  # (how many, of how many) films labelled and called negative
    positive: tuple[int, int]  # ... called positive


def measured(
    films: Sequence[RealFilm],
    scales: Mapping[str, MapScales],
    networks: Sequence[Network],
    segmenter: Network,
    limit: int,
) -> dict[str, dict[AttributionMethod, Shares]]:
    """By network and method, on the first `limit` of `films` that fit in each of the two ways."""
    counts = {
        name: {method: np.zeros((2, 2), int) for method in found.values}
        for name, found in scales.items()
    }
    seen: Counter[tuple[str, bool]] = Counter()
    scaled = [_with_scales(network, scales[network.card.name]) for network in networks]
    for film in films:
        for subject in Film(film.path).shown_to(scaled, segmenter):
            name, positive = subject.network.card.name, classify(subject).positive
            fits = positive or film.labels == {NO_FINDING}
            if not fits or seen[name, positive] == limit:
                continue
            seen[name, positive] += 1
            for method, count in counts[name].items():
                count[int(positive)] += [scale_of(attribute(subject, method)).little, 1]
    return {
        name: {method: _shares(count) for method, count in found.items()}
        for name, found in counts.items()
    }


def _with_scales(network: Network, scales: MapScales) -> Network:
    return replace(network, card=replace(network.card, map_scales=scales))


def _shares(count: NDArray[np.int_]) -> Shares:
    (negative, negatives), (positive, positives) = count.tolist()
    return Shares((negative, negatives), (positive, positives))


def table(found: Mapping[str, Mapping[AttributionMethod, Shares]]) -> str:
    """Markdown: a row for each network and method."""
    rows = [
        "| network | map | little activation: negative films | positive films |",
        "|---|---|---|---|",
    ]
    for name, shares in found.items():
        for method, share in shares.items():
            negative, positive = (
                f"{few} of {many}" for few, many in (share.negative, share.positive)
            )
            rows.append(f"| {name} | {method} | {negative} | {positive} |")
    return "\n".join(rows)


def card_table(scales: MapScales) -> dict[str, object]:
    """`scales` for `card.toml`."""
    values = {str(method): float(f"{value:.4g}") for method, value in scales.values.items()}
    return {"percentile": scales.percentile, "films": scales.films, "values": values}


def main(arguments: Sequence[str] | None = None) -> None:
    """The command of the module's docstring."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    library, where = ModelLibrary(options.models), device()
    networks = list(library.classifiers(where))
    if options.robust:
        twins = (library.robust_twin(each.card.finding, where) for each in networks)
        networks = [twin for twin in twins if twin is not None]
    segmenter, methods = library.segmenter(where), list(AttributionMethod)
    pools = [
        called_positive(films, networks, segmenter, options.limit)
        for films in calibration_films(options.real, options.simulated)
    ]
    scales = {}
    for network in networks:
        name = network.card.name
        subjects = [subject for pool in pools for subject in pool[name]]
        if not subjects:
            LOG.warning("%s calls no calibration film positive: it has no scale", name)
            continue
        scales[name] = scales_of(subjects, methods)
        change_card(options.models / name, {"map_scales": card_table(scales[name])})
    networks = [network for network in networks if network.card.name in scales]
    films = sorted(
        (film for film in list_films(options.real) if film.side == 1024),
        key=lambda film: _key(film.path),
    )
    print(table(measured(films, scales, networks, segmenter, options.check)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure the scales of the networks' heat maps.")
    parser.add_argument("--models", type=Path, required=True, help="folder of the bundles")
    parser.add_argument("--real", type=Path, required=True, help="folder with nih_labels.csv")
    parser.add_argument("--simulated", type=Path, nargs="+", required=True)
    parser.add_argument("--limit", type=int, default=20, help="films of each kind and network")
    parser.add_argument("--check", type=int, default=30, help="films of each answer to check on")
    parser.add_argument("--robust", action="store_true", help="the robust twins instead")
    parser.add_argument("--threads", type=int, default=2)
    return parser
