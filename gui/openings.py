"""Files on their way to the screen: found, read one by one, or read again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gui.film import Film
from gui.messages import Message
from gui.runner import Runner
from gui.session import Session
from gui.worker import FindFiles, ReadFile, Request
from inference.errors import AnalysisError


@dataclass(slots=True)
class Opening:
    """One act of opening, from the choice of files to the last one read."""

    find_id: int
    read_ids: frozenset[int] = frozenset()  # requests that have not ended
    total: int = 0
    shown: bool = False  # the first film is on screen; the old study is gone
    errors: tuple[AnalysisError, ...] = ()


@dataclass(frozen=True, slots=True)
class Restoring:
    """A film that had been let go and is being read again."""

    read_id: int
    key: int


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
        runner.succeeded.connect(self._on_runner_succeeded)
        runner.failed.connect(self._on_runner_failed)

    def open(self, paths: tuple[Path, ...]) -> None:
        """Open files and folders."""
        self._restoring = None
        self.reading.emit(0, 1)
        self._opening = Opening(self._runner.find(paths))

    def restore(self, key: int) -> None:
        """Read a film again that had been let go, and show it."""
        read_id = self._runner.read(self._session.entry(key).path, urgent=True)
        self._restoring = Restoring(read_id, key)

    def close(self) -> None:
        """Nothing that is still read is wanted."""
        self._opening = None

    def _files_found(self, opening: Opening, paths: tuple[Path, ...]) -> None:
        opening.total = len(paths)
        self.reading.emit(0, len(paths))
        opening.read_ids = frozenset(
            self._runner.read(path, urgent=place == 0) for place, path in enumerate(paths)
        )
        if not paths:
            self._opening_ended(opening)

    def _file_read(self, request: ReadFile, films: tuple[Film, ...]) -> None:
        restoring, opening = self._restoring, self._opening
        if restoring is not None and request.request_id == restoring.read_id:
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
        if self._restoring is not None and request.request_id == self._restoring.read_id:
            self._restoring = None
            self.told.emit(Message((named,)))
            self.stayed.emit()
        elif self._opening is not None and request.request_id in self._opening.read_ids:
            self._opening.errors = (*self._opening.errors, named)
            self._count_read(self._opening, request)

    def _count_read(self, opening: Opening, request: ReadFile) -> None:
        opening.read_ids -= {request.request_id}
        self.reading.emit(opening.total - len(opening.read_ids), opening.total)
        if not opening.read_ids:
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

    def _on_runner_succeeded(self, request: Request, payload: object) -> None:
        match request:
            case FindFiles(request_id=request_id):
                assert isinstance(payload, tuple)
                if self._opening is not None and request_id == self._opening.find_id:
                    self._files_found(self._opening, payload)
            case ReadFile():
                assert isinstance(payload, tuple)
                self._file_read(request, payload)

    def _on_runner_failed(self, request: Request, error: AnalysisError) -> None:
        match request:
            case FindFiles(request_id=request_id):
                if self._opening is not None and request_id == self._opening.find_id:
                    self._opening.errors = (error,)
                    self._opening_ended(self._opening)
            case ReadFile():
                self._file_failed(request, error)
