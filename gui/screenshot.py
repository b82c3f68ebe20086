"""Opens, analyses, saves a picture of the whole window, and tells how it went."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from inference.core.errors import AnalysisError

if TYPE_CHECKING:
    from gui.app import Application

SIZE = (1600, 1000)
#: An analysis that takes longer than this is given up, in milliseconds.
_PATIENCE_MS = 600_000


def take(application: Application, path: Path) -> int:
    """0, or 2 with one line per problem on stderr."""
    show = application.options.show
    if show in application.window.panel.names():
        application.window.panel.reveal(show)
    errors = wait_for_analysis(application)
    for error in errors:
        print(error, file=sys.stderr)
    if application.session.film is None or not application.session.facts.complete:
        if not errors:
            print("nothing was opened and analysed", file=sys.stderr)
        return 2
    if not _pictured(application).grab().save(str(path)):
        reason = "the folder is missing or the format is unknown"
        print(AnalysisError("write_failed", name=path.name, reason=reason), file=sys.stderr)
        return 2
    return 2 if errors else 0


def _pictured(application: Application) -> QWidget:
    """The window, or the audience's."""
    if application.options.show != "audience":
        return application.window
    application.window.actions_by_name["audience"].setChecked(True)
    audience = application.window.teaching.presenting.audience
    assert audience is not None
    audience.showNormal()
    audience.resize(*(application.options.size or SIZE))
    _point_at_the_heart(application)
    QApplication.processEvents()
    return audience


def _point_at_the_heart(application: Application) -> None:
    """So that the picture has a spotlight."""
    found = application.session.facts.segmentation
    lines = None if found is None else found.cardiothoracic_ratio
    if lines is not None:
        (left, y), (right, _) = lines.heart_line
        application.window.link.set_cursor(((left + right) / 2, y), "original")


def wait_for_analysis(application: Application) -> tuple[AnalysisError, ...]:
    """Show the window, open what was asked, and wait until the first film is analysed."""
    window, controller = application.window, application.controller
    errors: list[AnalysisError] = []
    loop = QEventLoop()
    state = {"reading": True}

    def look() -> None:
        if not state["reading"] and not controller.busy:
            QTimer.singleShot(0, loop.quit)

    def on_opened(_shown: bool) -> None:
        state["reading"] = False
        look()

    controller.told.connect(lambda message: errors.extend(message.errors))
    controller.opened.connect(on_opened)
    controller.analysis_running.connect(lambda running: None if running else look())
    QTimer.singleShot(_PATIENCE_MS, loop.quit)
    window.showNormal()
    window.resize(*(application.options.size or SIZE))
    application.open()
    if application.options.files or application.options.demo:
        loop.exec()
    return tuple(errors)
