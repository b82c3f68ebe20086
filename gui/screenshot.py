"""Opens, analyses, saves a picture of the whole window, and tells how it went."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from gui.engine.controller import Controller
from gui.main_window import MainWindow
from gui.stores.session import Session
from inference.core.errors import AnalysisError

SIZE = (1600, 1000)
#: An analysis that takes longer than this is given up, in milliseconds.
_PATIENCE_MS = 600_000


def take(
    window: MainWindow,
    session: Session,
    controller: Controller,
    opening: Callable[[], None] | None,
    path: Path,
    size: tuple[int, int] | None,
    show: str,
) -> int:
    """0, or 2 with one line per problem on stderr.

    `opening` opens what was asked for, None for nothing; `size` is in logical pixels; `show` is a
    tab of the panel, "audience", or "".
    """
    if show in window.panel.names():
        window.panel.reveal(show)
    errors = wait_for_analysis(window, controller, opening, size)
    for error in errors:
        print(error, file=sys.stderr)
    if session.film is None or not session.facts.complete:
        if not errors:
            print("nothing was opened and analysed", file=sys.stderr)
        return 2
    if not _pictured(window, session, show, size).grab().save(str(path)):
        reason = "the folder is missing or the format is unknown"
        print(AnalysisError("write_failed", name=path.name, reason=reason), file=sys.stderr)
        return 2
    return 2 if errors else 0


def _pictured(
    window: MainWindow, session: Session, show: str, size: tuple[int, int] | None
) -> QWidget:
    """The window, or the audience's."""
    if show != "audience":
        return window
    window.actions_by_name["audience"].setChecked(True)
    audience = window.presenting.audience
    assert audience is not None
    audience.showNormal()
    audience.resize(*(size or SIZE))
    _point_at_the_heart(window, session)
    QApplication.processEvents()
    return audience


def _point_at_the_heart(window: MainWindow, session: Session) -> None:
    """So that the picture has a spotlight."""
    found = session.facts.segmentation
    lines = None if found is None else found.cardiothoracic_ratio
    if lines is not None:
        (left, y), (right, _) = lines.heart_line
        window.link.set_cursor(((left + right) / 2, y), "original")


def wait_for_analysis(
    window: MainWindow,
    controller: Controller,
    opening: Callable[[], None] | None,
    size: tuple[int, int] | None = None,
) -> tuple[AnalysisError, ...]:
    """Show the window, open what was asked, and wait until the first film is analysed."""
    errors: list[AnalysisError] = []
    loop = QEventLoop()
    state = {"reading": True}

    def look() -> None:
        if not state["reading"] and not controller.busy:
            # What the panes still lack is asked for when this has been heard.
            QTimer.singleShot(0, lambda: None if controller.busy else loop.quit())

    def on_opened(_shown: bool) -> None:
        state["reading"] = False
        look()

    controller.told.connect(lambda message: errors.extend(message.errors))
    controller.opened.connect(on_opened)
    controller.analysis_running.connect(lambda running: None if running else look())
    QTimer.singleShot(_PATIENCE_MS, loop.quit)
    window.showNormal()
    window.resize(*(size or SIZE))
    if opening is not None:
        opening()
        loop.exec()
    return tuple(errors)
