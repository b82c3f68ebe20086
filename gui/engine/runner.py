"""Hands requests to the worker one at a time, the most urgent first, and ends its thread."""

from __future__ import annotations

import itertools
import logging
from collections import deque
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from gui.engine.ticket import Ticket
from gui.engine.worker import (
    ChooseDevice,
    EvaluateAmplitude,
    FindFiles,
    ReadAttributes,
    ReadFile,
    ReadThumbnails,
    Request,
    UseBundle,
    WarmUp,
    Worker,
    WriteExport,
)
from inference.core.errors import AnalysisError
from inference.core.progress import CancelToken
from inference.core.requests import AnalysisRequest
from inference.export.export_job import ExportJob

log = logging.getLogger(__name__)

#: How long closing waits for the worker before it says so in the log, in milliseconds.
_PATIENCE_MS = 5000


class WorkerThread(QThread):
    """A thread with one Python thread state from its start to its end.

    Without a Python frame at its bottom, Qt would give every slot a new thread state and free it
    afterwards. pybind11 keeps the first one that it meets in a thread: the next slot that called
    into such a library (contourpy, torch) would use freed memory.
    """

    def run(self) -> None:
        self.exec()


class Runner(QObject):
    """Owns the worker's thread. Order: urgent reads, the analysis, an amplitude, other reads.

    Every request is answered with a `Ticket`, which ends with exactly one of its last signals. A
    new analysis cancels the one before it; at most one waits.
    """

    idle = Signal()  # nothing runs and nothing waits
    _submitted = Signal(object, object)  # to the worker: Request, CancelToken

    def __init__(self, worker: Worker | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids = itertools.count(1)
        self._urgent: deque[Ticket] = deque()
        self._exports: deque[Ticket] = deque()
        self._background: deque[Ticket] = deque()
        self._device: Ticket | None = None
        self._analysis: Ticket | None = None
        self._evaluation: Ticket | None = None
        self._running: Ticket | None = None
        self._token = CancelToken()
        self._closed = False
        self._thread = WorkerThread()
        self._thread.setObjectName("worker")
        self._worker = worker or Worker()
        self._connect_worker()
        self._thread.start()

    @property
    def running(self) -> Request | None:
        """The request at the worker, if any."""
        return None if self._running is None else self._running.request

    def find(self, paths: tuple[Path, ...]) -> Ticket:
        """Look for files; drops whatever else waits to be read."""
        dropped = (*self._urgent, *self._background)
        self._urgent.clear()
        self._background.clear()
        for ticket in dropped:
            _cancel(ticket)
        return self._enqueue(self._urgent, FindFiles(next(self._ids), paths))

    def read(self, path: Path, *, urgent: bool) -> Ticket:
        """Read a file, before or after a waiting analysis."""
        queue = self._urgent if urgent else self._background
        return self._enqueue(queue, ReadFile(next(self._ids), path))

    def thumbnails(self, paths: tuple[Path, ...]) -> Ticket:
        """Make small pictures of files when there is nothing else to do.

        Whatever else is asked for ends it after the films that have been begun.
        """
        return self._enqueue(self._background, ReadThumbnails(next(self._ids), paths))

    def read_header(self, path: Path) -> Ticket:
        """Read a file's attributes, before a waiting analysis."""
        return self._enqueue(self._urgent, ReadAttributes(next(self._ids), path))

    def analyse(self, request: AnalysisRequest) -> Ticket:
        """Run an analysis, instead of any other; its request_id is given here."""
        self.cancel_analysis()
        ticket = self._analysis = Ticket(replace(request, request_id=next(self._ids)))
        self._dispatch()
        return ticket

    def evaluate(self, request: EvaluateAmplitude) -> Ticket:
        """Evaluate one amplitude, instead of any other that still waits."""
        waiting, self._evaluation = self._evaluation, None
        if waiting is not None:
            _cancel(waiting)
        ticket = self._evaluation = Ticket(replace(request, request_id=next(self._ids)))
        self._dispatch()
        return ticket

    def export(self, job: ExportJob) -> Ticket:
        """Write an export before a waiting analysis."""
        return self._enqueue(self._exports, WriteExport(next(self._ids), job))

    def choose_device(self, device: str) -> Ticket:
        """Run the networks there from the next request on."""
        ticket = self._device = Ticket(ChooseDevice(next(self._ids), device))
        self._dispatch()
        return ticket

    def use_bundle(self, path: Path | None) -> Ticket:
        """Use a person's own networks from the next analysis on; None: those of the start."""
        return self._enqueue(self._urgent, UseBundle(next(self._ids), path))

    def warm_up(self) -> Ticket:
        """Load the networks' libraries when there is nothing else to do."""
        return self._enqueue(self._background, WarmUp(next(self._ids)))

    def cancel_analysis(self) -> None:
        """Stop the running analysis at its next step, and forget a waiting one."""
        waiting, self._analysis = self._analysis, None
        if waiting is not None:
            _cancel(waiting)
        if isinstance(self.running, AnalysisRequest):
            self._token.cancel()

    def conclude_analysis(self) -> None:
        """Let the running attack end at its next step with what it has; the rest goes on."""
        if isinstance(self.running, AnalysisRequest):
            self._token.conclude()

    def close(self) -> None:
        """Stop at the next step, end the thread, and wait for it."""
        if self._closed:
            return
        self._closed = True
        self._urgent.clear()
        self._background.clear()
        self._exports.clear()
        self._analysis = self._evaluation = None
        self._token.cancel()
        self._thread.quit()
        if not self._thread.wait(_PATIENCE_MS):
            log.warning("the worker needs longer than %d ms to end", _PATIENCE_MS)
            self._thread.wait()

    def _connect_worker(self) -> None:
        self._worker.moveToThread(self._thread)
        self._thread.finished.connect(self._worker.deleteLater)
        self._submitted.connect(self._worker.run)
        self._worker.progressed.connect(self._on_worker_progressed)
        self._worker.partial.connect(self._on_worker_partial)
        self._worker.succeeded.connect(self._on_worker_succeeded)
        self._worker.cancelled.connect(self._on_worker_cancelled)
        self._worker.failed.connect(self._on_worker_failed)

    def _enqueue(self, queue: deque[Ticket], request: Request) -> Ticket:
        ticket = Ticket(request)
        queue.append(ticket)
        self._dispatch()
        return ticket

    def _dispatch(self) -> None:
        """Give the worker its next request if it has none."""
        if isinstance(self.running, ReadThumbnails) and self._more_urgent():
            self._token.conclude()
        if self._running is not None or self._closed:
            return
        ticket = self._next()
        if ticket is None:
            self.idle.emit()
            return
        self._running, self._token = ticket, CancelToken()
        self._submitted.emit(ticket.request, self._token)

    def _more_urgent(self) -> bool:
        waiting = (self._urgent, self._exports, self._analysis, self._evaluation, self._device)
        return any(waiting)

    def _next(self) -> Ticket | None:
        if self._device is not None:
            device, self._device = self._device, None
            return device
        if self._urgent:
            return self._urgent.popleft()
        if self._exports:
            return self._exports.popleft()
        if self._analysis is not None:
            analysis, self._analysis = self._analysis, None
            return analysis
        if self._evaluation is not None:
            evaluation, self._evaluation = self._evaluation, None
            return evaluation
        return self._background.popleft() if self._background else None

    def _take_running(self) -> Ticket:
        assert self._running is not None
        ticket, self._running = self._running, None
        return ticket

    def _on_worker_progressed(self, progress: object) -> None:
        if self._running is not None and not self._token.cancelled:
            self._running.progressed.emit(progress)

    def _on_worker_partial(self, partial: object) -> None:
        if self._running is not None and not self._token.cancelled:
            self._running.partial.emit(partial)

    def _on_worker_succeeded(self, _request_id: int, payload: object) -> None:
        ticket = self._take_running()
        if self._token.cancelled:
            _cancel(ticket)
        else:
            ticket.succeeded.emit(payload)
            ticket.ended.emit()
        self._dispatch()

    def _on_worker_cancelled(self, _request_id: int) -> None:
        _cancel(self._take_running())
        self._dispatch()

    def _on_worker_failed(self, _request_id: int, error: AnalysisError) -> None:
        ticket = self._take_running()
        ticket.failed.emit(error)
        ticket.ended.emit()
        self._dispatch()


def _cancel(ticket: Ticket) -> None:
    ticket.cancelled.emit()
    ticket.ended.emit()
