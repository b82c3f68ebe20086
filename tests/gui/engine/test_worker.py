"""Requests in, exactly one end out."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject

from gui.engine.runner import Runner
from gui.engine.worker import FindFiles, ReadFile, Worker
from inference.core.requests import AnalysisRequest
from tests.helpers.fake_engine import FakePipeline, FakeReader, radiograph
from tests.helpers.window import PATIENCE_MS


class Listener(QObject):
    """Writes down what a runner says."""

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self.ends: list[tuple[str, Any]] = []
        self.partials: list[Any] = []
        runner.succeeded.connect(lambda request, _payload: self.ends.append(("done", request)))
        runner.cancelled.connect(lambda request: self.ends.append(("cancelled", request)))
        runner.failed.connect(lambda request, _error: self.ends.append(("failed", request)))
        runner.partial.connect(self.partials.append)


@pytest.fixture
def engine() -> FakePipeline:
    return FakePipeline()


@pytest.fixture
def runner(qapp: object, engine: FakePipeline) -> Iterator[Runner]:
    made = Runner(Worker(lambda: engine, FakeReader))
    yield made
    engine.gate.set()
    made.close()


def request() -> AnalysisRequest:
    return AnalysisRequest(0, radiograph())


def test_every_request_ends_exactly_once(qtbot: Any, runner: Runner, engine: FakePipeline) -> None:
    heard = Listener(runner)
    runner.find((Path("a"), Path("b")))
    runner.read(Path("a"), urgent=True)
    runner.read(Path("bad"), urgent=False)
    ids = [runner.analyse(request()) for _ in range(3)]
    with qtbot.waitSignal(runner.idle, timeout=PATIENCE_MS):
        pass
    kinds = {
        name: [end for end, asked in heard.ends if isinstance(asked, kind)]
        for name, kind in (("find", FindFiles), ("read", ReadFile), ("run", AnalysisRequest))
    }
    assert kinds["find"] == ["done"]
    assert sorted(kinds["read"]) == ["done", "failed"]
    ended = [asked.request_id for _, asked in heard.ends if isinstance(asked, AnalysisRequest)]
    assert sorted(ended) == ids
    assert kinds["run"].count("done") == 1


def test_the_latest_analysis_wins_over_running_and_waiting_ones(
    qtbot: Any, runner: Runner, engine: FakePipeline
) -> None:
    heard = Listener(runner)
    engine.gate.clear()
    first = runner.analyse(request())
    qtbot.waitUntil(engine.at_step.is_set, timeout=PATIENCE_MS)
    second, third = runner.analyse(request()), runner.analyse(request())
    engine.gate.set()
    with qtbot.waitSignal(runner.idle, timeout=PATIENCE_MS):
        pass
    ends = {asked.request_id: end for end, asked in heard.ends}
    assert ends == {first: "cancelled", second: "cancelled", third: "done"}


def test_nothing_is_heard_of_a_cancelled_run(
    qtbot: Any, runner: Runner, engine: FakePipeline
) -> None:
    engine.gate.clear()
    runner.analyse(request())
    qtbot.waitUntil(engine.at_step.is_set, timeout=PATIENCE_MS)
    heard = Listener(runner)
    runner.cancel_analysis()
    engine.gate.set()
    with qtbot.waitSignal(runner.idle, timeout=PATIENCE_MS):
        pass
    assert [end for end, _ in heard.ends] == ["cancelled"]
    assert heard.partials == []


def test_an_urgent_read_goes_before_a_waiting_analysis(
    qtbot: Any, runner: Runner, engine: FakePipeline
) -> None:
    heard = Listener(runner)
    runner.read(Path("first"), urgent=True)
    runner.analyse(request())
    runner.read(Path("later"), urgent=False)
    runner.read(Path("urgent"), urgent=True)
    with qtbot.waitSignal(runner.idle, timeout=PATIENCE_MS):
        pass
    order = [asked.path.name if isinstance(asked, ReadFile) else "run" for _, asked in heard.ends]
    assert order == ["first", "urgent", "run", "later"]


def test_closing_twice_is_harmless(runner: Runner) -> None:
    runner.close()
    runner.close()


class CountingReader(FakeReader):
    """Counts what it was asked, in the calling thread's own memory."""

    def __init__(self) -> None:
        FakeReader.__init__(self)
        self.own, self.counts = threading.local(), list[int]()

    def find_files(self, paths: Iterable[Path], /) -> list[Path]:
        self.own.count = getattr(self.own, "count", 0) + 1
        self.counts.append(self.own.count)
        return list(paths)


def test_the_worker_keeps_its_thread_state_between_requests(qtbot: Any, qapp: object) -> None:
    """Libraries made with pybind11 keep a pointer to it: the program crashed without."""
    reader = CountingReader()
    runner = Runner(Worker(FakePipeline, lambda: reader))
    for _ in range(3):
        with qtbot.waitSignal(runner.succeeded, timeout=PATIENCE_MS):
            runner.find((Path("one.dcm"),))
    runner.close()
    assert reader.counts == [1, 2, 3]
