"""The projected gradient descent attack (Kurakin 2017; Madry 2018; docs/explanation.md, "PGD").

δ(n+1) = P(δ(n) + α · step(∇ gap)), δ(0) = 0: `gap` is the target's logit minus the other's, step
is the sign for L-inf and the unit vector for L2, P projects on the ε-ball, on [0, 1] and on the
attackable pixels. For two classes, climbing the target's gap is leaving the present class. Options
give δ(0) at random, several times, and smooth the gradient or give it momentum.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import Criterion, finding_probability
from inference.attack.direction import AscentDirection
from inference.attack.fast.fast_gradient import is_fast
from inference.attack.fast.passes import Passes, passes_of
from inference.attack.options import validated
from inference.attack.perturbation import AttackSpace, Ball
from inference.core.attack_types import AttackConfig, AttackResult
from inference.core.progress import CancelToken
from inference.core.types import FloatArray, read_only

#: Called after every step with (step, steps), steps counted from 1.
OnStep = Callable[[int, int], None]


def attack(
    subject: ClassifierInput,
    config: AttackConfig,
    on_step: OnStep = lambda step, steps: None,
    token: CancelToken | None = None,
) -> AttackResult:
    """Turn the decision on `subject` around; an attack that did not flip is a result too.

    The attack stops ("confidence") when P(target) reaches `config.confidence` on the model grid
    *and* on the film that the perturbation is composed into (the round trip). The film is checked
    when the grid first arrives there and then after 1, 2, 4 ... further steps, so that it costs
    little. Otherwise all steps are used ("steps"), or there is no gradient left ("stationary"), or
    the reader ended it ("stopped": `CancelToken.conclude`). A target that is the present decision
    is left as it is ("already"). Of several starts the first that reaches the confidence is kept,
    else the surest.
    On a CPU the same input, options and network give the same delta, bit for bit. With the
    precision "bfloat16" the gradients are computed so if the processor can, else in float32, which
    the result's options then say; every decision, and the last entry of the trace, is float32.

    Raises
    ------
    OptionError: an option is out of range. ModelError: "model_output_invalid", an answer or a
    gradient is not finite. Cancelled: the token was cancelled; read at every step.
    """
    began = time.perf_counter()
    config = validated(config)
    if not is_fast(subject.network.device):
        config = replace(config, precision="float32")
    token = token or CancelToken()
    token.raise_if_cancelled()
    passes = passes_of(subject, config.precision)
    best: _Climb | None = None
    for start in range(config.restarts):
        climb = _climb(_Ascent(subject, config, passes, start), start, on_step, token)
        best = climb if best is None or climb.rank > best.rank else best
        if climb.stop_reason in ("confidence", "already", "stopped"):
            break
    assert best is not None  # there is at least one start
    return _result(best, time.perf_counter() - began)


@dataclass(frozen=True, slots=True, eq=False)
class _Climb:
    """One start's way: P(finding) after every step, and why it ended."""

    ascent: _Ascent
    trace: list[float]
    stop_reason: str
    film_probability: float

    @property
    def rank(self) -> tuple[bool, float]:
        """Greater for the better perturbation: flipped, then surer."""
        criterion, last = self.ascent.criterion, self.trace[-1]
        return criterion.flipped(last), criterion.target_probability(last)


def _climb(ascent: _Ascent, start: int, on_step: OnStep, token: CancelToken) -> _Climb:
    config = ascent.config
    trace, stop_reason = [ascent.probability], "steps"
    round_trip = _RoundTrip(ascent)
    if ascent.criterion.flipped(ascent.before):  # a target that the film has reached already
        return _Climb(ascent, [ascent.before], "already", round_trip.probability_after(0))
    before, steps = start * config.steps, config.restarts * config.steps
    for step in range(1, config.steps + 1):
        token.raise_if_cancelled()
        if token.concluded:
            stop_reason = "stopped"
            break
        if not ascent.step():
            stop_reason = "stationary"
            break
        trace.append(ascent.probability)
        on_step(before + step, steps)
        if ascent.is_sure() and round_trip.reached(step):
            stop_reason = "confidence"
            break
    trace[-1], trace[0] = ascent.exact_probability(), ascent.before
    return _Climb(ascent, trace, stop_reason, round_trip.probability_after(len(trace) - 1))


