"""What a network answers to the film of a change: at full size, or to many of them quickly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import torch

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import FINDING, Criterion, target_gap
from inference.attack.perturbed import probability
from inference.core.counterfactual_types import Change
from inference.core.progress import CancelToken
from inference.core.types import FloatArray, Radiograph, read_only
from inference.counterfactual.composition import ChangedFilm, film_at

#: Pixels of the working film for each model pixel, along a side.
OVERSAMPLED = 2
#: Films that pass through the network together; few, so that a cancel is heard soon.
BATCH = 8


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """One film before one network. Every film is standardised anew, as if just opened."""

    subject: ClassifierInput
    working: ClassifierInput  # the same on a smaller film, if the film is large
    criterion: Criterion
    token: CancelToken
    before: float  # log-odds of the finding on the film itself

    @classmethod
    def of(cls, subject: ClassifierInput, criterion: Criterion, token: CancelToken) -> Judge:
        before = float(_log_odds(subject, [subject.radiograph.pixels])[0])
        return cls(subject, _working(subject), criterion, token, before)

    def at_full_size(self, change: Change, amplitude: float = 1.0) -> float:
        """Log-odds of the finding on the film composed at full size."""
        return log_odds_at(self.subject, change, amplitude)

    def quickly(self, changes: Sequence[tuple[Change, float]]) -> FloatArray:
        """(K,) float32 log-odds for changes at amplitudes, composed on the working film.

        Raises
        ------
        ModelError: "model_output_invalid". Cancelled.
        """
        parts = []
        pixels = self.working.radiograph.pixels
        for start in range(0, len(changes), BATCH):
            self.token.raise_if_cancelled()
            parts.append(_log_odds(self.working, drawn(pixels, changes[start : start + BATCH])))
        return np.concatenate(parts) if parts else np.zeros(0, np.float32)

    def turned(self, log_odds: float) -> bool:
        return self.criterion.flipped(probability(log_odds))

    def towards(self, log_odds: float) -> float:
        """Log-odds of the target."""
        return log_odds if self.criterion.target == FINDING else -log_odds


def log_odds_at(subject: ClassifierInput, change: Change | None, amplitude: float) -> float:
    """Log-odds of the finding on the film composed at full size.

    Raises
    ------
    ModelError: "model_output_invalid".
    """
    pixels = subject.radiograph.pixels
    film = pixels if change is None else film_at(pixels, change, amplitude)
    return float(_log_odds(subject, [film])[0])


def drawn(pixels: FloatArray, changes: Iterable[tuple[Change, float]]) -> Iterator[FloatArray]:
    """The film (H, W) of each change at its amplitude; neighbours that are one change share it."""
    film: ChangedFilm | None = None
    for change, amplitude in changes:
        if film is None or film.change is not change:
            film = ChangedFilm.of(pixels, change)
        yield film.at(amplitude)


def _log_odds(subject: ClassifierInput, films: Iterable[FloatArray]) -> FloatArray:
    shown = [subject.of_pixels(film) for film in films]
    batch = torch.cat([each.extracted(each.source.image) for each in shown])
    with torch.no_grad():
        odds = target_gap(subject.logits(batch), FINDING)
    subject.finite(float(odds.sum()))
    return np.asarray(odds.cpu().numpy(), np.float32)


def _working(subject: ClassifierInput) -> ClassifierInput:
    """`subject` on its film averaged to `OVERSAMPLED` pixels a model pixel; itself if small."""
    film, grid = subject.radiograph, subject.source.grid
    rows, columns = (OVERSAMPLED * n for n in grid.content_shape)
    if film.shape[0] <= rows or film.shape[1] <= columns:
        return subject
    small = _reduced(film, (columns, rows))
    return replace(subject, radiograph=small).of_pixels(small.pixels)


def _reduced(film: Radiograph, size: tuple[int, int]) -> Radiograph:
    pixels = cv2.resize(film.pixels, size, interpolation=cv2.INTER_AREA)
    padding = film.padding
    if padding is not None:
        share = cv2.resize(padding.astype(np.float32), size, interpolation=cv2.INTER_AREA)
        padding = read_only(share >= 0.5)
    return replace(film, pixels=read_only(np.clip(pixels, 0, 1)), padding=padding)
