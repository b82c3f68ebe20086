"""A window with a fake engine, and a guard against threads that outlive their test."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QThread
from PySide6.QtWidgets import QApplication

from gui.app import Application, Options
from gui.engine.worker import Worker
from gui.look import style, theme
from gui.stores.display_state import CONTENTS, PAPER
from tests.helpers.fake_engine import FakePipeline, FakeReader
from tests.helpers.window import Bench


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    style.apply(qapp)
    return qapp


@pytest.fixture(autouse=True)
def _no_dangling_threads() -> Iterator[None]:
    """A test that leaves a thread running fails: Qt would abort the process at its end."""
    yield
    running = [
        thread.objectName()
        for thread in gc.get_objects()
        if issubclass(type(thread), QThread) and shiboken6.isValid(thread) and thread.isRunning()
    ]
    assert not running, f"threads left running: {running}"


@pytest.fixture
def bench(
    qtbot: object, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Bench]]:
    """Makes windows with a fake engine and the paper's panes; closes them at the end."""
    made: list[Bench] = []
    # pytest-qt's own hook fails a test on an error in a slot; the program's would log it.
    monkeypatch.setattr("gui.runtime.crash.catch_all", lambda *_: None)

    def make(
        *,
        language: str = "en",
        profile: Path | None = None,
        contents: tuple[str, ...] = PAPER,
        **engine: object,
    ) -> Bench:
        pipeline = FakePipeline(**engine)  # type: ignore[arg-type]
        reader = FakeReader()
        options = Options(profile=profile or tmp_path / "profile", language=language)
        application = Application(options, Worker(lambda: pipeline, lambda: reader))
        bench = Bench(qtbot, application, pipeline, reader)
        made.append(bench)
        if application.state.contents == CONTENTS:
            application.state.contents = contents
        bench.window.showNormal()
        bench.window.resize(1366, 768)
        return bench

    yield make
    for each in made:
        each.pipeline.gate.set()
        each.application.close()
        each.window.close()
        each.window.deleteLater()
    qapp.processEvents()
    # Outside of an event loop nothing is deleted by processEvents: the next style would be put on
    # every window of the tests before it.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if theme.shown() is not theme.DARK:
        style.apply(qapp)


@pytest.fixture
def shown(bench: Callable[..., Bench]) -> Bench:
    """A window with one analysed film, the panes in focus."""
    here = bench()
    here.analyse("one.dcm")
    here.window.grid.setFocus()
    return here
