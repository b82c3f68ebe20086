"""Python's cyclic garbage, collected in the window's thread alone.

Python collects in whichever thread happens to allocate. A Qt object that is part of a cycle would
be destroyed there too: in the worker's thread its destructor waits for a lock of Qt's, which the
window's thread can hold while it waits for Python's own, and both stand still for ever. (Seen once:
a JSON file that was parsed for an export set the collection off.)
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

from pyqtgraph.util.garbage_collector import GarbageCollector

#: Between two looks at what there is to collect.
_SECONDS = 0.2
_held = 0


class Collector(GarbageCollector):  # type: ignore[misc]  # pyqtgraph carries no types
    """Collects on a timer of its thread, by Python's own thresholds, from its making to `stop`."""

    def __init__(self) -> None:
        self._was_enabled = gc.isenabled()
        super().__init__(interval=_SECONDS)

    def stop(self) -> None:
        """Leave collecting as it was found."""
        self.timer.stop()
        if self._was_enabled:
            gc.enable()

    def check(self) -> None:
        """Collect if there is enough of it, and nothing holds it back."""
        if not _held:
            super().check()


@contextmanager
def held() -> Iterator[None]:
    """Import much without pauses: a full collection among the new objects stops every thread.

    What was imported stays for good, so later collections need not look at it either.
    """
    global _held
    was_enabled = gc.isenabled()
    gc.disable()
    _held += 1
    try:
        yield
    finally:
        gc.freeze()
        _held -= 1
        if was_enabled:
            gc.enable()
        atexit.register(gc.unfreeze)  # so that libraries find everything released at the end
