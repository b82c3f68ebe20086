"""How a long computation tells where it is, hands over what is ready, and is cancelled.

Needs the standard library only.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """The parts of an analysis, in the order in which they run."""

    READ = "read"
    LOAD_MODELS = "load_models"
    CLASSIFY = "classify"
    SEGMENT = "segment"
    ATTACK = "attack"
    SWEEP = "sweep"
    ATTRIBUTE = "attribute"
    COUNTERFACTUAL = "counterfactual"  # one for each finding and kind
    EXPLAIN = "explain"  # a part of `inference.core.explanation_types` each
    EXPORT = "export"  # apart from an analysis: what was found is written


@dataclass(frozen=True, slots=True)
class Progress:
    """Step `step` of at most `steps` of a stage; steps are counted from 1, 0 means just begun."""

    request_id: int
    stage: Stage
    step: int
    steps: int


@dataclass(frozen=True, slots=True, eq=False)
class Partial:
    """A part that is ready: a value of `inference.core.types` (the stage says which)."""

    request_id: int
    stage: Stage
    payload: object


#: Receives every `Progress` and `Partial` of a run, in order, on the computing thread.
Report = Callable[["Progress | Partial"], None]


def ignore_report(_event: Progress | Partial) -> None:
    """A `Report` for callers that wait for the whole result."""


class Cancelled(Exception):  # noqa: N818  (neither an error nor a result)
    """Raised inside a computation whose token was cancelled."""


class CancelToken:
    """Thread-safe flag that the computation reads at every step."""

    __slots__ = ("_conclusion", "_event")

    def __init__(self) -> None:
        self._event = threading.Event()
        self._conclusion = threading.Event()

    def cancel(self) -> None:
        """Ask the computation to stop at its next step."""
        self._event.set()

    def conclude(self) -> None:
        """Ask an attack to end at its next step with what it has; nothing is thrown away."""
        self._conclusion.set()

    @property
    def concluded(self) -> bool:
        return self._conclusion.is_set()

    @property
    def cancelled(self) -> bool:
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Raise `Cancelled` if `cancel` was called."""
        if self._event.is_set():
            raise Cancelled
