"""Two states of a window that differ in everything a command can change, and what is seen of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication

from gui.runtime.self_test_run import SelfTestRun
from gui.stores.choices import Choice, ChoiceStore
from gui.stores.contents import FIGURE
from gui.stores.measures import Measure
from gui.stores.recent_files import RecentFiles
from inference.core.types import Window
from tests.helpers.window import Bench

_FILMS = ("one.dcm", "two.dcm", "three.dcm")
#: The switches that change more than a choice.
_SWITCHES = ("presentation", "audience", "full_screen")
_OUTLINE = ((60.0, 60.0), (160.0, 60.0), (160.0, 160.0))


class Opened(QObject):
    """Takes the place of the desktop that folders are opened with."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.urls.append(url)


class Watched:
    """A window with three films, brought into one of two states before a command is tried."""

    def __init__(self, here: Bench) -> None:
        self.here, self.desktop = here, Opened()
        self.messages: list[object] = []
        self.window, self.state = here.window, here.application.state
        here.window.help.make_self_test = lambda: SelfTestRun(("true",))
        here.analyse(*_FILMS)
        here.application.controller.told.connect(self.messages.append)

    def arrange_plainly(self) -> None:
        """Everything as at the start, on the first film."""
        self._tidy()
        self.here.application.preferences.language = "en"
        for name, choice in _choices(self.state).items():
            setattr(self.state, name, choice.default)
        self._show(0)
        film = self.here.application.session.film
        assert film is not None
        self.state.window = film.window
        self.window.link.reset()

    def arrange_otherwise(self) -> None:
        """Everything that a command could bring back is another way, on the second film."""
        self.arrange_plainly()
        self._show(1)
        controller, link, state = self.here.application.controller, self.window.link, self.state
        facts = self.here.application.session.facts
        self.here.application.preferences.language = "ja"
        RecentFiles(self.here.application.folder).add((Path("one.dcm"),))
        state.window = Window(1000, 500)
        for digit in range(4, 10):
            self.window.actions_by_name[f"save_window_{digit}"].trigger()
        self.window.grid.measures.add(Measure("length", (10.0, 10.0), (90.0, 90.0)))
        controller.set_outline(_OUTLINE)
        assert facts.cardiothoracic_ratio is not None
        controller.set_ratio(replace(facts.cardiothoracic_ratio, ratio=0.4))
        with state.batch():
            state.contents, state.layout_size, state.maximised = FIGURE, 3, FIGURE[0]
            state.annotation_level, state.heat_colours, state.tool = "none", "amber", "length"
            state.counterfactual = "pgd"
            state.amplitude, state.window, state.heart_shown = 0.5, Window(1800, 700), True
            state.guess_first = True
        link.rotate(1)
        link.set_scale(3.0)

    def seen(self) -> dict[str, object]:
        """All that a command may change."""
        application, link = self.here.application, self.window.link
        session, widgets = application.session, QApplication.allWidgets()
        clipboard = QGuiApplication.clipboard()
        return {
            **{name: getattr(self.state, name) for name in _choices(self.state)},
            "language": application.preferences.language,
            "view": link.viewport(),
            "film": session.key,
            "films": len(self.here.reader.read),
            "outline": session.facts.outline,
            "ratio": session.facts.edited_ratio,
            "measures": self.window.grid.measures.shown,
            "runs": len(self.here.pipeline.runs),
            "windows": Counter(type(widget).__name__ for widget in widgets if widget.isVisible()),
            "screen": self.window.isFullScreen(),
            "recent": RecentFiles(application.folder).read(),
            "copied": not clipboard.image().isNull(),
            "opened": len(self.desktop.urls),
            "told": len(self.messages),
        }

    def does_something(self, name: str) -> bool:
        """The command changes what is seen in at least one of the two states."""
        return any(self._changes(arrange, name) for arrange in self._states())

    def _states(self) -> tuple[Callable[[], None], ...]:
        return self.arrange_plainly, self.arrange_otherwise

    def _changes(self, arrange: Callable[[], None], name: str) -> bool:
        arrange()
        before = self._at_rest()
        QDesktopServices.setUrlHandler("file", self.desktop, "open")
        self.window.actions_by_name[name].trigger()
        QDesktopServices.unsetUrlHandler("file")
        changed = self._settled(before)
        if self.window.isVisible():
            self._tidy()
        return changed

    def _at_rest(self) -> dict[str, object]:
        """What is seen when nothing changes by itself any longer."""
        self.here.wait_for_analysis()
        before: dict[str, object] = {}
        while (now := self.seen()) != before:
            before = now
            for _ in range(3):
                QApplication.processEvents()
                QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return before

    def _settled(self, before: dict[str, object]) -> bool:
        """Whether anything has changed, now or when the worker has read what was asked for."""
        if self.seen() != before:
            return True
        QApplication.processEvents()
        return self.seen() != before

    def _show(self, place: int) -> None:
        session = self.here.application.session
        self.here.application.controller.show_key(session.entries[place].key)
        self.here.wait_for_analysis()

    def _tidy(self) -> None:
        """Close what a command opened, and bring the films back."""
        for name in _SWITCHES:
            self.window.actions_by_name[name].setChecked(False)
        QGuiApplication.clipboard().clear()
        tour = self.window.help._tour
        if tour is not None:
            tour.end()
        for widget in QApplication.topLevelWidgets():
            if widget is not self.window and widget.isVisible():
                widget.close()
        entries = self.here.application.session.entries
        if tuple(entry.name for entry in entries) != _FILMS:
            self.here.open(*_FILMS)
        self.here.wait_for_analysis()


def _choices(state: ChoiceStore) -> dict[str, Choice[object]]:
    owners = type(state).__mro__
    return {
        name: value
        for owner in owners
        for name, value in vars(owner).items()
        if isinstance(value, Choice)
    }
