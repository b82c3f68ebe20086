"""The facts: which films are open and what was found on each. Written by the controller alone."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from gui.films.film import Film
from gui.stores.facts import Facts
from inference.reading.thumbnail import FilmThumbnail

#: Films kept decoded at one time, in bytes; others are read again when they are chosen.
MEMORY_BUDGET = 1 << 30


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A film's place in the strip; it outlives the decoded film."""

    key: int
    path: Path
    index: int
    name: str
    thumbnail: NDArray[np.uint8]


class Session(QObject):
    """Open films, the one that is shown, and the facts of each."""

    entries_changed = Signal()
    film_changed = Signal()
    facts_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()
        self.key: int | None = None
        self._films: OrderedDict[int, Film] = OrderedDict()
        self._facts: dict[int, Facts] = {}
        self._next_key = 0

    @property
    def film(self) -> Film | None:
        """The film that is shown."""
        return None if self.key is None else self._films.get(self.key)

    @property
    def facts(self) -> Facts:
        """What is known of the film that is shown."""
        return self.facts_of(self.key)

    def facts_of(self, key: int | None) -> Facts:
        return Facts() if key is None else self._facts.get(key, Facts())

    @property
    def position(self) -> int:
        """Place of the film that is shown among the entries, -1 if there is none."""
        return next((i for i, e in enumerate(self.entries) if e.key == self.key), -1)

    def entry(self, key: int) -> Entry:
        return next(entry for entry in self.entries if entry.key == key)

    def begin(self, films: tuple[Film, ...]) -> None:
        """Replace everything by newly opened films and show the first."""
        self.entries, self._facts = (), {}
        self._films.clear()
        self.key = self._next_key
        self.add(films)
        self._tell_shown()

    def add(self, films: tuple[Film, ...]) -> None:
        """Append films that were opened together with those that are here."""
        for film in films:
            key, self._next_key = self._next_key, self._next_key + 1
            entry = Entry(key, film.path, film.index, film.name, film.thumbnail)
            self.entries = (*self.entries, entry)
            self._films[key] = film
        self._let_go()
        self.entries_changed.emit()

    def list_films(self, thumbnails: tuple[FilmThumbnail, ...]) -> None:
        """Append films that are read when they are chosen."""
        for found in thumbnails:
            key, self._next_key = self._next_key, self._next_key + 1
            entry = Entry(key, found.path, 0, found.name, found.picture)
            self.entries = (*self.entries, entry)
        if thumbnails:
            self.entries_changed.emit()

    def unread(self, besides: Collection[int]) -> Entry | None:
        """The next film that is not decoded, after the one that is shown, then from the first."""
        place = max(self.position, 0)
        known = {*self._films, *besides}
        ordered = self.entries[place:] + self.entries[:place]
        return next((entry for entry in ordered if entry.key not in known), None)

    def keep(self, key: int, film: Film) -> bool:
        """Hold a film in case it is chosen; False if there is no room for it."""
        if key in self._films or all(entry.key != key for entry in self.entries):
            return True
        if sum(other.nbytes for other in self._films.values()) + film.nbytes > MEMORY_BUDGET:
            return False
        self._films[key] = film
        self._films.move_to_end(key, last=False)
        return True

    def restore(self, key: int, film: Film) -> None:
        """Put back a film that had been let go, and show it."""
        self._films[key] = film
        self.show(key)

    def has_film(self, key: int) -> bool:
        return key in self._films

    def show(self, key: int) -> None:
        """Show a film that is decoded."""
        self._films.move_to_end(key)
        if key == self.key:
            return
        self.key = key
        self._let_go()
        self._tell_shown()

    def learn(self, key: int, **facts: object) -> None:
        """Set some facts of a film."""
        if all(entry.key != key for entry in self.entries):
            return
        self._facts[key] = replace(self.facts_of(key), **facts)  # type: ignore[arg-type]
        if key == self.key:
            self.facts_changed.emit()

    def forget_facts(self) -> None:
        """Nothing that was found on any film holds any longer."""
        self._facts.clear()
        self.facts_changed.emit()

    def _tell_shown(self) -> None:
        self.film_changed.emit()
        self.facts_changed.emit()

    def _let_go(self) -> None:
        """Drop the films that were shown longest ago until the budget holds."""
        total = sum(film.nbytes for film in self._films.values())
        for key in list(self._films):
            if total <= MEMORY_BUDGET:
                return
            if key != self.key:
                total -= self._films.pop(key).nbytes
