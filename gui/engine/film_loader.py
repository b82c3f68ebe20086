"""Files on their way to the screen: found, read one by one, or read again.

A few files are read whole, one after another. Of many, the first is; the others are seen as
thumbnails at once and read afterwards, as far as memory allows, or when they are chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gui.engine.runner import Runner
from gui.engine.worker import FindFiles, ReadFile, ReadThumbnails, Request
from gui.films.film import Film
from gui.stores.session import Entry, Session
from gui.words.messages import Message
from inference.core.errors import AnalysisError, StudyError
from inference.reading.thumbnail import FilmThumbnail

#: Up to so many files are read whole.
FEW = 8
#: Thumbnails that are asked for, and appear, together.
_TOGETHER = 16


@dataclass(slots=True)
class Opening:
    """One act of opening, from the choice of files to the last one read."""

    find_id: int
    waiting: tuple[Path, ...] = ()  # of many files, those that have not been asked for
    read_ids: frozenset[int] = frozenset()  # requests that have not ended
    asked: int = 0  # files of these requests
    total: int = 0
    shown: bool = False  # the first film is on screen; the old study is gone
    errors: tuple[AnalysisError, ...] = ()


@dataclass(frozen=True, slots=True)
class Restoring:
    """A film that had been let go and is being read again."""

    read_id: int
    key: int


@dataclass(frozen=True, slots=True)
class ReadingAhead:
    """A film that is read in case it is chosen."""

    read_id: int
    entry: Entry


class Openings(QObject):
    """Opens files into the session; the study on screen stays until the first film is whole."""

    told = Signal(object)  # Message
    reading = Signal(int, int)  # files read, files in all; (0, 0) when nothing is read
    opened = Signal(bool)  # an opening has ended; False when no file of it could be shown
    stayed = Signal()  # the film on screen stays although another was asked for

    def __init__(self, session: Session, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._runner = session, runner
        self._opening: Opening | None = None
        self._restoring: Restoring | None = None
        self._ahead: ReadingAhead | None = None
        self._unreadable: set[int] = set()  # keys of films that can't be read ahead
        runner.succeeded.connect(self._on_runner_succeeded)
        runner.failed.connect(self._on_runner_failed)

    def open(self, paths: tuple[Path, ...]) -> None:
        """Open files and folders."""
        self._restoring = self._ahead = None
        self._unreadable.clear()
        self.reading.emit(0, 1)
        self._opening = Opening(self._runner.find(paths))

    def restore(self, key: int) -> None:
        """Read a film again that had been let go, and show it."""
        read_id = self._runner.read(self._session.entry(key).path, urgent=True)
        self._restoring = Restoring(read_id, key)

    def close(self) -> None:
        """Nothing that is still read is wanted."""
        self._opening = self._ahead = None

    def _files_found(self, opening: Opening, paths: tuple[Path, ...]) -> None:
        opening.total = len(paths)
        self.reading.emit(0, len(paths))
        if len(paths) > FEW:
            opening.waiting = paths
            self._ask_for_more(opening)
            return
        opening.asked = len(paths)
        opening.read_ids = frozenset(
            self._runner.read(path, urgent=place == 0) for place, path in enumerate(paths)
        )
        if not paths:
            self._opening_ended(opening)

    def _ask_for_more(self, opening: Opening) -> None:
        """Of many files: one after another until one can be shown, then thumbnails of the rest."""
        count = _TOGETHER if opening.shown else 1
        asked, opening.waiting = opening.waiting[:count], opening.waiting[count:]
        opening.asked = len(asked)
        if not asked:
            return
        if opening.shown:
            opening.read_ids = frozenset((self._runner.thumbnails(asked),))
        else:
            opening.read_ids = frozenset((self._runner.read(asked[0], urgent=True),))

    def _thumbnails_made(
        self, request: ReadThumbnails, found: tuple[FilmThumbnail | StudyError, ...]
    ) -> None:
        opening = self._opening
        if opening is None or request.request_id not in opening.read_ids:
            return
        opening.waiting = request.paths[len(found) :] + opening.waiting
        opening.errors += tuple(each for each in found if isinstance(each, StudyError))
        self._session.list_films(tuple(x for x in found if isinstance(x, FilmThumbnail)))
        self._count_read(opening, request)

    def _file_read(self, request: ReadFile, films: tuple[Film, ...]) -> None:
        restoring, opening = self._restoring, self._opening
        if self._ahead is not None and request.request_id == self._ahead.read_id:
            entry = self._ahead.entry
            self._ahead = None
            if self._session.keep(entry.key, films[entry.index]):
                self._read_ahead()
        elif restoring is not None and request.request_id == restoring.read_id:
            self._restoring = None
            self._session.restore(restoring.key, films[self._session.entry(restoring.key).index])
        elif opening is not None and request.request_id in opening.read_ids:
            if opening.shown:
                self._session.add(films)
            else:
                opening.shown = True
                self._session.begin(films)
            self._count_read(opening, request)

    def _file_failed(self, request: ReadFile, error: AnalysisError) -> None:
        named = error if error.file else error.with_file(request.path.name)
        if self._ahead is not None and request.request_id == self._ahead.read_id:
            self._unreadable.add(self._ahead.entry.key)  # told when it is chosen
            self._read_ahead()
        elif self._restoring is not None and request.request_id == self._restoring.read_id:
            self._restoring = None
            self.told.emit(Message((named,)))
            self.stayed.emit()
        elif self._opening is not None and request.request_id in self._opening.read_ids:
            self._opening.errors = (*self._opening.errors, named)
            self._count_read(self._opening, request)

    def _count_read(self, opening: Opening, request: ReadFile | ReadThumbnails) -> None:
        opening.read_ids -= {request.request_id}
        opening.asked -= 1
        if not opening.read_ids:
            self._ask_for_more(opening)
        outstanding = len(opening.waiting) + opening.asked
        self.reading.emit(opening.total - outstanding, opening.total)
        if not opening.read_ids:
            self._opening_ended(opening)

    def _read_ahead(self) -> None:
        """Read one more film of many, so that it is there when it is chosen."""
        entry = self._session.unread(self._unreadable)
        self._ahead = None
        if entry is not None:
            self._ahead = ReadingAhead(self._runner.read(entry.path, urgent=False), entry)

    def _opening_ended(self, opening: Opening) -> None:
        self._opening = None
        self.reading.emit(0, 0)
        if opening.errors:
            self.told.emit(Message(opening.errors))
        unfinished = self._session.film is not None and not self._session.facts.complete
        if not opening.shown and unfinished:
            self.stayed.emit()
        self.opened.emit(opening.shown)
        if self._opening is None and opening.total > FEW:
            self._read_ahead()

    def _on_runner_succeeded(self, request: Request, payload: object) -> None:
        match request:
            case FindFiles(request_id=request_id):
                assert isinstance(payload, tuple)
                if self._opening is not None and request_id == self._opening.find_id:
                    self._files_found(self._opening, payload)
            case ReadFile():
                assert isinstance(payload, tuple)
                self._file_read(request, payload)
            case ReadThumbnails():
                assert isinstance(payload, tuple)
                self._thumbnails_made(request, payload)

    def _on_runner_failed(self, request: Request, error: AnalysisError) -> None:
        match request:
            case FindFiles(request_id=request_id):
                if self._opening is not None and request_id == self._opening.find_id:
                    self._opening.errors = (error,)
                    self._opening_ended(self._opening)
            case ReadFile():
                self._file_failed(request, error)
            case ReadThumbnails(paths=paths):
                self._thumbnails_made(request, tuple(_failed(path, error) for path in paths))


def _failed(path: Path, error: AnalysisError) -> StudyError:
    """What stopped all of several files, as the error of one."""
    return StudyError(error.code, file=path.name, **error.params)
