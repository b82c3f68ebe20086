"""What was made once and is kept while it is used, until what it was made of changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

T = TypeVar("T")


class PartCache:
    """Things made of parts of the facts, or of their key alone; the last used ones are kept."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._made: OrderedDict[tuple[str, Hashable], object] = OrderedDict()

    def get(self, part: str, what: Hashable, make: Callable[[], T]) -> T:
        """Made at the first call for `what`; forgotten when the fact `part` changes."""
        key = (part, what)
        if key not in self._made:
            self._made[key] = make()
            while len(self._made) > self._limit:
                self._made.popitem(last=False)
        self._made.move_to_end(key)
        return self._made[key]  # type: ignore[return-value]  # made by `make` for the same key

    def parts(self) -> set[str]:
        """Facts that something is kept of."""
        return {part for part, _ in self._made}

    def forget(self, part: str) -> None:
        """Drop what was made of the fact `part`."""
        for key in [key for key in self._made if key[0] == part]:
            del self._made[key]

    def clear(self) -> None:
        self._made.clear()
