"""Drives a window in tests: opens, waits, looks at pixels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from gui.app import Application
from gui.main_window import MainWindow
from tests.helpers.fake_engine import FakePipeline, FakeReader

PATIENCE_MS = 10_000


@dataclass
class Bench:
    """A window, its engine, and what to do with them."""

    qtbot: Any
    application: Application
    pipeline: FakePipeline
    reader: FakeReader

    @property
    def window(self) -> MainWindow:
        return self.application.window

    def start_opening(self, *names: str) -> None:
        self.application.controller.open(tuple(Path(name) for name in names))

    def open(self, *names: str) -> bool:
        """Open and wait until all were read; whether one of them is shown."""
        opened = self.application.controller.opened
        with self.qtbot.waitSignal(opened, timeout=PATIENCE_MS) as blocker:
            self.start_opening(*names)
        return bool(blocker.args[0])

    def analyse(self, *names: str) -> None:
        """Open and wait until the film that is shown is analysed."""
        self.open(*names)
        self.wait_for_analysis()

    def wait_for_analysis(self) -> None:
        session, controller = self.application.session, self.application.controller
        self.qtbot.waitUntil(
            lambda: session.facts.complete and not controller.busy, timeout=PATIENCE_MS
        )

    def wait_for_step(self) -> None:
        """Until the attack stands at a step, held by the pipeline's gate."""
        self.qtbot.waitUntil(self.pipeline.at_step.is_set, timeout=PATIENCE_MS)

    def speak(self, language: str) -> None:
        """Switch by the menu to "english" or "japanese"; the widgets hear of it by an event."""
        self.window.actions_by_name[language].trigger()
        QApplication.processEvents()

    def picture(self, key: str) -> QImage:
        """A pane as it is painted now."""
        return self.window.grid.panes[key].grab().toImage()

    def colour(self, key: str, x: float, y: float) -> tuple[int, int, int]:
        """The colour of a pane at a film position given as shares of its width and height."""
        rows, columns = self.window.link.film_shape
        at = self.window.link.viewport().to_device(x * columns, y * rows)
        colour = QColor(self.picture(key).pixel(int(at[0]), int(at[1])))
        return colour.red(), colour.green(), colour.blue()
