"""Numbers as the reader sees them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from inference.core.attack_types import AttackConfig

MINUS, TIMES, DASH = "\u2212", "×", "—"


def number(value: float, digits: int = 2) -> str:
    """Fixed decimals with a true minus sign and no negative zero."""
    rounded = round(value, digits)
    text = plain(abs(rounded), digits)
    return MINUS + text if rounded < 0 else text


def plain(value: float, digits: int) -> str:
    """Fixed decimals after the language's decimal sign, digits not grouped."""
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return locale.toString(float(value), "f", digits)


def signed(value: float, digits: int = 2) -> str:
    """Like `number`, with a plus sign before what is above zero."""
    text = number(value, digits)
    return f"+{text}" if round(value, digits) > 0 else text


def significant(value: float, digits: int = 3) -> str:
    """So many significant digits, with a true minus sign."""
    return f"{value:.{digits}g}".replace("-", MINUS)


def probability(value: float) -> str:
    """Two decimals; three where two would say 0 or 1."""
    if 0.01 <= value <= 0.99:
        return plain(value, 2)
    if value < 0.0005:
        return f"<{plain(0.001, 3)}"
    return f">{plain(0.999, 3)}" if value > 0.9995 else plain(value, 3)


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
        if 0 < scaled < 0.1:
            return f"{scaled:.2g}/255"
        digits = 0 if abs(scaled - round(scaled)) < 0.05 else 1
        return f"{plain(scaled, digits)}/255"
    return plain(value, 2)


def amplitude(value: float) -> str:
    return number(value, 2)


def gain(value: float) -> str:
    return f"{TIMES}{plain(value, 0 if value >= 10 or value == round(value) else 1)}"


def percent(value: float) -> str:
    return f"{plain(value * 100, 0)} %"


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
