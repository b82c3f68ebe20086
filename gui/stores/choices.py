"""A store of choices: each accepts, compares, stores and tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Generic, TypeVar, overload

from PySide6.QtCore import QObject, Signal

from gui.runtime.settings import Setting

T = TypeVar("T")


def between(low: float, high: float) -> Callable[[float], float]:
    """A function that clamps to [low, high]."""
    return lambda value: min(max(float(value), low), high)


def one_of(*values: T) -> Callable[[T], T]:
    """A function that turns whatever is not among `values` into the first of them."""
    return lambda value: value if value in values else values[0]


class Choice(Generic[T]):
    """One attribute of a `ChoiceStore`, and all that is said of it: read by everyone concerned.

    `accept` turns what is set into what can be. What is `remembered` stands in the settings file
    under its own name; `known` are the only values that such a file may hold. What `repaints`
    changes the picture or the words of every pane. What is `of_film` is kept for each film.
    """

    def __init__(
        self,
        default: T,
        accept: Callable[[T], T] | None = None,
        *,
        remembered: bool = False,
        known: tuple[T, ...] = (),
        repaints: bool = False,
        of_film: bool = False,
    ) -> None:
        self.default = default
        self.remembered, self.known = remembered, known
        self.repaints, self.of_film = repaints, of_film
        self._accept = accept

    def __set_name__(self, owner: type[ChoiceStore], name: str) -> None:
        self._name = name
        self._slot = f"_{name}"

    @overload
    def __get__(self, store: None, owner: type[ChoiceStore]) -> Choice[T]: ...
    @overload
    def __get__(self, store: ChoiceStore, owner: type[ChoiceStore]) -> T: ...
    def __get__(self, store: ChoiceStore | None, owner: type[ChoiceStore]) -> Choice[T] | T:
        if store is None:
            return self
        value: T = store.__dict__.get(self._slot, self.default)
        return value

    def __set__(self, store: ChoiceStore, value: T) -> None:
        accepted = value if self._accept is None else self._accept(value)
        if accepted == self.__get__(store, type(store)):
            return
        store.__dict__[self._slot] = accepted
        store.note(self._name)


class ChoiceStore(QObject):
    """Several choices. `changed` carries the names of those that changed."""

    changed = Signal(object)  # frozenset[str]

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._depth = 0
        self._noted: set[str] = set()

    @classmethod
    def choices(cls) -> dict[str, Choice[Any]]:
        """Every choice by its name."""
        return {
            name: value
            for owner in cls.__mro__
            for name, value in vars(owner).items()
            if isinstance(value, Choice)
        }

    @classmethod
    def settings(cls) -> dict[str, Setting]:
        """What stands in the settings file, by its name there; a tuple of words is one text."""
        return {
            name: Setting(_written(choice.default), choice.known)
            for name, choice in cls.choices().items()
            if choice.remembered
        }

    def take(self, values: Mapping[str, object]) -> None:
        """Take over what was remembered."""
        with self.batch():
            for name in self.settings():
                several = isinstance(self.choices()[name].default, tuple)
                value = values[name]
                setattr(self, name, tuple(str(value).split(",")) if several else value)

    def kept(self) -> dict[str, object]:
        """What is to be remembered, as it stands in the settings file."""
        return {name: _written(getattr(self, name)) for name in self.settings()}

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

    def _tell(self) -> None:
        names, self._noted = frozenset(self._noted), set()
        self.changed.emit(names)


def _written(value: object) -> object:
    return ",".join(value) if isinstance(value, tuple) else value
