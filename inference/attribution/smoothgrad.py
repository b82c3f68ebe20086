"""SmoothGrad (Smilkov et al. 2017): the mean gradient over films with a little seeded noise."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from inference.attribution.film_logit import FilmLogit, as_map
from inference.attribution.methods import SMOOTH_SAMPLES
from inference.core.types import FloatArray

#: Standard deviation of the noise in input units. The paper advises 10 to 20 % of the film's range,
#: which the standardisation makes 1.
SIGMA = 0.15
SEED = 0


def smooth_grad(logit: FilmLogit, seed: int = SEED) -> FloatArray:
    """(S, S) float32 signed: the mean of ∂logit/∂x at `SMOOTH_SAMPLES` films x + N(0, SIGMA²).

    The noise falls on film alone, not on letterbox or padding, and is not clipped to [0, 1], as in
    the paper. It is drawn on the CPU, so that every device sees the same.

    Raises
    ------
    ModelError: "model_output_invalid". Cancelled; read before every batch.
    """
    generator = torch.Generator().manual_seed(seed)

    def gradients(part: slice) -> Tensor:
        shape = (part.stop - part.start, *logit.film.shape[1:])
        noise = torch.randn(shape, generator=generator).to(logit.film.device)
        return logit.gradient(logit.film + SIGMA * noise * logit.shown).sum(0)

    total = sum(logit.batched(SMOOTH_SAMPLES, gradients), np.zeros(()))
    return as_map(logit.subject, total[0] / SMOOTH_SAMPLES)
