"""Hands requests to the worker one at a time, the most urgent first, and ends its thread."""

from __future__ import annotations

import itertools
import logging
from collections import deque
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from gui.engine.export_job import ExportJob
from gui.engine.worker import (
    ChooseDevice,
    EvaluateAmplitude,
    FindFiles,
    ReadFile,
    ReadHeader,
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

    A new analysis cancels the one before it; at most one waits. Every request that was submitted
    ends with exactly one of `succeeded`, `cancelled` and `failed`.
    """

    started = Signal(object)  # Request
    progressed = Signal(object)  # Progress
    partial = Signal(object)  # Partial
    succeeded = Signal(object, object)  # Request, payload
    cancelled = Signal(object)  # Request
    failed = Signal(object, object)  # Request, AnalysisError
    idle = Signal()
    _submitted = Signal(object, object)  # to the worker: Request, CancelToken

    def __init__(self, worker: Worker | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids = itertools.count(1)
        self._urgent: deque[Request] = deque()
        self._analysis: AnalysisRequest | None = None
        self._evaluation: EvaluateAmplitude | None = None
        self._background: deque[Request] = deque()
        self._exports: deque[Request] = deque()
        self._device: ChooseDevice | None = None
        self._running: Request | None = None
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
        return self._running

    @property
    def reads_waiting(self) -> int:
        """How many files are still to be read."""
        waiting = [*self._urgent, *self._background]
        return sum(isinstance(request, ReadFile) for request in waiting)

    def find(self, paths: tuple[Path, ...]) -> int:
        """Look for files; drops whatever else waits to be read. Returns the request's id."""
        for request in (*self._urgent, *self._background):
            self.cancelled.emit(request)
        self._urgent.clear()
        self._background.clear()
        return self._enqueue(self._urgent, FindFiles(next(self._ids), paths))

    def read(self, path: Path, *, urgent: bool) -> int:
        """Read a file, before or after a waiting analysis. Returns the request's id."""
        queue = self._urgent if urgent else self._background
        return self._enqueue(queue, ReadFile(next(self._ids), path))

    def thumbnails(self, paths: tuple[Path, ...]) -> int:
        """Make small pictures of files when there is nothing else to do. Returns the id.

        Whatever else is asked for ends it after the films that have been begun.
        """
        return self._enqueue(self._background, ReadThumbnails(next(self._ids), paths))

    def read_header(self, path: Path) -> int:
        """Read a file's attributes, before a waiting analysis. Returns the request's id."""
        return self._enqueue(self._urgent, ReadHeader(next(self._ids), path))

    def analyse(self, request: AnalysisRequest) -> int:
        """Run an analysis, instead of any other. Returns the id that it was given."""
        self.cancel_analysis()
        self._analysis = replace(request, request_id=next(self._ids))
        analysis_id = self._analysis.request_id
        self._dispatch()
        return analysis_id

    def evaluate(self, request: EvaluateAmplitude) -> None:
        """Evaluate one amplitude, instead of any other that still waits."""
        waiting, self._evaluation = self._evaluation, None
        if waiting is not None:
            self.cancelled.emit(waiting)
        self._evaluation = replace(request, request_id=next(self._ids))
        self._dispatch()

    def export(self, job: ExportJob) -> int:
        """Write an export before a waiting analysis. Returns the request's id."""
        return self._enqueue(self._exports, WriteExport(next(self._ids), job))

    def choose_device(self, device: str) -> None:
        """Run the networks there from the next request on."""
        self._device = ChooseDevice(next(self._ids), device)
        self._dispatch()

    def use_bundle(self, path: Path) -> int:
        """Use a person's own networks from the next analysis on. Returns the request's id."""
        return self._enqueue(self._urgent, UseBundle(next(self._ids), path))

    def warm_up(self) -> None:
        """Load the networks' libraries when there is nothing else to do."""
        self._enqueue(self._background, WarmUp(next(self._ids)))

    def cancel_analysis(self) -> None:
        """Stop the running analysis at its next step, and forget a waiting one."""
        waiting, self._analysis = self._analysis, None
        if waiting is not None:
            self.cancelled.emit(waiting)
        if isinstance(self._running, AnalysisRequest):
            self._token.cancel()

    def conclude_analysis(self) -> None:
        """Let the running attack end at its next step with what it has; the rest goes on."""
        if isinstance(self._running, AnalysisRequest):
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

    def _enqueue(self, queue: deque[Request], request: Request) -> int:
        queue.append(request)
        self._dispatch()
        return request.request_id

    def _dispatch(self) -> None:
        """Give the worker its next request if it has none."""
        if isinstance(self._running, ReadThumbnails) and self._more_urgent():
            self._token.conclude()
        if self._running is not None or self._closed:
            return
        request = self._next()
        if request is None:
            self.idle.emit()
            return
        self._running, self._token = request, CancelToken()
        self.started.emit(request)
        self._submitted.emit(request, self._token)

    def _more_urgent(self) -> bool:
        waiting = (self._urgent, self._exports, self._analysis, self._evaluation, self._device)
        return any(waiting)

    def _next(self) -> Request | None:
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

    def _take_running(self) -> Request:
        assert self._running is not None
        request, self._running = self._running, None
        return request

    def _on_worker_progressed(self, progress: object) -> None:
        if not self._token.cancelled:
            self.progressed.emit(progress)

    def _on_worker_partial(self, partial: object) -> None:
        if not self._token.cancelled:
            self.partial.emit(partial)

    def _on_worker_succeeded(self, _request_id: int, payload: object) -> None:
        request = self._take_running()
        if self._token.cancelled:
            self.cancelled.emit(request)
        else:
            self.succeeded.emit(request, payload)
        self._dispatch()

    def _on_worker_cancelled(self, _request_id: int) -> None:
        self.cancelled.emit(self._take_running())
        self._dispatch()

    def _on_worker_failed(self, _request_id: int, error: AnalysisError) -> None:
        self.failed.emit(self._take_running(), error)
        self._dispatch()
