"""Checks an attack's options and fills in those left open. Needs the standard library only."""

from __future__ import annotations

import math
from dataclasses import replace

from inference.core.attack_types import AttackConfig
from inference.core.errors import OptionError

NORMS = ("linf", "l2")
SPACES = ("film", "input")
PRECISIONS = ("float32", "bfloat16")
REGIONS = ("anywhere", "lung_field", "heart", "drawn")
MAX_RESTARTS = 20
MAX_SMOOTHNESS = 32.0
MAX_STEPS = 1000
#: Step size as a multiple of epsilon / steps (Madry 2018 take 2.5).
ALPHA_FACTOR = 2.5
#: A perturbation of a square input can't be longer than S in L2; no S exceeds this.
LONGEST_L2 = 2048.0


def validated(config: AttackConfig) -> AttackConfig:
    """`config` with `alpha` filled in (2.5 · epsilon / steps), every option within its range.

    epsilon: 0 to 1 for L-inf, 0 to 2048 for L2; alpha: above 0, at most epsilon's bound; steps: 1
    to 1000; confidence: None, or above 0 and at most 1; norm, space, region, precision: one of the
    names; seed >= 0; target: None, 0 or 1; momentum: 0 to 2; smoothness: 0 to 32; restarts: 1 to
    20, more than one with a random start only.

    Raises
    ------
    OptionError: "bad_attack_option", naming the option, its value and its range.
    """
    _require(config.norm in NORMS, "norm", config.norm, "choose linf or l2")
    _require(config.space in SPACES, "space", config.space, "choose film or input")
    precision = "choose float32 or bfloat16"
    _require(config.precision in PRECISIONS, "precision", config.precision, precision)
    bound = 1.0 if config.norm == "linf" else LONGEST_L2
    _require(_within(config.epsilon, 0, bound), "epsilon", config.epsilon, f"0 to {bound:g}")
    whole = isinstance(config.steps, int) and 1 <= config.steps <= MAX_STEPS
    _require(whole, "steps", config.steps, f"1 to {MAX_STEPS}, whole")
    confidence = 1.0 if config.confidence is None else config.confidence
    _require(_within(confidence, 1e-6, 1), "confidence", confidence, "above 0, at most 1")
    _require(isinstance(config.seed, int) and config.seed >= 0, "seed", config.seed, "0 or above")
    _check_direction(config)
    if config.alpha is None:
        return replace(config, alpha=ALPHA_FACTOR * config.epsilon / config.steps)
    allowed = _within(config.alpha, 0, bound) and (config.alpha > 0 or config.epsilon == 0)
    _require(allowed, "alpha", config.alpha, f"above 0, at most {bound:g}")
    return config


def _check_direction(config: AttackConfig) -> None:
    """The options of EXPLANATION §1 that bend the attack's way."""
    regions = "choose " + ", ".join(REGIONS)
    _require(config.region in REGIONS, "region", config.region, regions)
    _require(config.target in (None, 0, 1), "target", config.target, "0, 1 or none")
    _require(_within(config.momentum, 0, 2), "momentum", config.momentum, "0 to 2")
    smooth = _within(config.smoothness, 0, MAX_SMOOTHNESS)
    _require(smooth, "smoothness", config.smoothness, f"0 to {MAX_SMOOTHNESS:g}")
    whole = isinstance(config.restarts, int) and 1 <= config.restarts <= MAX_RESTARTS
    _require(whole, "restarts", config.restarts, f"1 to {MAX_RESTARTS}, whole")
    several = config.restarts > 1 and not config.random_start
    _require(not several, "restarts", config.restarts, "1 without a random start")


def _within(value: float, low: float, high: float) -> bool:
    return math.isfinite(value) and low <= value <= high


def _require(good: bool, option: str, value: object, allowed: str) -> None:
    if not good:
        reason = f"allowed: {allowed}"
        raise OptionError("bad_attack_option", option=option, value=value, reason=reason)
