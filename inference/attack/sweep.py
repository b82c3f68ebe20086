"""The probability along x + s · δ, evaluated exactly, and where the prediction flips.

amplitude s is not epsilon: this runs along one found direction; it is not the attack run again.
"""

from __future__ import annotations

import numpy as np
import torch

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import Criterion, finding_probability
from inference.attack.perturbation import AttackSpace
from inference.core.attack_types import AmplitudeSweep, AttackResult
from inference.core.progress import CancelToken
from inference.core.types import FloatArray, read_only

#: 41 amplitudes from -1 to 2 that hold 0 and 1.
AMPLITUDES: FloatArray = read_only(
    np.concatenate([np.arange(-13, 14) / 13, 1 + np.arange(1, 15) / 14]).astype(np.float32)
)
#: The flip amplitude's width of bisection.
TOLERANCE = 1e-3
#: Evaluated together; small, so that a cancel is heard soon.
CHUNK = 4


def sweep(
    subject: ClassifierInput, result: AttackResult, token: CancelToken | None = None
) -> AmplitudeSweep:
    """Evaluate `result`'s delta at all `AMPLITUDES`, in the attack's own space.

    Raises
    ------
    ModelError: "model_output_invalid". Cancelled.
    """
    curve = _Curve(subject, result, token or CancelToken())
    probabilities = curve.at(AMPLITUDES)
    return AmplitudeSweep(
        finding=subject.finding,
        amplitudes=AMPLITUDES,
        probabilities=read_only(probabilities),
        flip_amplitude=_flip_amplitude(curve, probabilities),
    )


def probability_at(subject: ClassifierInput, result: AttackResult, amplitude: float) -> float:
    """P(finding) at one amplitude, evaluated exactly as `sweep` does.

    Raises
    ------
    ModelError: "model_output_invalid".
    """
    curve = _Curve(subject, result, CancelToken())
    return float(curve.at(np.array([amplitude], np.float32))[0])


class _Curve:
    """P(finding) as a function of the amplitude."""

    def __init__(self, subject: ClassifierInput, result: AttackResult, token: CancelToken) -> None:
        self.subject, self.token = subject, token
        self.space = AttackSpace.of(subject, result.config.space)
        self.delta = subject.tensor(result.delta)
        point = subject.network.card.operating_point
        self.criterion = Criterion(result.target, point, None)

    def at(self, amplitudes: FloatArray) -> FloatArray:
        """(K,) amplitudes to (K,) float32 probabilities of the finding."""
        parts = np.array_split(amplitudes, max(1, -(-len(amplitudes) // CHUNK)))
        return np.concatenate([self._chunk(part) for part in parts])

    def _chunk(self, amplitudes: FloatArray) -> FloatArray:
        self.token.raise_if_cancelled()
        with torch.no_grad():
            factors = torch.from_numpy(np.array(amplitudes, np.float32)).to(self.delta)
            answer = finding_probability(
                self.subject.logits(self.space.shown_at(self.delta, factors))
            )
        self.subject.finite(answer.sum().item())
        return np.asarray(answer.cpu().numpy(), np.float32)

    def flipped(self, amplitude: float) -> bool:
        return self.criterion.flipped(float(self.at(np.array([amplitude], np.float32))[0]))


def _flip_amplitude(curve: _Curve, probabilities: FloatArray) -> float | None:
    """The upper end of an interval of `TOLERANCE` in which the prediction first flips."""
    flips = (
        index
        for index in range(len(AMPLITUDES))
        if AMPLITUDES[index] > 0 and curve.criterion.flipped(float(probabilities[index]))
    )
    first = next(flips, None)
    if first is None:
        return None
    low, high = float(AMPLITUDES[first - 1]), float(AMPLITUDES[first])
    while high - low > TOLERANCE:
        middle = (low + high) / 2
        low, high = (low, middle) if curve.flipped(middle) else (middle, high)
    return high
