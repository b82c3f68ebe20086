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

from PySide6.QtCore import QObject, QTimer

#: Milliseconds between two looks at what there is to collect.
_INTERVAL = 200
_held = 0


class Collector(QObject):
    """Collects on a timer of its thread, by Python's own thresholds, from its making to `stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(_INTERVAL)

    def stop(self) -> None:
        """Leave collecting as it was found."""
        self._timer.stop()
        if self._was_enabled:
            gc.enable()

    def _look(self) -> None:
        if _held:
            return
        limits = zip(gc.get_count(), gc.get_threshold(), strict=True)
        full = [generation for generation, (count, limit) in enumerate(limits) if count > limit > 0]
        if full:
            gc.collect(full[-1])


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
