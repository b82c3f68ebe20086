"""Occlusion (Zeiler & Fergus 2014): how far the logit falls when a part of the film turns grey.

The windows are soft. A hard grey square adds edges of its own, and its map can be off by half a
stride; here window k is the bilinear enlargement of one cell of a coarse lattice, as `FilmGrid`
draws a layer's map. Neighbouring windows overlap by half and together cover the film once, so for a
linear network the effects sum to its whole answer, and the map lies exactly where the evidence is.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from inference.attribution.film_logit import FilmLogit, as_map
from inference.attribution.methods import OCCLUSION_CELLS
from inference.core.types import FloatArray
from inference.grids.resampling import from_layer


def occlusion(logit: FilmLogit) -> FloatArray:
    """(OCCLUSION_CELLS, OCCLUSION_CELLS) float32 signed: logit(x) - logit(x with window k grey).

    Positive where the film supports the finding. Grey is the film's mean.

    Raises
    ------
    ModelError: "model_output_invalid". Cancelled; read before every batch.
    """
    cells = OCCLUSION_CELLS
    towards_grey = logit.mean_film() - logit.film

    def effects(part: slice) -> Tensor:
        windows = torch.cat([_window(logit, cell) for cell in range(part.start, part.stop)])
        with torch.no_grad():
            return whole - logit(logit.film + windows * towards_grey)

    with torch.no_grad():
        whole = logit(logit.film)
    fall = np.concatenate(logit.batched(cells * cells, effects))
    return as_map(logit.subject, fall.reshape(cells, cells))


def _window(logit: FilmLogit, cell: int) -> Tensor:
    """(1, 1, S, S) in [0, 1]: 1 at the middle of one cell, 0 from the middles of its neighbours."""
    lattice = np.zeros((OCCLUSION_CELLS, OCCLUSION_CELLS), np.float32)
    lattice.flat[cell] = 1.0
    return logit.subject.tensor(from_layer(logit.subject.source.grid, lattice))
