"""The attack's options, and what it found.

Frozen facts like those of `inference.core.types`, with the same promises.
"""

from __future__ import annotations

from dataclasses import dataclass

from inference.core.geometry import FilmGrid
from inference.core.types import FloatArray


@dataclass(frozen=True, slots=True)
class AttackConfig:
    """Options of the projected gradient descent attack (EXPLANATION §1); validated by `pgd`."""

    finding: str | None = None  # None: the finding with the higher probability
    norm: str = "linf"  # "linf" | "l2"
    epsilon: float = 8 / 255  # in input units [0, 1]
    alpha: float | None = None  # step size; None: 2.5 * epsilon / steps
    steps: int = 40
    confidence: float | None = 0.99  # stop when P(target) reaches it; None: use all steps
    space: str = "film"  # "film" | "input": where delta is free when the input is extracted
    seed: int = 0
    target: int | None = None  # 0 no finding, 1 finding; None (untargeted): leave the decision
    momentum: float = 0.0  # decay of the gradient's running mean (MI-FGSM, Dong 2018); 0: off
    smoothness: float = 0.0  # sigma of a Gaussian over the gradient, model pixels; 0: off
    random_start: bool = False  # begin at a random place of the ball, not at the film
    restarts: int = 1  # attacks from different random starts, the best of which is kept
    region: str = "anywhere"  # "anywhere" | "lung_field" | "heart" | "drawn": where delta may lie
    body_only: bool = False  # keep delta off the background: air, padding, collimation
    precision: str = "float32"  # "float32" | "bfloat16": of the gradients; decisions are float32


@dataclass(frozen=True, slots=True, eq=False)
class AttackResult:
    """What the attack found. An attack that did not flip is a result like any other.

    Probabilities named `..._target` are of the class attacked towards; `probability_before` and
    `probability_after` are of the finding, like `Prediction.probability`.
    """

    config: AttackConfig  # with `finding` and `alpha` filled in
    finding: str
    target: int  # output index attacked towards: 0 no finding, 1 finding
    grid: FilmGrid
    delta: FloatArray  # (S, S) float32 signed, model grid, input units, |delta| <= epsilon (linf)
    input_range: tuple[float, float]  # film pixel values standing for input 0 and 1
    steps_taken: int
    trace: FloatArray  # (steps_taken + 1,) P(target) on the film, then after every step
    flipped: bool
    stop_reason: str  # "confidence" | "steps" | "stationary" | "stopped" | "already"
    probability_before: float
    probability_after: float
    roundtrip_probability: float  # of the finding, on the film composed at amplitude 1
    roundtrip_flipped: bool
    seconds: float
    background_share: float = 0.0  # of the sum of |delta|: on what is not the body
    diagnoses: tuple[
        str, ...
    ] = ()  # codes of `inference.core.notices`: what speaks against trusting it


@dataclass(frozen=True, slots=True, eq=False)
class AmplitudeSweep:
    """The finding's probability along x + s * delta, by exact evaluation."""

    finding: str
    amplitudes: FloatArray  # (K,) float32 rising, -1 to 2; holds 0 and 1
    probabilities: FloatArray  # (K,) float32 of the finding
    flip_amplitude: float | None  # smallest s > 0 at which the prediction flips; None: never
