"""The finding's logit as a function of the film on the model grid, for maps in film space.

A network that extracts the lung fields sees z = x · m. Every map of this program is with respect to
x, not z: by the chain rule ∂logit/∂x = m · ∂logit/∂z, so that nothing outside m can carry evidence.
Without extraction m is 1 everywhere and the two are one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import FINDING
from inference.answers.preprocessing import shown_mask
from inference.core.errors import ModelError
from inference.core.progress import CancelToken

#: Films that pass through the network together; few, so that a cancel is heard soon.
BATCH = 4


@dataclass(frozen=True, slots=True, eq=False)
class FilmLogit:
    """logit(x): (N, 1, S, S) films in input units to (N,) logits of the finding."""

    subject: ClassifierInput
    token: CancelToken
    film: Tensor  # (1, 1, S, S): x, the film itself
    shown: Tensor  # (1, 1, S, S): 1 where there is film, 0 on letterbox and pixel padding
    mask: Tensor | None  # (1, 1, S, S): m, or None

    @classmethod
    def of(cls, subject: ClassifierInput, token: CancelToken | None = None) -> FilmLogit:
        """The logit around `subject`'s film; `token` is read before every batch."""
        source = subject.source
        shown = shown_mask(source.grid, subject.radiograph.padding)
        mask = None if subject.mask is None else subject.tensor(subject.mask)
        return cls(
            subject=subject,
            token=token or CancelToken(),
            film=subject.tensor(source.image),
            shown=subject.tensor(shown.astype(np.float32)),
            mask=mask,
        )

    def __call__(self, films: Tensor) -> Tensor:
        """(N,) logits, with gradients where `films` asks for them."""
        self.token.raise_if_cancelled()
        return self.subject.logits(films if self.mask is None else films * self.mask)[:, FINDING]

    def gradient(self, films: Tensor) -> Tensor:
        """∂logit/∂x of each of `films`, (N, 1, S, S); zero if the network ignores its input.

        Raises
        ------
        ModelError: "model_output_invalid" when a logit is not finite. Cancelled.
        """
        leaf = films.detach().requires_grad_()
        total = self(leaf).sum()
        self.subject.finite(total.item())
        (gradient,) = torch.autograd.grad(total, leaf, materialize_grads=True)
        return gradient

    def mean_film(self) -> Tensor:
        """(1, 1, S, S): the film's mean wherever there is film; 0 on letterbox and padding."""
        return self.shown * ((self.film * self.shown).sum() / self.shown.sum())

    def batched(self, count: int, evaluate: Callable[[slice], Tensor]) -> list[NDArray[np.float64]]:
        """`evaluate` on slices of at most `BATCH` of `count` items, each result as float64.

        The sums are taken on the CPU in float64, which not every device has.
        """
        parts = [slice(start, min(start + BATCH, count)) for start in range(0, count, BATCH)]
        return [evaluate(part).detach().cpu().numpy().astype(np.float64) for part in parts]


def as_map(subject: ClassifierInput, values: NDArray[np.float64]) -> NDArray[np.float32]:
    """`values` (h, w) as float32.

    Raises
    ------
    ModelError: "model_output_invalid" when one is not finite.
    """
    if not np.isfinite(values).all():
        raise ModelError("model_output_invalid", name=subject.network.card.name)
    return np.array(values, np.float32)
