"""The attack's options, and what it found.

Frozen facts like those of `inference.core.types`, with the same promises.
"""

from __future__ import annotations

from dataclasses import dataclass

from inference.core.attack_options import option, options_of
from inference.core.geometry import FilmGrid
from inference.core.types import FloatArray


@dataclass(frozen=True, slots=True)
class AttackConfig:
    """Options of the projected gradient descent attack; validated by `pgd`.

    See docs/explanation.md, "PGD".
    """

    finding: str | None = None  # None: the finding with the higher probability
    norm: str = option("linf", "how its size is measured", choices=("linf", "l2"))
    # in input units [0, 1]
    epsilon: float = option(
        8 / 255,
        "bound of the perturbation in input units, e.g. 8/255 (default); for l2 its length, e.g. 2",
        high=1.0,
        length=True,
    )
    alpha: float | None = option(
        None, "step size; default 2.5 epsilon / steps", high=1.0, above_low=True, length=True
    )
    steps: int = option(40, "at most; default 40", low=1, high=1000, whole=True)
    # stop when P(target) reaches it; None: use all steps
    confidence: float | None = option(
        0.99,
        "stop at this probability of the target; 0 uses all steps; default 0.99",
        high=1.0,
        above_low=True,
        optional=True,
        zero_is_none=True,
    )
    # where delta is free when the input is extracted
    space: str = option(
        "film",
        "where it is free: on the film, or on what the network sees of it",
        choices=("film", "input"),
    )
    seed: int = option(0, "of the random starts", whole=True)
    # None (untargeted): leave the decision
    target: int | None = option(None, "0 no finding, 1 finding; default the other", choices=(0, 1))
    # decay of the gradient's running mean (MI-FGSM, Dong 2018)
    momentum: float = option(0.0, "e.g. 1; off: 0", high=2.0)
    # of a Gaussian over the gradient
    smoothness: float = option(0.0, "sigma in model pixels; off: 0", high=32.0)
    random_start: bool = option(False, "begin within epsilon", choices=(False, True))
    restarts: int = option(1, "random starts, the best is kept", low=1, high=20, whole=True)
    region: str = option(
        "anywhere",
        "where the perturbation may lie; default anywhere",
        choices=("anywhere", "lung_field", "heart", "drawn"),
        hidden=("drawn",),
    )
    # the background: air, padding, collimation
    body_only: bool = option(False, "keep it off air and padding", choices=(False, True))
    precision: str = option(
        "float32",
        "of the gradients; bfloat16 is faster where the processor has it; "
        "decisions are confirmed in float32",
        choices=("float32", "bfloat16"),
    )


#: Name -> what it may be, of every option but the finding, whose names the bundles know.
OPTIONS = options_of(AttackConfig)


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
    # codes of `inference.core.notices`: what speaks against trusting it
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class AmplitudeSweep:
    """The finding's probability along x + s * delta, by exact evaluation."""

    finding: str
    amplitudes: FloatArray  # (K,) float32 rising, -1 to 2; holds 0 and 1
    probabilities: FloatArray  # (K,) float32 of the finding
    flip_amplitude: float | None  # smallest s > 0 at which the prediction flips; None: never
