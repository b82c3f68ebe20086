"""How far a film lies from those that a network was trained on, in the network's own features.

Mahalanobis distance of the pooled penultimate features to the nearest class mean, with one
precision matrix for all classes (Lee 2018, "A Simple Unified Framework for Detecting
Out-of-Distribution Samples", equations 1 and 2; here its square root). The statistics lie in the
bundle beside the weights; the limit, from held-out films, stands in the card.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn

from inference.core.types import ModelCard
from inference.networks.model_card import damaged

#: In a bundle: `mean` (K, D) or (D,) and `precision` (D, D), float32.
FEATURES = "features.safetensors"

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class FeatureStatistics:
    """What the training films look like to a network: K class means, D features."""

    means: Floats  # (K, D)
    precision: Floats  # (D, D), symmetric, positive semidefinite

    def distances(self, features: Floats) -> Floats:
        """(N, D) to (N,): distance of each film to the nearest class mean."""
        away = features[:, None] - self.means
        squares = np.einsum("nkd,de,nke->nk", away, self.precision, away, optimize=True)
        return np.asarray(np.sqrt(np.clip(squares, 0, None).min(1)))


def statistics_of(card: ModelCard, tensors: dict[str, Tensor]) -> FeatureStatistics:
    """The statistics that a bundle's tensors hold.

    Raises
    ------
    ModelError: "model_damaged" when a tensor is missing, of the wrong shape, not finite, or the
        precision is not symmetric.
    """
    if tensors.keys() != {"mean", "precision"}:
        raise damaged(card.name, f"its {FEATURES} must hold “mean” and “precision” alone")
    means, precision = (tensors[name].double().numpy() for name in ("mean", "precision"))
    means = np.atleast_2d(means)
    if means.ndim != 2 or not means.shape[0] or precision.shape != (means.shape[1],) * 2:
        raise damaged(card.name, f"its {FEATURES} has the wrong shape")
    if not np.allclose(precision, precision.T, rtol=1e-3, atol=1e-6 * np.abs(precision).max()):
        raise damaged(card.name, f"its {FEATURES} holds a precision that is not symmetric")
    return FeatureStatistics(means, precision)


@contextmanager
def pooled_features(module: nn.Module) -> Iterator[list[Tensor]]:
    """While open: what each run of `module` in this thread gives, (N, D), is appended to the list.

    The features are the target layer's maps, averaged over the picture: what a ResNet's last,
    linear layer is fed with. Without such a layer the list stays empty.
    """
    found: list[Tensor] = []
    layer = getattr(module, "target_layer", None)
    if not isinstance(layer, nn.Module):
        yield found
        return
    thread = threading.get_ident()

    def keep(_layer: nn.Module, _inputs: object, output: Tensor) -> None:
        if threading.get_ident() == thread and output.ndim == 4:
            found.append(output.detach().float().mean((2, 3)))

    hook = layer.register_forward_hook(keep)
    try:
        yield found
    finally:
        hook.remove()


def distance(
    card: ModelCard, statistics: FeatureStatistics | None, features: list[Tensor]
) -> float | None:
    """The first film's distance; None where the network can't tell.

    Raises
    ------
    ModelError: "model_damaged" when the statistics are of another network's features.
    """
    if statistics is None:
        return None
    if not features or features[0].shape[1] != statistics.means.shape[1]:
        raise damaged(card.name, f"its {FEATURES} is not of its network's features")
    one = np.asarray(features[0][:1].cpu().numpy(), np.float64)
    return float(statistics.distances(one)[0])
