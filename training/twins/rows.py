"""Measures one picture of one direction of a pair: plain numbers that JSON can hold."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from inference.answers.classifier import ClassifierInput, classify
from inference.core.errors import AnalysisError
from inference.networks.models import Network
from training.results.table_rows import Networks
from training.twins.measures import Truth, chance, smoothed, where, which_way
from training.twins.methods import RANDOM, ROBUST, STANDARD, Method, Picture, Question
from training.twins.pairs import HEALTHY, ILL
from training.twins.reading import Film, Pair, truth_of

Row = dict[str, Any]
#: Which film a direction starts from, by the class of its twin.
FROM = {1: HEALTHY, 0: ILL}


@dataclass(frozen=True, slots=True, eq=False)
class OpenPair:
    """A pair with both films read and outlined."""

    pair: Pair
    networks: Networks
    films: dict[str, Film]
    shown: dict[tuple[str, int], tuple[ClassifierInput, Truth]] = field(default_factory=dict)

    @classmethod
    def of(cls, pair: Pair, networks: Networks) -> OpenPair:
        films = {which: Film.of(pair, which, networks.segmenter) for which in (HEALTHY, ILL)}
        return cls(pair, networks, films)

    def answers(self) -> Row:
        """Probabilities of the finding on both films, and who tells them apart."""
        row: Row = {"twin": self.pair.name, "body": self.pair.body, "answers": {}}
        for name, network in self.networks.classifiers.items():
            found = {which: classify(film.shown_to(network)) for which, film in self.films.items()}
            row["answers"][name] = {
                HEALTHY: found[HEALTHY].probability,
                ILL: found[ILL].probability,
                "apart": found[ILL].positive and not found[HEALTHY].positive,
            }
        return row

    def row(self, method: Method, target: int) -> Row:
        """What `method` draws towards `target`, measured; why not, where it failed."""
        film = self.films[FROM[target]]
        subject, truth = self._shown(_network(method, self.networks), target)
        row: Row = {
            "twin": self.pair.name,
            "body": self.pair.body,
            "target": target,
            "method": method.key,
        }
        if truth.empty:
            return {**row, "skipped": "no difference"}
        began = time.process_time()
        try:
            picture = method.draw(Question(film, self.networks, subject, target))
        except AnalysisError as error:
            return {**row, "skipped": error.code}
        seconds = round(time.process_time() - began, 3)
        return {**row, **measured(picture, truth), "seconds": seconds}

    def _shown(self, network: Network, target: int) -> tuple[ClassifierInput, Truth]:
        """The film as `network` sees it, and what truly differs; both made once."""
        known = self.shown.get((network.card.name, target))
        if known is None:
            film, twin = self.films[FROM[target]], self.films[FROM[1 - target]].radiograph
            subject = film.shown_to(network)
            known = self.shown[network.card.name, target] = (
                subject,
                truth_of(subject, film, twin),
            )
        return known


def measured(picture: Picture, truth: Truth) -> Row:
    """Where, chance, which way (raw, and smoothed by two pixels), how much."""
    soft = smoothed(picture.values)
    row: Row = {
        "truth_share": float(truth.places[truth.seen].mean()),
        "where": where(picture.values, truth),
        "where_smoothed": where(soft, truth),
        "chance": chance(picture.values, truth),
        "empty": not picture.values.any(),
        "figures": dict(picture.figures),
    }
    if picture.signed:
        row["way"] = which_way(picture.values, truth)
        row["way_smoothed"] = which_way(soft, truth)
    return _finite(row)


def _finite(row: Row) -> Row:
    """None for what is not a number: JSON has no nan."""
    return {key: _plain(value) for key, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return _finite(value)
    if isinstance(value, bool | str):
        return value
    return round(float(value), 5) if np.isfinite(value) else None


def _network(method: Method, networks: Networks) -> Network:
    if method.network in (STANDARD, RANDOM):
        return networks.standard
    assert method.network == ROBUST
    assert networks.robust is not None
    return networks.robust
