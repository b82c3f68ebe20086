"""δ split by spatial frequency, and what each part does alone.

See docs/explanation.md, "Frequency".
"""

from __future__ import annotations

import numpy as np

from inference.attack.perturbed import PerturbedInput, probability
from inference.core.explanation_types import FrequencyBand, FrequencySplit
from inference.core.types import FloatArray, read_only
from inference.explanation.region_table import check_perturbed

#: Name and upper end of each band, cycles per model pixel. On a grid of 256 over a chest of 30 cm,
#: 1/32 is a period of 4 cm (organs), 1/8 one of 9 mm (vessels, large opacities).
BANDS = (("low", 1 / 32), ("middle", 1 / 8), ("high", 1.0))


def frequency_split(film: PerturbedInput, delta: FloatArray) -> FrequencySplit:
    """`delta` (S, S) in bands that sum to it; each is added to the film alone.

    Raises
    ------
    OptionError: "nothing_perturbed" when δ is 0. ModelError: "model_output_invalid". Cancelled.
    """
    check_perturbed(delta)
    parts = split(delta)
    odds = film.log_odds([np.zeros_like(delta), *parts])
    total = float((delta.astype(np.float64) ** 2).sum())
    lowest, bands = 0.0, []
    for (name, highest), part, at in zip(BANDS, parts, odds[1:], strict=True):
        bands.append(
            FrequencyBand(
                name=name,
                lowest=lowest,
                highest=highest,
                delta=read_only(part),
                energy_share=float((part.astype(np.float64) ** 2).sum()) / total,
                probability=probability(float(at)),
                logit_change=float(at - odds[0]),
                flipped=film.flipped(float(at)),
            )
        )
        lowest = highest
    return FrequencySplit(tuple(bands))


def split(delta: FloatArray) -> list[FloatArray]:
    """`delta` (S, S) cut at the radii of `BANDS` in its Fourier transform."""
    rows, columns = delta.shape
    radius = np.hypot(np.fft.fftfreq(rows)[:, None], np.fft.rfftfreq(columns)[None])
    spectrum = np.fft.rfft2(delta.astype(np.float64))
    parts, lowest = [], -1.0
    for _, highest in BANDS:
        kept = np.where((radius > lowest) & (radius <= highest), spectrum, 0)
        parts.append(np.fft.irfft2(kept, s=delta.shape).astype(np.float32))
        lowest = highest
    return parts
