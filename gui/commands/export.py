"""The Export menu: asks, takes the facts, hands them to the worker, tells the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gui.commands.command_spec import EDIT, EXPORT, ActionSpec, Slots, Tell
from gui.engine.needed_parts import as_result
from gui.engine.runner import Runner
from gui.films.outline_mask import mask_of
from gui.panes.pane_grid import PaneGrid
from gui.panes.view_snapshot import snapshot
from gui.runtime.language import Language
from gui.stores.display_state import DisplayState
from gui.stores.session import Session
from gui.widgets.dialogs.export_dialog import ExportDialog
from gui.words import region_words
from gui.words.marking import QT_TRANSLATE_NOOP
from gui.words.messages import Message
from inference.core.errors import ExportError
from inference.core.progress import Progress
from inference.export.export_job import ExportJob, ExportOptions, Kind, suggested_name

#: Exports that need a whole result, and those that need an attack.
_NEEDS_RESULT = (Kind.REPORT, Kind.DICOM, Kind.NUMBERS, Kind.SWEEP, Kind.ADVERSARIAL)
_NEEDS_ATTACK = (Kind.SWEEP, Kind.ADVERSARIAL)
#: Sentences on the perturbation that a report takes over.
_SENTENCES = 2

EXPORT_COMMANDS = (
    ActionSpec(
        "export_view",
        EXPORT,
        QT_TRANSLATE_NOOP("actions", "View as picture…"),
        QT_TRANSLATE_NOOP("actions", "Save the panes as shown, with legend, notice and parameters"),
        ("Ctrl+E",),
        "export_view",
        needs_film=True,
    ),
    ActionSpec(
        "export_report",
        EXPORT,
        QT_TRANSLATE_NOOP("actions", "Report (PDF)…"),
        QT_TRANSLATE_NOOP("actions", "Save one page with film, pictures, numbers and networks"),
        ("Ctrl+Shift+E",),
        "export_report",
        needs_film=True,
    ),
    ActionSpec(
        "export_dicom",
        EXPORT,
        QT_TRANSLATE_NOOP("actions", "DICOM (SC, SEG, SR)…"),
        QT_TRANSLATE_NOOP("actions", "Save view, segmentation and measurements as DICOM objects"),
        ("Ctrl+Alt+D",),
        "export_dicom",
        needs_film=True,
    ),
    ActionSpec(
        "export_numbers",
        EXPORT,
        QT_TRANSLATE_NOOP("actions", "Numbers (JSON, CSV)…"),
        QT_TRANSLATE_NOOP("actions", "Save every number and option, so that they can be replayed"),
        ("Ctrl+Shift+T",),
        "export_numbers",
        needs_film=True,
    ),
    ActionSpec(
        "export_sweep",
        EXPORT,
        QT_TRANSLATE_NOOP("actions", "Amplitude sweep…"),
        QT_TRANSLATE_NOOP("actions", "Save the film from amplitude to amplitude as an animation"),
        ("Ctrl+Shift+S",),
        "export_sweep",
        needs_film=True,
    ),
    ActionSpec(
        "export_adversarial",
        EXPORT,
        QT_TRANSLATE_NOOP("actions", "Adversarial film…"),
        QT_TRANSLATE_NOOP("actions", "Save the perturbed film as a marked 16-bit PNG"),
        ("Ctrl+Shift+A",),
        "export_adversarial",
        needs_film=True,
    ),
    ActionSpec(
        "export_counterfactual",
        EXPORT,
        QT_TRANSLATE_NOOP("actions", "Counterfactual film…"),
        QT_TRANSLATE_NOOP("actions", "Save the counterfactual film as a marked 16-bit PNG"),
        ("Ctrl+Shift+K",),
        "export_counterfactual",
        needs_film=True,
    ),
    ActionSpec(
        "copy_view",
        EDIT,
        QT_TRANSLATE_NOOP("actions", "Copy view"),
        QT_TRANSLATE_NOOP("actions", "Copy the panes as shown, without identity, to the clipboard"),
        ("Ctrl+C",),
        "copy",
        needs_film=True,
    ),
)


class ExportCommands(QObject):
    """Exports of the film that is shown; the dialogs stand on `window`.

    `show_progress` hears of what is done, of all; (0, 0) when nothing is written.
    """

    def __init__(
        self,
        session: Session,
        state: DisplayState,
        grid: PaneGrid,
        language: Language,
        runner: Runner,
        tell: Tell,
        show_progress: Callable[[int, int], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._state, self._grid = session, state, grid
        self._language, self._runner = language, runner
        self._tell, self._show_progress, self._window = tell, show_progress, window
        self._running = 0
        self.dialog: ExportDialog | None = None

    def slots(self) -> Slots:
        """Command name -> what it does."""
        asked = {f"export_{kind}": partial(self.ask, kind) for kind in Kind}
        return {**asked, "copy_view": lambda: self.copy_view()}

    def ask(self, kind: Kind, _checked: bool = False) -> None:
        """Open the dialog of one kind of export, or say why there is nothing to export."""
        film = self._session.film
        if film is None:
            return
        missing = self._missing(kind)
        if missing is not None:
            self._tell(Message((missing,)))
            return
        source = film.radiograph.source
        self.dialog = ExportDialog(
            kind,
            suggested_name(kind, film.radiograph, self._session.facts.counterfactual),
            burned_in=None if source is None else source.burned_in,
            nameable=not self._state.identity_hidden and source is not None,
            parent=self._window,
        )
        self.dialog.chosen.connect(partial(self.write, kind))
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def write(self, kind: Kind, path: Path, options: ExportOptions) -> None:
        """Hand an export to the worker, with the facts and the view as they are now."""
        job = self._job(kind, path, options)
        if job is None:
            return
        self._running += 1
        self._show_progress(0, 1)
        ticket = self._runner.export(job)
        ticket.progressed.connect(self._on_ticket_progressed)
        ticket.succeeded.connect(lambda paths: self._tell(Message(saved=paths)))
        ticket.failed.connect(lambda error: self._tell(Message((error,))))
        ticket.ended.connect(self._on_ticket_ended)

    def copy_view(self) -> None:
        """The view without identity as a picture on the clipboard."""
        if self._session.film is None:
            return
        taken = snapshot(self._grid, self._session, self._state)
        QGuiApplication.clipboard().setImage(taken.image)
        self._tell(Message(notices=("view_copied",)))

    def _missing(self, kind: Kind) -> ExportError | None:
        facts = self._session.facts
        if kind in _NEEDS_RESULT and as_result(facts) is None:
            return ExportError("no_result")
        if kind in _NEEDS_ATTACK and (facts.attack is None or facts.sweep is None):
            return ExportError("no_attack")
        if kind is Kind.COUNTERFACTUAL:
            shown = facts.counterfactual
            if as_result(facts) is None:
                return ExportError("no_result")
            if shown is None or shown.change is None:
                return ExportError("no_counterfactual")
        return None

    def _job(self, kind: Kind, path: Path, options: ExportOptions) -> ExportJob | None:
        session, state = self._session, self._state
        film = session.film
        if film is None:
            return None
        asked = options.include_patient and not state.identity_hidden
        taken = None
        if kind in (Kind.VIEW, Kind.DICOM):
            taken = snapshot(self._grid, session, state, include_patient=asked)
        return ExportJob(
            kind=kind,
            path=path,
            radiograph=film.radiograph,
            result=as_result(session.facts),
            view=None if taken is None else taken.view_picture(),
            options=replace(options, include_patient=asked),
            language=self._language.shown,
            amplitude=state.amplitude,
            window=state.window,
            inverted=state.inverted,
            drawn=mask_of(session.facts.outline, film.shape),
            counterfactual=session.facts.counterfactual,
            sentences=self._sentences(),
            sources=frozenset(entry.path.resolve() for entry in session.entries),
        )

    def _sentences(self) -> tuple[str, ...]:
        """What was measured on the perturbation, in words; the headlines only."""
        summary = self._session.facts.explanation.summary
        worded = (region_words.sentence(fact) for fact in summary)
        return tuple(text for text in worded if text)[:_SENTENCES]

    def _on_ticket_progressed(self, progress: Progress) -> None:
        self._show_progress(progress.step, progress.steps)

    def _on_ticket_ended(self) -> None:
        self._running -= 1
        if not self._running:
            self._show_progress(0, 0)
