"""Numbers as the reader sees them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from inference.types import AttackConfig

MINUS, TIMES, DASH = "\u2212", "×", "—"


def number(value: float, digits: int = 2) -> str:
    """Fixed decimals with a true minus sign and no negative zero."""
    text = f"{value:.{digits}f}"
    if text.startswith("-"):
        text = text[1:] if float(text) == 0 else MINUS + text[1:]
    return text


def signed(value: float, digits: int = 2) -> str:
    """Like `number`, with a plus sign before what is above zero."""
    text = number(value, digits)
    return text if text.startswith(MINUS) or float(text) == 0 else f"+{text}"


def significant(value: float, digits: int = 3) -> str:
    """So many significant digits, with a true minus sign."""
    return f"{value:.{digits}g}".replace("-", MINUS)


def probability(value: float) -> str:
    """Two decimals; three where two would say 0 or 1."""
    if 0.01 <= value <= 0.99:
        return f"{value:.2f}"
    if value < 0.0005:
        return "<0.001"
    return ">0.999" if value > 0.9995 else f"{value:.3f}"


def in_255(value: float, digits: int = 0) -> str:
    """Input units as n/255."""
    return f"{signed(value * 255, digits)}/255" if value else "0"


def epsilon(config: AttackConfig) -> str:
    """The bound of δ, in the unit that belongs to its norm."""
    return bound(config.epsilon, linf=config.norm == "linf")


def bound(value: float, *, linf: bool) -> str:
    """A size of δ, input units: n/255 for L-inf, the norm itself for L2."""
    if linf:
        scaled = value * 255
        return f"{scaled:.0f}/255" if abs(scaled - round(scaled)) < 0.05 else f"{scaled:.1f}/255"
    return f"{value:.2f}"


def amplitude(value: float) -> str:
    return number(value, 2)


def gain(value: float) -> str:
    return f"{TIMES}{value:.0f}" if value >= 10 or value == round(value) else f"{TIMES}{value:.1f}"


def percent(value: float) -> str:
    return f"{value * 100:.0f} %"


def finding_name(finding: str) -> str:
    """A finding or "no finding", in the current language."""
    match finding:
        case "pneumoconiosis":
            return QCoreApplication.translate("findings", "Pneumoconiosis")
        case "cardiomegaly":
            return QCoreApplication.translate("findings", "Cardiomegaly")
        case "no finding":
            return QCoreApplication.translate("findings", "No finding")
        case _:
            return finding
