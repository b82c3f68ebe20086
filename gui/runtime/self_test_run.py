"""Runs the self-test as a program of its own, so that the window goes on meanwhile."""

from __future__ import annotations

import importlib.util
import json
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal


class SelfTestRun(QObject):
    """One run of `--self-test`; ends with `finished` whatever happens."""

    finished = Signal(bool, str)  # passed, report

    def __init__(
        self, command: tuple[str, ...] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._command = command or own_command()
        self._folder = tempfile.TemporaryDirectory()
        self._report = Path(self._folder.name) / "self-test.json"
        self._process = QProcess(self)
        self._process.finished.connect(self._on_process_finished)
        self._process.errorOccurred.connect(self._on_process_error)

    def start(self) -> None:
        program, *arguments = self._command
        self._process.start(program, [*arguments, "--self-test", "--json", str(self._report)])

    def stop(self) -> None:
        """The window closes: the test is of no use any more."""
        self._process.blockSignals(True)
        self._process.kill()
        self._process.waitForFinished(2000)
        self._folder.cleanup()

    def _end(self, passed: bool, report: str) -> None:
        self._folder.cleanup()
        self.finished.emit(passed, report)

    def _on_process_finished(self, _code: int, _status: object) -> None:
        try:
            text = self._report.read_text(encoding="utf-8")
            passed = json.loads(text).get("passed") is True
        except (OSError, ValueError, AttributeError):
            output = bytes(self._process.readAllStandardError().data())
            text, passed = output.decode("utf-8", "replace")[-2000:], False
        self._end(passed, text)

    def _on_process_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._end(False, error.name)


def own_command() -> tuple[str, ...]:
    """How this program is started: the frozen program itself, or Python on `main.py`."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    main = importlib.util.find_spec("main")
    return (sys.executable, main.origin) if main and main.origin else (sys.executable, "-m", "main")
