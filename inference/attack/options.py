"""Checks an attack's options and fills in those left open. Needs the standard library only."""

from __future__ import annotations

from dataclasses import replace

from inference.core.attack_types import OPTIONS, AttackConfig
from inference.core.errors import OptionError

#: Step size as a multiple of epsilon / steps (Madry 2018 take 2.5).
ALPHA_FACTOR = 2.5


def validated(config: AttackConfig) -> AttackConfig:
    """`config` with `alpha` filled in (2.5 · epsilon / steps), every option within its range.

    The ranges stand at `AttackConfig`. Of several, alpha may be 0 where epsilon is, and there can
    be more than one restart with a random start only.

    Raises
    ------
    OptionError: "bad_attack_option", naming the option, its value and its range.
    """
    for name, option in OPTIONS.items():
        value = getattr(config, name)
        still = name == "alpha" and value == config.epsilon == 0
        _require(
            still or option.allows(value, config.norm), name, value, option.allowed(config.norm)
        )
    several = config.restarts > 1 and not config.random_start
    _require(not several, "restarts", config.restarts, "1 without a random start")
    if config.alpha is None:
        return replace(config, alpha=ALPHA_FACTOR * config.epsilon / config.steps)
    return config


def _require(good: bool, option: str, value: object, allowed: str) -> None:
    if not good:
        reason = f"allowed: {allowed}"
        raise OptionError("bad_attack_option", option=option, value=value, reason=reason)
