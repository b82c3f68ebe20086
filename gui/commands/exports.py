"""What the commands of exporting do: ask, take the facts, hand them to the worker, tell the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from gui.commands.view_snapshot import snapshot
from gui.engine.export_job import ExportJob, ExportOptions, Kind, suggested_name
from gui.engine.needed_parts import as_result
from gui.engine.worker import Request, WriteExport
from gui.films.outline_mask import mask_of
from gui.widgets.dialogs.export_dialog import ExportDialog
from gui.words import region_words
from gui.words.messages import Message
from inference.core.errors import AnalysisError, ExportError
from inference.core.progress import Progress

if TYPE_CHECKING:
    from gui.engine.runner import Runner
    from gui.main_window import MainWindow

#: Exports that need a whole result, and those that need an attack.
_NEEDS_RESULT = (Kind.REPORT, Kind.DICOM, Kind.NUMBERS, Kind.SWEEP, Kind.ADVERSARIAL)
_NEEDS_ATTACK = (Kind.SWEEP, Kind.ADVERSARIAL)
#: Sentences on the perturbation that a report takes over.
_SENTENCES = 2


class Exports(QObject):
    """Exports of the film that is shown, on one window."""

    def __init__(self, window: MainWindow, runner: Runner) -> None:
        super().__init__(window)
        self._window, self._runner = window, runner
        self._ids: set[int] = set()
        self.dialog: ExportDialog | None = None
        window.session.film_changed.connect(self._on_session_film_changed)
        runner.progressed.connect(self._on_runner_progressed)
        runner.succeeded.connect(self._on_runner_succeeded)
        runner.failed.connect(self._on_runner_failed)
        runner.cancelled.connect(self._on_runner_cancelled)

    def slots(self) -> dict[str, Callable[..., object]]:
        """Command name -> what it does."""
        asked = {f"export_{kind}": partial(self.ask, kind) for kind in Kind}
        return {**asked, "copy_view": lambda: self.copy_view()}

    def ask(self, kind: Kind, _checked: bool = False) -> None:
        """Open the dialog of one kind of export, or say why there is nothing to export."""
        window = self._window
        film = window.session.film
        if film is None:
            return
        missing = self._missing(kind)
        if missing is not None:
            window.tell(Message((missing,)))
            return
        source = film.radiograph.source
        self.dialog = ExportDialog(
            kind,
            suggested_name(kind, film.radiograph),
            burned_in=None if source is None else source.burned_in,
            nameable=not window.state.identity_hidden and source is not None,
            parent=window,
        )
        self.dialog.chosen.connect(partial(self.write, kind))
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def write(self, kind: Kind, path: Path, options: ExportOptions) -> None:
        """Hand an export to the worker, with the facts and the view as they are now."""
        job = self._job(kind, path, options)
        if job is not None:
            self._ids.add(self._runner.export(job))
            self._window.status.progress.set_exporting(0, 1)

    def copy_view(self) -> None:
        """The view without identity as a picture on the clipboard."""
        window = self._window
        if window.session.film is None:
            return
        taken = snapshot(window.grid, window.session, window.state)
        QGuiApplication.clipboard().setImage(taken.image)
        window.tell(Message(notices=("view_copied",)))

    def _missing(self, kind: Kind) -> ExportError | None:
        facts = self._window.session.facts
        if kind in _NEEDS_RESULT and as_result(facts) is None:
            return ExportError("no_result")
        if kind in _NEEDS_ATTACK and (facts.attack is None or facts.sweep is None):
            return ExportError("no_attack")
        return None

    def _job(self, kind: Kind, path: Path, options: ExportOptions) -> ExportJob | None:
        window = self._window
        film, state = window.session.film, window.state
        if film is None:
            return None
        asked = options.include_patient and not state.identity_hidden
        taken = None
        if kind in (Kind.VIEW, Kind.DICOM):
            taken = snapshot(window.grid, window.session, state, include_patient=asked)
        return ExportJob(
            kind=kind,
            path=path,
            radiograph=film.radiograph,
            result=as_result(window.session.facts),
            view=None if taken is None else taken.view_picture(),
            options=replace(options, include_patient=asked),
            language=window.language.shown,
            amplitude=state.amplitude,
            window=state.window,
            inverted=state.inverted,
            drawn=mask_of(window.session.facts.outline, film.shape),
            sentences=self._sentences(),
            sources=frozenset(entry.path.resolve() for entry in window.session.entries),
        )

    def _sentences(self) -> tuple[str, ...]:
        """What was measured on the perturbation, in words; the headlines only."""
        summary = self._window.session.facts.explanation.summary
        worded = (region_words.sentence(fact) for fact in summary)
        return tuple(text for text in worded if text)[:_SENTENCES]

    def _on_session_film_changed(self) -> None:
        """An adversarial film that was opened again is announced while it is shown."""
        film = self._window.session.film
        if film is not None and film.radiograph.adversarial:
            self._window.tell(Message(notices=("adversarial",)))
        else:
            self._window.message_bar.dismiss_notice("adversarial")

    # --- what the worker says ------------------------------------------------------------------

    def _on_runner_progressed(self, progress: Progress) -> None:
        if progress.request_id in self._ids:
            self._window.status.progress.set_exporting(progress.step, progress.steps)

    def _on_runner_succeeded(self, request: Request, payload: object) -> None:
        if isinstance(request, WriteExport) and self._ended(request):
            assert isinstance(payload, tuple)
            self._window.tell(Message(saved=payload))

    def _on_runner_failed(self, request: Request, error: AnalysisError) -> None:
        if isinstance(request, WriteExport) and self._ended(request):
            self._window.tell(Message((error,)))

    def _on_runner_cancelled(self, request: Request) -> None:
        if isinstance(request, WriteExport):
            self._ended(request)

    def _ended(self, request: WriteExport) -> bool:
        """Forget a request that has ended; False if it was not of this window."""
        known = request.request_id in self._ids
        self._ids.discard(request.request_id)
        if not self._ids:
            self._window.status.progress.set_exporting(0, 0)
        return known
