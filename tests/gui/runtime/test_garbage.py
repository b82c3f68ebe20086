"""Cyclic garbage is collected in the window's thread, whoever made it."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable

from gui.runtime import garbage as collecting
from tests.helpers.window import Bench

Make = Callable[..., Bench]


class Cycle:
    """Garbage that reference counts do not free."""

    def __init__(self) -> None:
        self.itself = self


def allocate_in_another_thread(count: int) -> None:
    """Far more than Python's thresholds ask for before it collects."""
    kept: list[list[int]] = []
    worker = threading.Thread(target=lambda: kept.extend([n] for n in range(count)))
    worker.start()
    worker.join()


def test_garbage_is_collected_in_the_windows_thread_alone(bench: Make) -> None:
    here, where = bench(), list[int]()
    cycle = Cycle()
    weakref.finalize(cycle, lambda: where.append(threading.get_ident()))
    del cycle
    allocate_in_another_thread(200_000)
    assert not where
    here.qtbot.waitUntil(lambda: bool(where), timeout=10_000)
    assert where == [threading.get_ident()]


def test_nothing_is_collected_while_much_is_imported(bench: Make) -> None:
    here, where = bench(), list[int]()
    with collecting.held():
        cycle = Cycle()
        weakref.finalize(cycle, lambda: where.append(1))
        del cycle
        allocate_in_another_thread(200_000)
        here.application._collector.check()
        assert not where
    assert not gc.isenabled()
    gc.unfreeze()


def test_collecting_is_left_as_it_was_found(bench: Make) -> None:
    assert gc.isenabled()
    here = bench()
    assert not gc.isenabled()
    here.window.close()
    here.application.close()
    assert gc.isenabled()
