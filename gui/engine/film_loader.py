"""Files on their way to the screen: found, read one by one, or read again.

A few files are read whole, one after another. Of many, the first is; the others are seen as
thumbnails at once and read afterwards, as far as memory allows, or when they are chosen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gui.engine.runner import Runner
from gui.engine.ticket import Ticket
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

    tickets: list[Ticket] = field(default_factory=list)  # requests that have not ended
    waiting: tuple[Path, ...] = ()  # of many files, those that have not been asked for
    asked: int = 0  # files of these requests
    total: int = 0
    shown: bool = False  # the first film is on screen; the old study is gone
    errors: tuple[AnalysisError, ...] = ()


class FilmLoader(QObject):
    """Opens files into the session; the study on screen stays until the first film is whole."""

    told = Signal(object)  # Message
    reading = Signal(int, int)  # files read, files in all; (0, 0) when nothing is read
    opened = Signal(bool)  # an opening has ended; False when no file of it could be shown
    stayed = Signal()  # the film on screen stays although another was asked for

    def __init__(self, session: Session, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._runner = session, runner
        self._opening: Opening | None = None
        self._restoring: Ticket | None = None  # of a film that had been let go
        self._ahead: Ticket | None = None  # of a film that is read in case it is chosen
        self._unreadable: set[int] = set()  # keys of films that can't be read ahead

    def open(self, paths: tuple[Path, ...]) -> None:
        """Open files and folders."""
        self._let_go()
        self._unreadable.clear()
        self.reading.emit(0, 1)
        opening = self._opening = Opening()
        ticket = self._runner.find(paths)
        ticket.succeeded.connect(partial(self._files_found, opening))
        ticket.failed.connect(partial(self._nothing_found, opening))
        opening.tickets = [ticket]

    def restore(self, key: int) -> None:
        """Read a film again that had been let go, and show it."""
        if self._restoring is not None:
            self._restoring.let_go()
        path = self._session.entry(key).path
        self._restoring = self._runner.read(path, urgent=True)
        self._restoring.succeeded.connect(partial(self._restored, key))
        self._restoring.failed.connect(partial(self._not_restored, path))

    def close(self) -> None:
        """Nothing that is still read is wanted."""
        self._let_go()

    def _let_go(self) -> None:
        """Hear no more of what was asked for until now."""
        asked = [] if self._opening is None else self._opening.tickets
        for ticket in (*asked, self._restoring, self._ahead):
            if ticket is not None:
                ticket.let_go()
        self._opening = self._restoring = self._ahead = None

    # --- opening ------------------------------------------------------------------------------

    def _nothing_found(self, opening: Opening, error: AnalysisError) -> None:
        opening.errors = (error,)
        self._opening_ended(opening)

    def _files_found(self, opening: Opening, paths: tuple[Path, ...]) -> None:
        opening.total = len(paths)
        self.reading.emit(0, len(paths))
        if len(paths) > FEW:
            opening.waiting = paths
            self._ask_for_more(opening)
            return
        opening.asked = len(paths)
        opening.tickets = [
            self._read(opening, path, urgent=place == 0) for place, path in enumerate(paths)
        ]
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
            opening.tickets = [self._make_thumbnails(opening, asked)]
        else:
            opening.tickets = [self._read(opening, asked[0], urgent=True)]

    def _read(self, opening: Opening, path: Path, *, urgent: bool) -> Ticket:
        ticket = self._runner.read(path, urgent=urgent)
        ticket.succeeded.connect(partial(self._file_read, opening, ticket))
        ticket.failed.connect(partial(self._file_failed, opening, ticket, path))
        return ticket

    def _make_thumbnails(self, opening: Opening, paths: tuple[Path, ...]) -> Ticket:
        ticket = self._runner.thumbnails(paths)
        ticket.succeeded.connect(partial(self._thumbnails_made, opening, ticket, paths))
        ticket.failed.connect(partial(self._thumbnails_failed, opening, ticket, paths))
        return ticket

    def _thumbnails_made(
        self,
        opening: Opening,
        ticket: Ticket,
        paths: tuple[Path, ...],
        found: tuple[FilmThumbnail | StudyError, ...],
    ) -> None:
        opening.waiting = paths[len(found) :] + opening.waiting
        opening.errors += tuple(each for each in found if isinstance(each, StudyError))
        self._session.list_films(tuple(x for x in found if isinstance(x, FilmThumbnail)))
        self._count_read(opening, ticket)

    def _thumbnails_failed(
        self, opening: Opening, ticket: Ticket, paths: tuple[Path, ...], error: AnalysisError
    ) -> None:
        failed = tuple(_failed(path, error) for path in paths)
        self._thumbnails_made(opening, ticket, paths, failed)

    def _file_read(self, opening: Opening, ticket: Ticket, films: tuple[Film, ...]) -> None:
        if opening.shown:
            self._session.add(films)
        else:
            opening.shown = True
            self._session.begin(films)
        self._count_read(opening, ticket)

    def _file_failed(
        self, opening: Opening, ticket: Ticket, path: Path, error: AnalysisError
    ) -> None:
        opening.errors = (*opening.errors, _named(error, path))
        self._count_read(opening, ticket)

    def _count_read(self, opening: Opening, ticket: Ticket) -> None:
        opening.tickets.remove(ticket)
        opening.asked -= 1
        if not opening.tickets:
            self._ask_for_more(opening)
        outstanding = len(opening.waiting) + opening.asked
        self.reading.emit(opening.total - outstanding, opening.total)
        if not opening.tickets:
            self._opening_ended(opening)

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

    # --- one film -----------------------------------------------------------------------------

    def _restored(self, key: int, films: tuple[Film, ...]) -> None:
        self._restoring = None
        self._session.restore(key, films[self._session.entry(key).index])

    def _not_restored(self, path: Path, error: AnalysisError) -> None:
        self._restoring = None
        self.told.emit(Message((_named(error, path),)))
        self.stayed.emit()

    def _read_ahead(self) -> None:
        """Read one more film of many, so that it is there when it is chosen."""
        entry = self._session.unread(self._unreadable)
        self._ahead = None
        if entry is not None:
            self._ahead = self._runner.read(entry.path, urgent=False)
            self._ahead.succeeded.connect(partial(self._kept_ahead, entry))
            self._ahead.failed.connect(partial(self._not_ahead, entry))

    def _kept_ahead(self, entry: Entry, films: tuple[Film, ...]) -> None:
        self._ahead = None
        if self._session.keep(entry.key, films[entry.index]):
            self._read_ahead()

    def _not_ahead(self, entry: Entry, _error: AnalysisError) -> None:
        self._unreadable.add(entry.key)  # told when it is chosen
        self._read_ahead()


def _named(error: AnalysisError, path: Path) -> AnalysisError:
    """The error of a file, with the file's name."""
    return error if error.file else error.with_file(path.name)


def _failed(path: Path, error: AnalysisError) -> StudyError:
    """What stopped all of several files, as the error of one."""
    return StudyError(error.code, file=path.name, **error.params)
