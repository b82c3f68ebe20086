"""Puts the parts together and runs them."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from gui.engine.controller import Controller
from gui.engine.runner import Runner
from gui.engine.worker import Bundles, Worker
from gui.look import style
from gui.main_window import MainWindow
from gui.runtime import crash
from gui.runtime.crash_report import KeptErrors
from gui.runtime.file_dialogs import forget_places
from gui.runtime.garbage import Collector
from gui.runtime.language import Language
from gui.runtime.profile import open_profile, profile_folder
from gui.runtime.settings import FileState, SettingsFile
from gui.settings_sync import REMEMBERED, SettingsSync
from gui.stores.display_state import DisplayState
from gui.stores.preferences import Preferences
from gui.stores.session import Session
from gui.words.messages import Message
from inference import __version__
from inference.core.errors import AnalysisError

#: How often Python looks for a signal while Qt waits, in milliseconds.
_SIGNAL_POLL_MS = 200
#: Quiet time after the first paint before the networks' libraries are loaded.
_WARM_UP_MS = 300
#: What the reader is told of a settings file that was set aside.
_NOTICES = {FileState.BROKEN: "settings_set_aside", FileState.STUCK: "settings_stuck"}


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks of the window."""

    files: tuple[Path, ...] = ()
    demo: bool = False
    screenshot: Path | None = None
    debug: bool = False
    profile: Path | None = None
    language: str = ""
    theme: str = ""
    text_size: int = 0  # percent; 0: as chosen
    size: tuple[int, int] | None = None  # of a screenshot, logical pixels
    show: str = ""  # in a screenshot: a tab of the panel, or "audience"
    models: Path | None = None  # bundles instead of the program's
    bundles: tuple[Path, ...] = ()  # bundles besides


class Application:
    """One window with its worker; `worker` is replaced in tests."""

    def __init__(self, options: Options, worker: Worker | None = None) -> None:
        self.options = options
        self._collector = Collector()
        self.folder = profile_folder(options.profile)
        refused = open_profile(self.folder, chosen=options.profile is not None)
        self.logs = crash.start_log(self.folder, debug=options.debug)
        settings_file = SettingsFile(self.folder, REMEMBERED)
        settings, found = settings_file.read()
        self.preferences, self.language = Preferences(), Language()
        self.preferences.take(_with_options(settings, options))
        self.language.install(self.preferences.language)
        self.state, self.session, self.runner = (
            DisplayState(),
            Session(),
            Runner(worker or Worker(bundles=Bundles(options.models, options.bundles))),
        )
        self.preferences.changed.connect(self._on_preferences_changed)
        if self.preferences.device != "auto":
            self.runner.choose_device(self.preferences.device)
        self.controller = Controller(self.session, self.state, self.runner)
        self.window = MainWindow(
            self.session, self.state, self.controller, self.preferences, self.language, self.folder
        )
        file = settings_file if options.screenshot is None else None
        self._settings = SettingsSync(
            file,
            self.preferences,
            self.state,
            self.language,
            self.window.geometry_text,
            self.window,
        )
        self._settings.refused.connect(lambda error: self.window.tell(Message((error,))))
        self._settings.restore(settings)
        self.window.restore(str(settings["geometry"]))
        self.window.attack_form.show_config(self.preferences.attack_config())
        self.window.closing.connect(self._settings.write)
        crash.catch_all(self._tell_unexpected, self.window.help.reports.write)
        self._kept_errors = KeptErrors(self.window.help.reports)
        logging.getLogger("gui.engine.worker").addHandler(self._kept_errors)
        if refused is None and found is FileState.NEWER:
            refused = AnalysisError("settings_newer", folder=str(self.folder))
        if refused is not None:
            self._settings.tell_once(refused)
        elif found in _NOTICES:
            self.window.tell(Message(notices=(_NOTICES[found],)))

    def open(self) -> None:
        """Open what the command line names; otherwise get ready for what comes."""
        forget_places()
        if self.options.files:
            self.controller.open(self.options.files)
        elif self.options.demo:
            self.window.file.open_demo()
        else:
            QTimer.singleShot(_WARM_UP_MS, self.window, self.runner.warm_up)

    def close(self) -> None:
        """End the worker and the log, and leave the language as it was found."""
        forget_places()
        self.controller.close()
        self.language.remove()
        logging.getLogger("gui.engine.worker").removeHandler(self._kept_errors)
        crash.stop_log()
        self._collector.stop()

    def _on_preferences_changed(self, names: frozenset[str]) -> None:
        if "device" in names:
            self.runner.choose_device(self.preferences.device)

    def _tell_unexpected(self, kind: str) -> None:
        self.window.tell(Message((AnalysisError("internal", reason=kind),)))


def _with_options(settings: Mapping[str, object], options: Options) -> dict[str, object]:
    """What was remembered, unless the command line says otherwise."""
    said: dict[str, object] = {
        "language": options.language,
        "theme": options.theme,
        "text_size": options.text_size,
    }
    return {**settings, **{name: value for name, value in said.items() if value}}


def qt_application() -> QApplication:
    """The one QApplication, in the program's look."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Setsudo")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("setsudo")
    style.apply(application)
    return application


def run(options: Options) -> int:
    """Show the window until it is closed, or take its picture. Returns the exit code."""
    crash.log_qt_messages()
    qt = qt_application()
    application = Application(options)
    timer = _listen_to_signals(application)
    try:
        if options.screenshot is not None:
            from gui.screenshot import take

            parts = (application.window, application.session, application.controller)
            asks = bool(options.files or options.demo)
            opening = application.open if asks else None
            return take(*parts, opening, options.screenshot, options.size, options.show)
        application.window.help.reports.watch()
        application.window.show()
        application.open()
        QTimer.singleShot(0, application.window, application.window.help.greet)
        return qt.exec()
    finally:
        timer.stop()
        application.close()
        application.window.help.reports.stop()


def _listen_to_signals(application: Application) -> QTimer:
    """Close the window on Ctrl-C and SIGTERM; the timer lets Python see them while Qt waits."""
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: application.window.close())
    timer = QTimer(application.window)
    timer.timeout.connect(lambda: None)
    timer.start(_SIGNAL_POLL_MS)
    return timer
