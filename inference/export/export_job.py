"""What is to be written where, and the writing of it: for the window and the command line.

The libraries that write are imported when something is written, since the window makes jobs, too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.core.counterfactual_types import Counterfactual
from inference.core.errors import ExportError
from inference.core.progress import CancelToken
from inference.core.requests import AnalysisResult
from inference.core.types import ModelCard, Radiograph, Window
from inference.export.pictures.marked_view import MarkedView

Stepped = Callable[[int, int], None]


class Kind(StrEnum):
    """What can be taken out."""

    VIEW = "view"
    REPORT = "report"
    DICOM = "dicom"
    NUMBERS = "numbers"
    SWEEP = "sweep"
    ADVERSARIAL = "adversarial"
    COUNTERFACTUAL = "counterfactual"


@dataclass(frozen=True, slots=True, eq=False)
class ViewPicture:
    """The panes as they were shown, framed by notice, legend and parameters, or a figure."""

    pixels: NDArray[np.uint8]  # (h, w, 3) RGB
    synthetic: bool
    shows_identity: bool
    what: str = "View of the program's panes"  # as a DICOM file describes it
    amplitude: float | None = None  # of the perturbation in it; None: the job's


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What a person chose; each kind reads its own."""

    include_patient: bool = False
    view: bool = True  # DICOM: Secondary Capture
    segmentation: bool = True
    report: bool = True
    start: float = 0.0  # sweep: from this amplitude ...
    end: float = 1.0  # ... to this one
    outlines: bool = True
    frames: int = 31


@dataclass(frozen=True, slots=True, eq=False)
class ExportJob:
    """One export, with the facts as they were when it was asked for."""

    kind: Kind
    path: Path  # the file; a folder for DICOM
    radiograph: Radiograph
    result: AnalysisResult | None
    view: ViewPicture | None
    options: ExportOptions
    language: str
    amplitude: float
    sources: frozenset[Path]  # films that are open; none is ever written over
    window: Window | None = None  # None: the film's default
    inverted: bool = False
    drawn: NDArray[np.bool_] | None = None  # (H, W): the mask that the attack kept to
    sentences: tuple[str, ...] = ()  # on the perturbation, in the reader's language
    bundles: tuple[Path, ...] = ()  # folders of networks beside the program's own
    counterfactual: Counterfactual | None = None  # the one that is shown; None: see `leading`
    cards: tuple[ModelCard, ...] | None = None  # of the networks; None: looked for in the bundles

    @property
    def known(self) -> AnalysisResult:
        """The result. Raises ExportError: "no_result"."""
        if self.result is None:
            raise ExportError("no_result")
        return self.result

    @property
    def shown_counterfactual(self) -> Counterfactual | None:
        """The one that is shown, else the result's first that leads; None: there is none."""
        from inference.export.leading import leading

        if self.counterfactual is not None or self.result is None:
            return self.counterfactual
        return next(iter(leading(self.result.counterfactuals)), None)


def write_export(
    job: ExportJob, stepped: Stepped = lambda done, steps: None, token: CancelToken | None = None
) -> tuple[Path, ...]:
    """Write `job`; returns the files.

    `stepped` is called with what is done, of all.

    Raises
    ------
    ExportError: the file can't be written, or there is nothing to write. Cancelled.
    """
    stepped(0, 1)
    match job.kind:
        case Kind.VIEW:
            _write_view(job)
        case Kind.REPORT:
            _write_report(job)
        case Kind.DICOM:
            return _write_dicom(job)
        case Kind.NUMBERS:
            _write_numbers(job)
        case Kind.SWEEP:
            _write_sweep(job, stepped, token or CancelToken())
        case Kind.ADVERSARIAL:
            _write_adversarial(job)
        case Kind.COUNTERFACTUAL:
            _write_counterfactual(job)
    return (job.path,)


