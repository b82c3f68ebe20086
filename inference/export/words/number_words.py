"""Numbers as exports write them, the same in every language."""

from __future__ import annotations

from inference.core.attack_types import AttackResult


def probability(value: float) -> str:
    """Two decimals; three where two would say 0 or 1; as the window has it."""
    if 0.01 <= value <= 0.99:
        return f"{value:.2f}"
    if value < 0.0005:
        return "<0.001"
    return ">0.999" if value > 0.9995 else f"{value:.3f}"


def signed(value: float) -> str:
    """Two decimals with a sign, the minus a true one."""
    return f"{value:+.2f}".replace("-", "−")


def epsilon_words(attack: AttackResult) -> str:
    """The bound of δ in the unit that belongs to its norm."""
    return bound(attack.config.epsilon, attack.config.norm == "linf")


def bound(epsilon: float, linf: bool) -> str:
    """`epsilon` in input units: of 255 grey levels for L∞, as it is for L2."""
    return f"{epsilon * 255:.3g}/255" if linf else f"{epsilon:.2f}"