class _Ascent:
    """The space's variable on its way up, with the network's answer to it."""

    def __init__(
        self, subject: ClassifierInput, config: AttackConfig, passes: Passes, start: int = 0
    ) -> None:
        """`start` counts the random starts; without `config.random_start` it changes nothing."""
        self.subject, self.config = subject, config
        self.space = AttackSpace.of(subject, config.space)
        self.ball = Ball(self.space, config)
        self.direction = AscentDirection(config, self.space.scale)
        self.variable = torch.zeros_like(self.space.below)
        self._passes = passes
        self.probability = self._answer()
        self.before = self.exact_probability()
        point = subject.network.card.operating_point
        self.criterion = Criterion.against(self.before, point, config.confidence, config.target)
        if config.random_start and not self.criterion.flipped(self.before):
            self.variable = self.ball.random_start(config.seed + start)
            self.probability = self._answer()

    def step(self) -> bool:
        """Move once; False when the gradient is 0 wherever there is room to move."""
        of_shown = self._passes.gradient(self.criterion.target)
        gradient = self.space.gradient(self.variable, of_shown)
        greatest = self.ball.ascend(self.variable, self.direction(gradient))
        if self.subject.finite(greatest) == 0:
            return False
        self.probability = self._answer()
        return True

    def delta_array(self) -> FloatArray:
        """A copy of delta, (S, S) float32."""
        delta = self.space.delta(self.variable)
        return np.array(delta.cpu()[0, 0].numpy(), np.float32)

    def is_sure(self) -> bool:
        """Whether the criterion is reached, in float32."""
        reached = self.criterion.reached
        return reached(self.probability) and reached(self.exact_probability())

    def exact_probability(self) -> float:
        """P(finding) in float32 where the variable is now."""
        if self.config.precision == "float32":
            return self.probability
        with torch.no_grad():
            logits = self.subject.logits(self.space.shown(self.variable))
        return self.subject.finite(finding_probability(logits).item())

    def _answer(self) -> float:
        logits = self._passes.answer(self.space.shown(self.variable))
        return self.subject.finite(finding_probability(logits).item())


class _RoundTrip:
    """Classifies the composed film at growing intervals."""

    def __init__(self, ascent: _Ascent) -> None:
        self._ascent = ascent
        self._step, self._due, self._wait = -1, 0, 1
        self._probability = 0.0

    def reached(self, step: int) -> bool:
        """Whether the film composed after `step` satisfies the criterion; False if not due."""
        if step < self._due:
            return False
        probability = self.probability_after(step)
        self._due, self._wait = step + self._wait, 2 * self._wait
        return self._ascent.criterion.reached(probability)

    def probability_after(self, step: int) -> float:
        """Probability of the finding on the film composed after `step`, the latest, step."""
        if self._step != step:
            self._step = step
            self._probability = self._ascent.subject.film_probability(self._ascent.delta_array())
        return self._probability


def _result(climb: _Climb, seconds: float) -> AttackResult:
    ascent, trace, film_probability = climb.ascent, climb.trace, climb.film_probability
    subject, criterion = ascent.subject, ascent.criterion
    turned = climb.stop_reason != "already"
    to_target = [criterion.target_probability(probability) for probability in trace]
    return AttackResult(
        config=replace(ascent.config, finding=subject.finding),
        finding=subject.finding,
        target=criterion.target,
        grid=subject.source.grid,
        delta=read_only(ascent.delta_array()),
        input_range=(subject.source.low, subject.source.high),
        steps_taken=len(trace) - 1,
        trace=read_only(np.array(to_target, np.float32)),
        flipped=turned and criterion.flipped(trace[-1]),
        stop_reason=climb.stop_reason,
        probability_before=trace[0],
        probability_after=trace[-1],
        roundtrip_probability=film_probability,
        roundtrip_flipped=turned and criterion.flipped(film_probability),
        seconds=seconds,
    )
