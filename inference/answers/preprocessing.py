"""From a film to what a network sees: one standardisation, shared by training and viewer.

film pixels → area average on the model grid → affine standardisation → clip to [0, 1]. The affine
range is the film's own 0.5 to 99.5 percentile (padding excluded), held fixed during an attack, so
that a perturbation in input units has one size in film units. Nothing else is done: the mapping
back to the film stays exact. Needs numpy only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inference.core.geometry import FilmGrid
from inference.core.types import BoolArray, FloatArray, read_only
from inference.grids.resampling import to_model

#: Percentiles of the area-averaged film that become input 0 and 1.
LOW_PERCENTILE, HIGH_PERCENTILE = 0.5, 99.5
#: How far, in input units, the average over an evenly bright part may be off by rounding. Without
#: this a burnt-out part is 1.0 here and 0.9999999 there, and rounding would choose among equals
#: in a network's max pooling.
ROUNDING = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class ModelInput:
    """A film on a model grid, standardised."""

    grid: FilmGrid
    image: FloatArray  # (S, S) float32 in [0, 1], model grid; 0 on padding
    low: float  # film pixel value that input 0 stands for
    high: float  # film pixel value that input 1 stands for; > low
    attackable: BoolArray  # (S, S): film is there, unpadded, and not clipped by the range
    shown: BoolArray  # (S, S): film is there, unpadded

    def compose_film(self, pixels: FloatArray, delta: FloatArray, amplitude: float) -> FloatArray:
        """`compose_film` with this input's own grid and range."""
        return compose_film(pixels, delta, amplitude, self.grid, (self.low, self.high))


def compose_film(
    pixels: FloatArray,
    delta: FloatArray,
    amplitude: float,
    grid: FilmGrid,
    input_range: tuple[float, float],
) -> FloatArray:
    """clip(film + s * U(delta)), (H, W) float32 in [0, 1] (docs/explanation.md, "Round trip").

    Parameters
    ----------
    pixels: (H, W) float32 in [0, 1], the film.
    delta: (S, S) float32, the perturbation in input units, on `grid`.
    amplitude: s; 0 gives the film itself.
    input_range: film pixel values that stand for input 0 and 1.
    """
    low, high = input_range
    composed = grid.perturbation_to_film(delta)
    composed *= np.float32(amplitude * (high - low))
    composed += pixels
    return np.clip(composed, 0.0, 1.0, out=composed)


def prepare(pixels: FloatArray, size: int, padding: BoolArray | None = None) -> ModelInput:
    """Standardise a film for a network of input `size` S.

    Parameters
    ----------
    pixels: (H, W) float32 in [0, 1], film grid.
    size: S, the model grid's side.
    padding: (H, W) bool, True where the file says that there is no film; None for nowhere.
    """
    grid = FilmGrid((int(pixels.shape[0]), int(pixels.shape[1])), size)
    return _standardise(grid, to_model(grid, pixels), shown_mask(grid, padding))


def shown_mask(grid: FilmGrid, padding: BoolArray | None) -> BoolArray:
    """(S, S) bool: True where the model grid shows film, False on letterbox and pixel padding.

    A film that is all padding counts as all film.
    """
    content = grid.content_mask()
    if padding is None or not padding.any():
        return content
    shown = content & (to_model(grid, padding.astype(np.float32)) < 0.5)
    return shown if shown.any() else content


def _standardise(grid: FilmGrid, average: FloatArray, shown: BoolArray) -> ModelInput:
    low, high = (float(v) for v in np.percentile(average[shown], (LOW_PERCENTILE, HIGH_PERCENTILE)))
    if high - low < 1e-4:
        low, high = low - 0.5, low + 0.5
    image = np.clip((average - low) / (high - low), 0.0, 1.0).astype(np.float32)
    image[image < ROUNDING] = 0.0
    image[image > 1 - ROUNDING] = 1.0
    image[~shown] = 0.0
    inside = (image > 0) & (image < 1)
    return ModelInput(
        grid, read_only(image), low, high, read_only(shown & inside), read_only(shown)
    )
