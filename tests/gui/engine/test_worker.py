"""Requests in, exactly one end out."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gui.engine.runner import Runner
from gui.engine.ticket import Ticket
from gui.engine.worker import FindFiles, ReadFile, Worker
from inference.core.requests import AnalysisRequest
from tests.helpers.fake_engine import FakePipeline, FakeReader, radiograph
from tests.helpers.window import PATIENCE_MS


class Listener:
    """Writes down what becomes of requests."""

    def __init__(self) -> None:
        self.ends: list[tuple[str, Any]] = []
        self.partials: list[Any] = []

    def follow(self, ticket: Ticket) -> int:
        """Listen to a ticket; its request's id."""
        request = ticket.request
        ticket.succeeded.connect(lambda _payload: self.ends.append(("done", request)))
        ticket.cancelled.connect(lambda: self.ends.append(("cancelled", request)))
        ticket.failed.connect(lambda _error: self.ends.append(("failed", request)))
        ticket.partial.connect(self.partials.append)
        return request.request_id


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
    heard = Listener()
    heard.follow(runner.find((Path("a"), Path("b"))))
    heard.follow(runner.read(Path("a"), urgent=True))
    heard.follow(runner.read(Path("bad"), urgent=False))
    ids = [heard.follow(runner.analyse(request())) for _ in range(3)]
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
    heard = Listener()
    engine.gate.clear()
    first = heard.follow(runner.analyse(request()))
    qtbot.waitUntil(engine.at_step.is_set, timeout=PATIENCE_MS)
    second = heard.follow(runner.analyse(request()))
    third = heard.follow(runner.analyse(request()))
    engine.gate.set()
    with qtbot.waitSignal(runner.idle, timeout=PATIENCE_MS):
        pass
    ends = {asked.request_id: end for end, asked in heard.ends}
    assert ends == {first: "cancelled", second: "cancelled", third: "done"}


def test_nothing_is_heard_of_a_cancelled_run(
    qtbot: Any, runner: Runner, engine: FakePipeline
) -> None:
    engine.gate.clear()
    ticket = runner.analyse(request())
    qtbot.waitUntil(engine.at_step.is_set, timeout=PATIENCE_MS)
    heard = Listener()
    heard.follow(ticket)
    runner.cancel_analysis()
    engine.gate.set()
    with qtbot.waitSignal(runner.idle, timeout=PATIENCE_MS):
        pass
    assert [end for end, _ in heard.ends] == ["cancelled"]
    assert heard.partials == []


def test_an_urgent_read_goes_before_a_waiting_analysis(
    qtbot: Any, runner: Runner, engine: FakePipeline
) -> None:
    heard = Listener()
    heard.follow(runner.read(Path("first"), urgent=True))
    heard.follow(runner.analyse(request()))
    heard.follow(runner.read(Path("later"), urgent=False))
    heard.follow(runner.read(Path("urgent"), urgent=True))
    with qtbot.waitSignal(runner.idle, timeout=PATIENCE_MS):
        pass
    order = [asked.path.name if isinstance(asked, ReadFile) else "run" for _, asked in heard.ends]
    assert order == ["first", "urgent", "run", "later"]


def test_a_ticket_that_was_let_go_is_not_heard_of(qtbot: Any, runner: Runner) -> None:
    heard, ticket = Listener(), runner.read(Path("a"), urgent=True)
    heard.follow(ticket)
    ticket.let_go()
    with qtbot.waitSignal(runner.idle, timeout=PATIENCE_MS):
        pass
    assert heard.ends == []


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
        with qtbot.waitSignal(runner.find((Path("one.dcm"),)).succeeded, timeout=PATIENCE_MS):
            pass
    runner.close()
    assert reader.counts == [1, 2, 3]
