"""A window on a film of any size with a finished analysis, for the measurements in the window."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from gui.app import Application, Options, qt_application
from gui.engine.worker import Worker
from gui.screenshot import wait_for_analysis
from tests.helpers.fake_engine import FakePipeline, FakeReader


@contextmanager
def shown_window(side: int, size: tuple[int, int]) -> Iterator[Application]:
    """Four panes on a side × side film; networks are faked, everything that draws is real."""
    qt_application()
    pipeline, reader = FakePipeline(), FakeReader(shape=(side, side))
    with tempfile.TemporaryDirectory() as profile:
        options = Options(files=(Path("film"),), profile=Path(profile), language="en")
        application = Application(options, Worker(lambda: pipeline, lambda: reader))
        wait_for_analysis(application.window, application.controller, application.open)
        application.window.resize(*size)
        QApplication.processEvents()
        try:
            yield application
        finally:
            application.window.close()
            application.close()


def paint() -> None:
    """Paint whatever asked for it, panes and side panel, as the event loop does."""
    QApplication.processEvents()
