"""Is a map about what the network uses? Deletion, insertion, and a network of random weights.

Deletion and insertion: Petsiuk et al. 2018 (RISE, arXiv 1806.07421, section 4.2). The highest
places come first; they are blanked with the film's mean, or shown on its blurred version. Sanity:
Adebayo et al. 2018 (arXiv 1810.03292): a map that stays the same when all weights are drawn anew
says nothing of them.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import replace

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import FINDING, finding_probability, is_positive
from inference.attribution.film_logit import BATCH, FilmLogit
from inference.attribution.maps import attribute
from inference.core.errors import AnalysisError
from inference.core.explanation_types import Faithfulness, FaithfulnessRow
from inference.core.progress import CancelToken
from inference.core.types import AttributionMap, FloatArray, read_only
from inference.explanation.agreement import smooth
from inference.explanation.similarity import spearman

#: Places are this many model pixels squared, so that no pattern of single pixels is introduced.
CELL = 8
#: Shares of the film that are blanked or shown.
FRACTIONS: FloatArray = read_only(np.linspace(0, 1, 17, dtype=np.float32))
#: Random orders of places that give the baseline.
RANDOM_ORDERS = 3
#: Sigma of the blurred film that insertion starts from, as a share of S.
BLUR = 0.05
#: A map passes when |ρ| with the map of random weights is below this.
SANE = 0.5
PERTURBATION = "perturbation"


def faithfulness(
    subject: ClassifierInput,
    maps: Sequence[AttributionMap],
    delta: FloatArray,
    on_row: Callable[[int, int], None] = lambda row, rows: None,
    token: CancelToken | None = None,
) -> Faithfulness:
    """A row for each of `maps` and one for |`delta`|, beside random orders; AUCs are in [0, 1].

    Raises
    ------
    ModelError: "model_output_invalid". Cancelled; read before every batch.
    """
    token = token or CancelToken()
    trial = _Trial(subject, token)
    scrambled = randomised(subject)
    rows: list[FaithfulnessRow] = []
    for heat_map in maps:
        likeness = _likeness(scrambled, heat_map, token)
        rows.append(trial.row(str(heat_map.method), np.maximum(heat_map.values, 0), likeness))
        on_row(len(rows), len(maps) + 1)
    rows.append(trial.row(PERTURBATION, np.abs(delta), None))
    on_row(len(rows), len(maps) + 1)
    rng = np.random.default_rng(0)
    random = [trial.curves(rng.permutation(trial.cells)) for _ in range(RANDOM_ORDERS)]
    deletion, insertion = (float(np.mean([auc(pair[k]) for pair in random])) for k in (0, 1))
    return Faithfulness(tuple(rows), deletion, insertion)


def auc(curve: NDArray[np.float32]) -> float:
    """Area under a curve over `FRACTIONS`, by trapezes."""
    return float(((curve[1:] + curve[:-1]) / 2 * np.diff(FRACTIONS)).sum())


def randomised(subject: ClassifierInput, seed: int = 0) -> ClassifierInput:
    """`subject` with a copy of its network, all weights drawn anew with their layer's spread."""
    module = copy.deepcopy(subject.network.module)
    generator = torch.Generator().manual_seed(seed)
    for layer in module.modules():
        if isinstance(layer, nn.Conv2d | nn.Linear):
            spread = float(layer.weight.std())
            drawn = torch.randn(layer.weight.shape, generator=generator) * spread
            layer.weight = nn.Parameter(drawn.to(layer.weight), requires_grad=False)
    return replace(subject, network=replace(subject.network, module=module))


class _Trial:
    """One film whose places are blanked and shown in given orders."""

    def __init__(self, subject: ClassifierInput, token: CancelToken) -> None:
        self.logit = FilmLogit.of(subject, token)
        film = subject.source.image
        self.size = film.shape[0]
        self.side = -(-self.size // CELL)
        self.cells = self.side**2
        self.film = film
        self.grey = self.logit.mean_film().cpu().numpy()[0, 0]
        self.blurred = cv2.GaussianBlur(film, (0, 0), BLUR * self.size)
        self.found = is_positive(self._chances([film])[0], subject.network.card.operating_point)

    def row(self, source: str, values: FloatArray, likeness: float | None) -> FaithfulnessRow:
        deletion, insertion = self.curves(self._order(values))
        return FaithfulnessRow(
            source=source,
            fractions=FRACTIONS,
            deletion=read_only(deletion),
            insertion=read_only(insertion),
            deletion_auc=auc(deletion),
            insertion_auc=auc(insertion),
            randomised_similarity=likeness,
            passes_sanity=None if likeness is None else abs(likeness) < SANE,
        )

    def curves(self, order: NDArray[np.intp]) -> tuple[FloatArray, FloatArray]:
        """(K,) each: P of the class predicted, cells blanked, and shown, in `order`."""
        masks = [self._mask(order, float(fraction)) for fraction in FRACTIONS]
        deleted = [np.where(mask, self.grey, self.film) for mask in masks]
        inserted = [np.where(mask, self.film, self.blurred) for mask in masks]
        return self._predicted(deleted), self._predicted(inserted)

    def _order(self, values: FloatArray) -> NDArray[np.intp]:
        """Cells by their sum of `values`, highest first; of equal ones the earliest."""
        padded = np.zeros((self.side * CELL, self.side * CELL), np.float64)
        padded[: self.size, : self.size] = values
        sums = padded.reshape(self.side, CELL, self.side, CELL).sum((1, 3))
        return np.argsort(-sums.ravel(), kind="stable")

    def _mask(self, order: NDArray[np.intp], fraction: float) -> NDArray[np.bool_]:
        cells = np.zeros(self.cells, bool)
        cells[order[: round(fraction * self.cells)]] = True
        lattice = cells.reshape(self.side, self.side)
        return lattice.repeat(CELL, 0).repeat(CELL, 1)[: self.size, : self.size]

    def _predicted(self, films: Sequence[FloatArray]) -> FloatArray:
        chances = self._chances(films)
        return np.asarray(chances if self.found else 1 - chances, np.float32)

    def _chances(self, films: Sequence[FloatArray]) -> NDArray[np.float32]:
        subject, mask = self.logit.subject, self.logit.mask
        parts = []
        for start in range(0, len(films), BATCH):
            self.logit.token.raise_if_cancelled()
            stack = torch.cat([subject.tensor(film) for film in films[start : start + BATCH]])
            with torch.no_grad():
                logits = subject.logits(stack if mask is None else stack * mask)
            subject.finite(float(logits[:, FINDING].sum()))
            parts.append(finding_probability(logits).cpu().numpy())
        return np.asarray(np.concatenate(parts), np.float32)


def _likeness(
    scrambled: ClassifierInput, heat_map: AttributionMap, token: CancelToken
) -> float | None:
    """Spearman's ρ of the map and that of the random weights, over the film."""
    try:
        other = attribute(scrambled, heat_map.method, token)
    except AnalysisError:  # a method that can't follow random weights has no map to compare
        return None
    content = heat_map.grid.content
    sigma = CELL / 2
    first, second = (smooth(each.values, sigma)[content] for each in (heat_map, other))
    return spearman(first.ravel(), second.ravel())
