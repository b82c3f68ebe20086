"""The reader's choices: what is shown and how, never what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar, overload

from PySide6.QtCore import QObject, Signal

from inference.types import Window

T = TypeVar("T")

#: The amplitude slider's ends (EXPLANATION §3).
AMPLITUDE_LIMITS = (-1.0, 2.0)
#: The display gain's ends; it magnifies the perturbation on its own pane only.
GAIN_LIMITS = (1.0, 50.0)
#: Overlays with an eye, a swatch and an opacity, in the order in which they are painted.
LAYERS = ("lung_field", "heart", "grad_cam", "perturbation")


def between(low: float, high: float) -> Callable[[float], float]:
    """A function that clamps to [low, high]."""
    return lambda value: min(max(float(value), low), high)


class Choice(Generic[T]):
    """One attribute of `DisplayState`: accepts, compares, stores and tells."""

    def __init__(self, default: T, accept: Callable[[T], T] | None = None) -> None:
        self.default = default
        self._accept = accept

    def __set_name__(self, owner: type[DisplayState], name: str) -> None:
        self._name = name
        self._slot = f"_{name}"

    @overload
    def __get__(self, state: None, owner: type[DisplayState]) -> Choice[T]: ...
    @overload
    def __get__(self, state: DisplayState, owner: type[DisplayState]) -> T: ...
    def __get__(self, state: DisplayState | None, owner: type[DisplayState]) -> Choice[T] | T:
        if state is None:
            return self
        value: T = state.__dict__.get(self._slot, self.default)
        return value

    def __set__(self, state: DisplayState, value: T) -> None:
        accepted = value if self._accept is None else self._accept(value)
        if accepted == self.__get__(state, type(state)):
            return
        state.__dict__[self._slot] = accepted
        state.note(self._name)


class DisplayState(QObject):
    """Every choice of the reader. `changed` carries the names of the choices that changed."""

    changed = Signal(object)  # frozenset[str]

    layout_size = Choice(4, lambda value: value if value in (1, 2, 3, 4) else 4)
    maximised = Choice("")  # key of the pane that fills the grid, or ""
    amplitude = Choice(1.0, between(*AMPLITUDE_LIMITS))
    gain = Choice(1.0, between(*GAIN_LIMITS))
    window: Choice[Window | None] = Choice(None)
    inverted = Choice(False)
    overlays_shown = Choice(True)  # the master switch over all layers and lines
    contours_shown = Choice(True)
    measures_shown = Choice(True)  # the cardiothoracic ratio's two lines
    crosshair_shown = Choice(True)
    identity_hidden = Choice(False)
    lung_field_shown = Choice(False)
    lung_field_opacity = Choice(0.25, between(0, 1))
    heart_shown = Choice(False)
    heart_opacity = Choice(0.25, between(0, 1))
    grad_cam_shown = Choice(False)
    grad_cam_opacity = Choice(0.6, between(0, 1))
    perturbation_shown = Choice(False)
    perturbation_opacity = Choice(0.6, between(0, 1))

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._depth = 0
        self._noted: set[str] = set()

    def note(self, name: str) -> None:
        """Tell that `name` changed, now or at the end of the batch."""
        self._noted.add(name)
        if self._depth == 0:
            self._tell()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Several changes, one `changed`."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if self._depth == 0 and self._noted:
                self._tell()

    def layer(self, name: str) -> tuple[bool, float]:
        """(shown, opacity in [0, 1]) of one of `LAYERS`, the master switch included."""
        shown = bool(getattr(self, f"{name}_shown")) and self.overlays_shown
        return shown, float(getattr(self, f"{name}_opacity"))

    def _tell(self) -> None:
        names, self._noted = frozenset(self._noted), set()
        self.changed.emit(names)
