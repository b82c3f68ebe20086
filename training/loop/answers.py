"""What networks answer on many films at once, and how a classifier is calibrated by that."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from inference.answers.segmentation import cleaned
from inference.core.geometry import FilmGrid
from inference.core.types import FloatArray
from inference.networks.model_card import read_card
from inference.networks.models import Network, load_network
from training.loop.figures import best_operating_point, fit_temperature
from training.loop.steps import device


@dataclass(slots=True)
class Answers:
    """A network's answers on some films."""

    logits: NDArray[np.float64]  # (N, 2)
    positive: NDArray[np.bool_]  # (N,) truth, or the label
    patients: list[str]
    groups: NDArray[np.str_]
    sources: NDArray[np.str_]

    @property
    def probabilities(self) -> NDArray[np.float64]:
        """(N,) of the finding."""
        return 1 / (1 + np.exp(self.logits[:, 0] - self.logits[:, 1]))


@torch.no_grad()
def answer(network: nn.Module, images: Tensor) -> NDArray[np.float64]:
    """(N, 2) logits, float64, of (N, 1, S, S) images."""
    network.eval()
    parts = [network(part.float().to(device())).cpu() for part in torch.split(images, 32)]
    return np.asarray(torch.cat(parts).numpy(), np.float64)


def calibrate(answers: Answers) -> tuple[float, float]:
    """(operating point, temperature) from `answers` on films kept aside for this.

    The operating point has the greatest sensitivity + specificity (Youden 1950), mean over the
    sources that hold both classes: many easy films of one do not decide for the others.
    """
    sources = [
        (answers.probabilities[chosen], answers.positive[chosen])
        for chosen in (answers.sources == source for source in sorted(set(answers.sources)))
        if answers.positive[chosen].any() and not answers.positive[chosen].all()
    ]
    return best_operating_point(sources), round(
        fit_temperature(answers.logits, answers.positive), 3
    )


def load_segmenter(models: Path) -> Network:
    """The segmentation bundle of `models`."""
    folder = models / "segmentation"
    return load_network(folder, read_card(folder), device())


@torch.no_grad()
def segment_all(segmenter: Network, images: Tensor) -> FloatArray:
    """(N, 3, s, s) cleaned probabilities of images (N, 1, s, s) on the segmenter's own grid."""
    parts = [
        torch.sigmoid(segmenter.module(part.float().to(segmenter.device))).cpu()
        for part in torch.split(images, 16)
    ]
    size = images.shape[-1]
    grid = FilmGrid((size, size), size)
    maps = torch.cat(parts).numpy()
    return np.stack([[cleaned(part, grid) for part in film] for film in maps])
