"""The finding's probability along x + s · δ, between and at the exact evaluations."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from inference.core.attack_types import AmplitudeSweep
from inference.core.types import read_only


def probability_at(sweep: AmplitudeSweep, amplitude: float) -> float:
    """Linear between neighbouring evaluations, hence exact where one was made."""
    return float(np.interp(amplitude, sweep.amplitudes, sweep.probabilities))


def is_evaluated(sweep: AmplitudeSweep, amplitude: float) -> bool:
    """True where the probability is exact and not interpolated."""
    return bool(np.isclose(sweep.amplitudes, amplitude, rtol=0, atol=1e-5).any())


def with_evaluation(sweep: AmplitudeSweep, amplitude: float, probability: float) -> AmplitudeSweep:
    """`sweep` with one more exact evaluation."""
    place = int(np.searchsorted(sweep.amplitudes, amplitude))
    amplitudes = np.insert(sweep.amplitudes, place, np.float32(amplitude))
    probabilities = np.insert(sweep.probabilities, place, np.float32(probability))
    return replace(sweep, amplitudes=read_only(amplitudes), probabilities=read_only(probabilities))
