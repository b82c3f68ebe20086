"""Every kind of counterfactual on a film of a pair: what the network sees change, and how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import Criterion
from inference.answers.segmentation import segment
from inference.core.counterfactual_types import CounterfactualKind, CounterfactualRequest
from inference.core.types import FloatArray, read_only
from inference.counterfactual.composition import film_at
from inference.counterfactual.kind import Context
from inference.counterfactual.registry import KINDS
from inference.counterfactual.search import counterfactual, margin_of
from inference.grids.resampling import film_mask
from training.results.table_rows import Networks
from training.twins.measures import places_found
from training.twins.pairs import CARDIOMEGALY
from training.twins.reading import Film, seen_change

#: How near to a true opacity one that was set or removed must lie.
REACH_MM = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """(S, S) signed change at amplitude 1, and figures of how much."""

    values: FloatArray
    figures: Mapping[str, float]


def kinds() -> tuple[CounterfactualKind, ...]:
    """The kinds that the program has."""
    return tuple(KINDS)


def find(
    kind: CounterfactualKind,
    subject: ClassifierInput,
    film: Film,
    networks: Networks,
    target: int,
) -> Drawn:
    """The counterfactual of `kind` that calls `film` the class `target`, or the best there was."""
    request = CounterfactualRequest((kind,), target=target, curve=False, checks=False)
    context = Context(
        subject=subject,
        criterion=Criterion(target, subject.network.card.operating_point, None),
        segmentation=film.segmentation,
        segmenter=networks.segmenter,
        twin=networks.robust,
        translator=networks.translator,
        autoencoder=networks.autoencoder,
        margin=margin_of(request),
    )
    found = counterfactual(KINDS[kind], context, request)
    if found.change is None:
        return Drawn(np.zeros_like(subject.source.image), {"flipped": 0.0})
    pixels = film_at(film.radiograph.pixels, found.change, 1.0)
    figures = {"flipped": float(found.flipped)}
    if kind is CounterfactualKind.SHAPE and film.pair.line["finding"] == CARDIOMEGALY:
        figures |= _ratio_figures(film, networks, pixels, target)
    if kind is CounterfactualKind.OPACITIES:
        places = [spot.place for spot in found.change.spots]
        figures |= opacity_figures(film, np.array(places, np.float32).reshape(-1, 2))
    return Drawn(seen_change(subject, pixels), figures)


def _ratio_figures(
    film: Film, networks: Networks, pixels: FloatArray, target: int
) -> dict[str, float]:
    """How far the cardiothoracic ratio moves, as the segmentation sees it, and in truth."""
    before = film.segmentation.cardiothoracic_ratio
    healthy, ill = film.pair.ratios
    towards = (ill - healthy) * (1 if target else -1)
    moved = ratio(film, networks, pixels) - (float("nan") if before is None else before.ratio)
    return {
        "ratio_change": moved,
        "true_ratio_change": towards,
        "ratio_right_way": float(moved * towards > 0),
    }


def ratio(film: Film, networks: Networks, pixels: FloatArray) -> float:
    """Cardiothoracic ratio that the segmentation sees on `film` with other pixels; nan: none."""
    outlined = segment(networks.segmenter, replace(film.radiograph, pixels=read_only(pixels)))
    found = outlined.cardiothoracic_ratio
    return float("nan") if found is None else found.ratio


def opacity_figures(film: Film, places: FloatArray) -> dict[str, float]:
    """Precision and recall of `places` (N, 2), film pixels, their number and the true one.

    `chance_precision` is what random places in the lung fields would have.
    """
    pair = film.pair
    reach = REACH_MM / float(pair.line["pixel_mm"])
    true = pair.opacities
    rng = np.random.default_rng(0)
    rows, columns = np.nonzero(film_mask(film.segmentation, "lungs"))
    drawn = rng.integers(len(rows), size=200) if len(rows) else np.zeros(0, int)
    random = np.stack([columns[drawn] + 0.5, rows[drawn] + 0.5], 1)
    found = places_found(np.asarray(places, np.float64).reshape(-1, 2), true, reach)
    return {
        **found,
        "true": float(len(true)),
        "chance_precision": places_found(random, true, reach)["precision"],
    }
