"""What may be said of an attack's options; `inference.core.attack_types.AttackConfig` says it.

The validator, the command line and the window's form read it from there.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from numbers import Integral, Real
from typing import Any

_KEY = "option"
#: A perturbation of a square input can't be longer than S in L2; no S exceeds this.
LONGEST_L2 = 2048.0


@dataclass(frozen=True, slots=True)
class Option:
    """The values that an option may have, and what the command line says of it."""

    help: str  # English
    choices: tuple[str | int, ...] = ()  # it is one of these; else it lies in a range
    low: float = 0.0
    high: float = math.inf
    above_low: bool = False  # `low` itself is not allowed
    whole: bool = False
    length: bool = False  # of a perturbation or a step: in L2 up to `LONGEST_L2`
    optional: bool = False  # may be left open: None
    zero_is_none: bool = False  # the command line writes None as 0
    hidden: tuple[str, ...] = ()  # choices that the command line has no way to give

    @property
    def names(self) -> tuple[str, ...]:
        """`choices` of an option that has names."""
        return tuple(str(choice) for choice in self.choices)

    def allows(self, value: object, norm: str) -> bool:
        """Whether the option may be `value` for an attack in `norm`."""
        if value is None:
            return self.optional
        if self.choices:
            return value in self.choices
        if not isinstance(value, Integral if self.whole else Real):
            return False
        number = float(value)
        above = number > self.low if self.above_low else number >= self.low
        return math.isfinite(number) and above and number <= self.greatest(norm)

    def greatest(self, norm: str) -> float:
        """The largest value in `norm`."""
        return LONGEST_L2 if self.length and norm == "l2" else self.high

    def allowed(self, norm: str) -> str:
        """What may be chosen, in words."""
        if self.choices:
            if self.optional:
                return f"{', '.join(self.names)} or none"
            return "choose " + (" or " if len(self.names) == 2 else ", ").join(self.names)
        greatest = self.greatest(norm)
        if self.above_low:
            return f"above {self.low:g}, at most {greatest:g}"
        if math.isinf(greatest):
            return f"{self.low:g} or above"
        return f"{self.low:g} to {greatest:g}{', whole' if self.whole else ''}"


def option(default: Any, help: str, **allowed: Any) -> Any:
    """A dataclass field with its `Option`; a default of None can be left open."""
    described = Option(help, optional=default is None or allowed.pop("optional", False), **allowed)
    return field(default=default, metadata={_KEY: described})


def options_of(config: type) -> Mapping[str, Option]:
    """Name -> `Option` of a dataclass's fields that have one."""
    described: tuple[Field[Any], ...] = fields(config)
    return {each.name: each.metadata[_KEY] for each in described if _KEY in each.metadata}
