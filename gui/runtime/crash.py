"""The log, and what happens to an error that nobody caught."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from gui.runtime.privacy import trace_of
from gui.runtime.profile import FILE_MODE, private_folder

log = logging.getLogger(__name__)

_BYTES, _FILES = 512 * 1024, 3


class PrivateLog(RotatingFileHandler):
    """Rotating files for their owner alone; a disk that takes no more ends the log, silently.

    The reader is told by whoever opens the profile; a traceback per line would help nobody.
    """

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).touch(FILE_MODE)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:
        self.addFilter(lambda _: False)

    def close(self) -> None:
        with suppress(OSError):  # what is still to be flushed does not fit
            super().close()


def start_log(folder: Path, *, debug: bool) -> Path:
    """Write the log below `folder`, in rotating files. Returns the log's folder."""
    logs = folder / "log"
    with suppress(OSError):
        private_folder(logs)
    to_file = PrivateLog(
        logs / "setsudo.log", maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=True
    )
    to_file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.setLevel(logging.DEBUG if debug else logging.INFO)
    root.addHandler(to_file)
    for chatty in (
        "pydicom",
        "highdicom",
        "PIL",
        "torch",
    ):  # their messages may quote a file's values
        logging.getLogger(chatty).setLevel(logging.CRITICAL)
    if debug and sys.stderr is not None:
        root.addHandler(logging.StreamHandler())
    return logs


def log_qt_messages() -> None:
    """Qt's own messages go to the log; what is grave to standard error as well."""
    qInstallMessageHandler(_on_qt_message)


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    grave = kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
    logging.getLogger("Qt").log(logging.ERROR if grave else logging.DEBUG, "%s", text)
    if grave and sys.stderr is not None:
        print(text, file=sys.stderr)


def stop_log() -> None:
    """Close what `start_log` opened."""
    root = logging.getLogger()
    for handler in [h for h in root.handlers if isinstance(h, RotatingFileHandler)]:
        root.removeHandler(handler)
        handler.close()


def catch_all(tell: Callable[[str], None], keep: Callable[[str, str], None]) -> None:
    """Log what nobody caught, `keep` its type and trace, and `tell` its type to the reader."""

    def on_error(
        kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        trace = trace_of(error)
        log.critical("not caught\n%s", trace)
        keep(kind.__name__, trace)
        tell(kind.__name__)

    def on_thread_error(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            on_error(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = on_error
    threading.excepthook = on_thread_error