def suggested_name(kind: Kind, radiograph: Radiograph, shown: Counterfactual | None = None) -> str:
    """A name for the file (for DICOM: for the folder) that names nobody.

    `shown`: the counterfactual whose film is written, for `Kind.COUNTERFACTUAL`.
    """
    from inference.export import case

    if kind is Kind.ADVERSARIAL:
        return case.adversarial_name(radiograph)
    if kind is Kind.COUNTERFACTUAL:
        finding, name = (shown.finding, shown.kind) if shown else ("film", kind)
        return case.counterfactual_name(radiograph, finding, str(name))
    if kind is Kind.DICOM:
        return f"setsudo_{radiograph.sha256[:12]}_dicom"
    ending = {Kind.VIEW: "png", Kind.REPORT: "pdf", Kind.NUMBERS: "json", Kind.SWEEP: "gif"}[kind]
    return case.suggested_name(radiograph, str(kind), ending)


def _write_view(job: ExportJob) -> None:
    from inference.export.pictures.view_png import write_view

    write_view(job.path, _marked(job), job.sources)


def _write_report(job: ExportJob) -> None:
    from inference.export.case import Case
    from inference.export.pictures.film_pictures import Look
    from inference.export.report.report_pdf import ReportFacts, write_report

    result = job.known
    facts = ReportFacts(
        job.radiograph,
        result,
        Case.of(job.radiograph, include_patient=job.options.include_patient),
        _used(job),
        Look(job.window, job.inverted, job.amplitude),
        job.language,
        shown=job.counterfactual,
        sentences=job.sentences,
    )
    write_report(job.path, facts, job.sources)


def _write_dicom(job: ExportJob) -> tuple[Path, ...]:
    from inference.export.dicom.dicom_set import DicomChoice, write_dicom

    options = job.options
    choice = DicomChoice(
        options.view, options.segmentation, options.report, options.include_patient
    )
    return write_dicom(job.path, job.radiograph, job.known, _marked(job), choice, job.sources)


def _write_numbers(job: ExportJob) -> None:
    from inference.export.numbers.results_csv import encoded_csv
    from inference.export.numbers.results_json import encoded, record
    from inference.export.writing import write_whole

    name = job.radiograph.file_name if job.options.include_patient else ""
    entry = record(name, job.radiograph, job.known, _used(job), drawn=job.drawn)
    as_csv = job.path.suffix.lower() == ".csv"
    write_whole(job.path, encoded_csv([entry]) if as_csv else encoded([entry]), job.sources)


def _write_sweep(job: ExportJob, stepped: Stepped, token: CancelToken) -> None:
    from inference.export.pictures.film_pictures import Look
    from inference.export.pictures.sweep_animation import write_animation
    from inference.export.pictures.sweep_frames import SweepChoice, SweepFrames

    options = job.options
    choice = SweepChoice(
        options.start,
        options.end,
        options.frames,
        outlines=options.outlines,
        language=job.language,
    )
    frames = SweepFrames(job.radiograph, job.known, choice, Look(job.window, job.inverted))
    write_animation(job.path, frames, job.sources, stepped, token)


def _write_adversarial(job: ExportJob) -> None:
    from inference.export.originals import PerturbedFilm
    from inference.export.pictures.adversarial_png import write_adversarial

    film = PerturbedFilm.of(job.radiograph, job.known, job.amplitude)
    write_adversarial(job.path, film, job.sources)


def _write_counterfactual(job: ExportJob) -> None:
    from inference.export.originals import PerturbedFilm
    from inference.export.pictures.adversarial_png import write_adversarial

    film = PerturbedFilm.of_counterfactual(
        job.radiograph, job.known, job.shown_counterfactual, job.amplitude
    )
    write_adversarial(job.path, film, job.sources)


def _marked(job: ExportJob) -> MarkedView:
    from inference.export.provenance import derivation

    assert job.view is not None
    view = job.view
    amplitude = job.amplitude if view.amplitude is None else view.amplitude
    what = derivation(job.result, view.what, amplitude)
    return MarkedView(view.pixels, view.synthetic, view.shows_identity, what)


def _used(job: ExportJob) -> tuple[ModelCard, ...]:
    """The cards of the networks that took part in the job's result."""
    from inference.export.model_facts import used_cards

    if job.cards is None:
        return used_cards(job.known, job.bundles)
    return tuple(card for card in job.cards if card.name in job.known.versions)
