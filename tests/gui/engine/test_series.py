"""Many files: the first is shown, the others are listed at once and read as they are needed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.engine.film_loader import FEW
from gui.engine.runner import Runner
from gui.engine.worker import Worker
from gui.stores import session as session_module
from inference.core.errors import AnalysisError, StudyError
from inference.core.progress import CancelToken
from inference.reading.thumbnail import FilmThumbnail
from tests.helpers.fake_engine import FakePipeline, FakeReader
from tests.helpers.window import PATIENCE_MS, Bench

NAMES = tuple(f"film{n:02}.dcm" for n in range(40))


def listed(here: Bench) -> list[str]:
    return [entry.name for entry in here.application.session.entries]


def held(here: Bench) -> int:
    session = here.application.session
    return sum(session.has_film(entry.key) for entry in session.entries)


@pytest.fixture
def here(bench: Callable[..., Bench]) -> Bench:
    return bench()


def test_every_film_is_listed_in_order_and_the_first_is_shown(here: Bench) -> None:
    assert here.open(*NAMES)
    assert listed(here) == list(NAMES)
    session = here.application.session
    assert session.film is not None
    assert session.film.name == NAMES[0]
    assert here.window.strip.count() == len(NAMES)
    assert not here.window.strip.item(17).icon().isNull()


def test_the_others_are_read_afterwards_while_there_is_room(here: Bench) -> None:
    here.open(*NAMES)
    here.qtbot.waitUntil(lambda: held(here) == len(NAMES), timeout=PATIENCE_MS)
    assert here.reader.read == list(NAMES)


def test_no_more_films_are_held_than_there_is_room_for(
    here: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.open(NAMES[0])
    film = here.application.session.film
    assert film is not None
    budget = int(4.5 * film.nbytes)
    monkeypatch.setattr(session_module, "MEMORY_BUDGET", budget)
    here.open(*NAMES)
    with here.qtbot.waitSignal(here.application.runner.idle, timeout=PATIENCE_MS):
        pass
    session = here.application.session
    films = session._films.values()
    assert 3 <= held(here) <= 8
    assert sum(each.nbytes for each in films) <= budget
    assert session.film is not None


def test_a_film_that_is_not_held_is_read_when_it_is_chosen(
    here: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_module, "MEMORY_BUDGET", 1)
    here.open(*NAMES)
    session = here.application.session
    key = session.entries[25].key
    assert not session.has_film(key)
    here.application.controller.show_key(key)
    here.qtbot.waitUntil(lambda: session.key == key, timeout=PATIENCE_MS)
    assert session.film is not None
    assert session.film.name == NAMES[25]


def test_broken_files_are_told_and_not_listed(here: Bench) -> None:
    told: list[tuple[AnalysisError, ...]] = []
    here.application.controller.told.connect(lambda message: told.append(message.errors))
    names = ("bad0.dcm", "bad1.dcm", *NAMES[:9], "bad2.dcm", *NAMES[9:])
    assert here.open(*names)
    assert listed(here) == list(NAMES)
    assert [error.file for error in told[0]] == ["bad0.dcm", "bad1.dcm", "bad2.dcm"]


def test_nothing_but_broken_files(here: Bench) -> None:
    here.open("one.dcm")
    assert not here.open(*(f"bad{n}.dcm" for n in range(FEW + 4)))
    assert listed(here) == ["one.dcm"]


def test_another_study_takes_the_place_of_one_that_is_still_listed(here: Bench) -> None:
    here.start_opening(*NAMES)
    here.qtbot.waitUntil(lambda: len(listed(here)) >= 1, timeout=PATIENCE_MS)
    assert here.open("other.dcm")
    here.wait_for_analysis()
    assert listed(here) == ["other.dcm"]


def test_an_analysis_and_the_thumbnails_both_come(here: Bench) -> None:
    here.pipeline.gate.clear()
    here.start_opening(*NAMES)
    here.wait_for_step()
    here.pipeline.gate.set()
    here.wait_for_analysis()
    here.qtbot.waitUntil(lambda: listed(here) == list(NAMES), timeout=PATIENCE_MS)


def test_what_is_more_urgent_ends_the_thumbnails_that_are_made(qapp: object) -> None:
    reader = SlowReader()
    runner = Runner(Worker(FakePipeline, lambda: reader))
    ended: list[tuple[str, int]] = []
    try:
        many = runner.thumbnails(tuple(Path(name) for name in NAMES))
        many.succeeded.connect(lambda found: ended.append(("thumbnails", len(found))))
        reader.began.wait(PATIENCE_MS / 1000)
        one = runner.read(Path("urgent.dcm"), urgent=True)
        one.succeeded.connect(lambda films: ended.append(("film", len(films))))
        reader.go_on.set()
        while len(ended) < 2:
            QApplication.processEvents()
    finally:
        runner.close()
    (first, made), (second, _films) = ended
    assert (first, second) == ("thumbnails", "film")
    assert made < len(NAMES)


@dataclass(slots=True)
class SlowReader(FakeReader):
    """Waits before its second thumbnail."""

    began: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)

    def read_thumbnails(
        self, paths: Iterable[Path], /, *, token: CancelToken | None
    ) -> Iterator[FilmThumbnail | StudyError]:
        for found in FakeReader.read_thumbnails(self, paths, token=token):
            yield found
            self.began.set()
            self.go_on.wait(10)


def test_progress_tells_of_the_files_and_ends(here: Bench) -> None:
    seen: list[tuple[int, int]] = []
    here.application.controller.reading.connect(lambda read, total: seen.append((read, total)))
    here.open(*NAMES)
    counts = [read for read, total in seen if total == len(NAMES)]
    assert counts == sorted(counts)
    assert counts[0] == 0
    assert counts[-1] == len(NAMES)
    assert seen[-1] == (0, 0)


def test_few_files_are_read_whole_at_once(here: Bench) -> None:
    here.open(*NAMES[:FEW])
    assert here.reader.read == list(NAMES[:FEW])
    assert held(here) == FEW
    assert Path(NAMES[0]).name in listed(here)
