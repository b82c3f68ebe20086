"""An error that nobody caught is logged without its values and told by its kind."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qCritical, qInstallMessageHandler, qWarning

from gui.runtime import crash


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    kinds: list[str] = []
    level = logging.getLogger().level
    crash.start_log(tmp_path, debug=False)
    crash.catch_all(kinds.append, lambda *_: None)
    yield kinds
    crash.stop_log()
    logging.getLogger().setLevel(level)


def fail() -> None:
    raise ValueError("Sentinel^Taro")


def test_an_uncaught_error_is_told_and_logged_without_its_message(
    told: list[str], tmp_path: Path
) -> None:
    try:
        fail()
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    assert told == ["ValueError"]
    log = (tmp_path / "log" / "setsudo.log").read_text(encoding="utf-8")
    assert "in fail" in log
    assert "Sentinel" not in log


def test_an_error_in_a_thread_is_told_too(told: list[str]) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert told == ["ValueError"]


def test_an_interrupt_is_no_error(told: list[str]) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert told == []


def test_what_qt_says_of_itself_stays_off_the_terminal_unless_it_is_grave(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    before = qInstallMessageHandler(None)
    try:
        crash.log_qt_messages()
        with caplog.at_level(logging.DEBUG, "Qt"):
            qWarning("a plugin lacks something")
            qCritical("nothing can be drawn")
    finally:
        qInstallMessageHandler(before)
    assert "lacks" not in capfd.readouterr().err
    assert [record.levelno for record in caplog.records if record.name == "Qt"] == [
        logging.DEBUG,
        logging.ERROR,
    ]
