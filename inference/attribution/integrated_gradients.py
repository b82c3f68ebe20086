"""Integrated Gradients (Sundararajan et al. 2017, equation 1), by Gauss-Legendre quadrature.

(x - b) · ∫ ∂logit/∂x at b + t(x - b) dt for t from 0 to 1, b the baseline film. *Completeness*
(their axiom, proposition 1): the map sums to logit(x) - logit(b). It is checked for every map; the
nodes are doubled until it holds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from inference.attribution.film_logit import FilmLogit, as_map
from inference.attribution.methods import INTEGRATION_NODES
from inference.core.errors import ModelError
from inference.core.types import FloatArray

MOST_NODES = 512
#: Gap that is let pass: this share of the logit's change, or of all evidence, for and against.
OF_CHANGE, OF_EVIDENCE = 0.01, 0.001


@dataclass(frozen=True, slots=True, eq=False)
class Integrated:
    """A map that adds up, with the numbers that show it."""

    values: FloatArray  # (S, S) float32 signed, in logits
    nodes: int
    change: float  # logit(x) - logit(b)
    gap: float  # the map's sum minus `change`


def integrated_gradients(logit: FilmLogit, baseline: Tensor) -> Integrated:
    """Integrated Gradients of `logit`'s film from `baseline` (1, 1, S, S), in film space.

    Raises
    ------
    ModelError: "attribution_incomplete" when `MOST_NODES` do not make the map add up;
        "model_output_invalid". Cancelled; read before every batch.
    """
    with torch.no_grad():
        before, after = logit(torch.cat([baseline, logit.film])).tolist()
    change = logit.subject.finite(after - before)
    nodes = INTEGRATION_NODES
    while True:
        values = integral(logit, baseline, nodes)
        gap = logit.subject.finite(float(values.sum())) - change
        if abs(gap) <= max(OF_CHANGE * abs(change), OF_EVIDENCE * float(np.abs(values).sum())):
            return Integrated(as_map(logit.subject, values), nodes, change, gap)
        if nodes >= MOST_NODES:
            raise _incomplete(logit, gap + change, change)
        nodes *= 2


def integral(logit: FilmLogit, baseline: Tensor, nodes: int) -> NDArray[np.float64]:
    """(S, S) float64: the integral by `nodes` Gauss-Legendre nodes, which lie inside (0, 1)."""
    roots, weights = np.polynomial.legendre.leggauss(nodes)
    path = torch.from_numpy(np.array((roots + 1) / 2, np.float32)).to(baseline.device)
    way = logit.film - baseline

    def gradients(part: slice) -> Tensor:
        return logit.gradient(baseline + path[part, None, None, None] * way)

    stack = np.concatenate(logit.batched(nodes, gradients))[:, 0]
    mean = np.tensordot(weights / 2, stack, 1)
    return np.asarray(mean * way.cpu().numpy()[0, 0].astype(np.float64))


def _incomplete(logit: FilmLogit, total: float, change: float) -> ModelError:
    return ModelError(
        "attribution_incomplete",
        name=logit.subject.network.card.name,
        total=f"{total:.4g}",
        change=f"{change:.4g}",
    )
