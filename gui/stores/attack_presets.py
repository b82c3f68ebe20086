"""Ways of attacking that are worth a name."""

from __future__ import annotations

from dataclasses import replace

from inference.core.attack_types import AttackConfig

STANDARD, PAPER, SMOOTH, L2 = "standard", "paper", "smooth", "l2"

#: Name -> options; whose answer is attacked stays the reader's choice.
PRESETS: dict[str, AttackConfig] = {
    STANDARD: AttackConfig(),
    # The iteration of the paper's equation 1: fixed step, on the network's own input.
    PAPER: AttackConfig(alpha=1 / 255, confidence=0.999, space="input"),
    # Filtered gradients show tendencies instead of grain; the background is left alone.
    SMOOTH: AttackConfig(smoothness=3.0, momentum=0.9, body_only=True),
    # The true steepest step: |δ| gathers where the network looks.
    L2: AttackConfig(norm="l2", epsilon=2.0, body_only=True),
}


def preset(name: str, now: AttackConfig) -> AttackConfig:
    """The options of a preset, for the finding that `now` attacks."""
    return replace(PRESETS[name], finding=now.finding)


def name_of(config: AttackConfig) -> str:
    """The preset that `config` is, whatever its finding; "" for none of them."""
    return next((name for name in PRESETS if _alike(preset(name, config), config)), "")


def _alike(one: AttackConfig, other: AttackConfig) -> bool:
    """Equal but for what a control's decimals round off."""
    close = abs(one.epsilon - other.epsilon) < 1e-4
    sure = abs((one.confidence or 0) - (other.confidence or 0)) < 1e-4
    step = abs((one.alpha or 0) - (other.alpha or 0)) < 1e-4
    rest = replace(one, epsilon=other.epsilon, confidence=other.confidence, alpha=other.alpha)
    return close and sure and step and rest == other
