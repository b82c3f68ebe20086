"""The finding's probability along x + s · δ, between and at the exact evaluations."""

from __future__ import annotations

import numpy as np

from inference.types import AmplitudeSweep


def probability_at(sweep: AmplitudeSweep, amplitude: float) -> float:
    """Linear between neighbouring evaluations, hence exact where one was made."""
    return float(np.interp(amplitude, sweep.amplitudes, sweep.probabilities))


def nearest_evaluated(sweep: AmplitudeSweep, amplitude: float) -> float:
    """The evaluated amplitude next to `amplitude`."""
    return float(sweep.amplitudes[np.abs(sweep.amplitudes - amplitude).argmin()])
