"""What `python -m inference export` and `replay` do: files for people and archives, without Qt."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inference.attack.options import validated
from inference.command_line.common import (
    FAILED,
    OK,
    attack_config,
    check_finding,
    counterfactual_request,
    say,
    show_any_character,
)
from inference.command_line.film_run import FilmRun
from inference.command_line.replay import read_record, replay
from inference.core.attack_types import AttackConfig
from inference.core.counterfactual_types import Counterfactual, CounterfactualKind
from inference.core.errors import AnalysisError, ExportError
from inference.core.requests import AnalysisRequest, AnalysisResult
from inference.core.types import ModelCard, Radiograph
from inference.export.case import adversarial_name, counterfactual_name, suggested_name
from inference.export.export_job import ExportJob, ExportOptions, Kind, ViewPicture, write_export
from inference.export.pictures.figure import framed_row
from inference.export.writing import check_place
from inference.networks.models import ModelLibrary
from inference.pipeline import AnalysisPipeline
from inference.reading.study_reader import find_files, read_study

#: Exit code of a replay that gave another perturbation.
DIFFERENT = 1


#: What each kind of the command line is: a job's kind, a word and an ending for the file's name.
JOBS = {
    "picture": (Kind.VIEW, "picture", "png"),
    "report": (Kind.REPORT, "report", "pdf"),
    "dicom": (Kind.DICOM, "", ""),
    "json": (Kind.NUMBERS, "numbers", "json"),
    "csv": (Kind.NUMBERS, "numbers", "csv"),
    "gif": (Kind.SWEEP, "sweep", "gif"),
    "apng": (Kind.SWEEP, "sweep", "png"),
    "mp4": (Kind.SWEEP, "sweep", "mp4"),
    "adversarial": (Kind.ADVERSARIAL, "", ""),
    "counterfactual": (Kind.COUNTERFACTUAL, "", ""),
}


#: What is searched for when counterfactual films are asked for, but no kind of them.
READABLE = (CounterfactualKind.SHAPE, CounterfactualKind.OPACITIES)


@dataclass(frozen=True, slots=True, eq=False)
class Exporter:
    """Writes everything of one film that was asked for into one folder."""

    options: argparse.Namespace
    cards: tuple[ModelCard, ...]
    sources: Collection[Path]

    def write(self, film: Radiograph, result: AnalysisResult) -> list[Path]:
        """The files of one film, by the kinds asked for; counterfactual films last.

        Raises ExportError.
        """
        names = sorted(self.options.kinds, key=lambda name: name == "counterfactual")
        jobs = (job for name in names for job in self._jobs(name, film, result))
        return [path for job in jobs for path in write_export(job)]

    def _jobs(self, name: str, film: Radiograph, result: AnalysisResult) -> Iterator[ExportJob]:
        """One, but of counterfactual films as many as hold a change."""
        if JOBS[name][0] is not Kind.COUNTERFACTUAL:
            yield self._job(name, film, result)
            return
        changed = [found for found in result.counterfactuals if found.change is not None]
        if not changed:
            raise ExportError("no_counterfactual")
        for found in changed:
            yield self._job(name, film, result, found)

    def _job(
        self,
        name: str,
        film: Radiograph,
        result: AnalysisResult,
        found: Counterfactual | None = None,
    ) -> ExportJob:
        kind, word, ending = JOBS[name]
        path, options = Path(self.options.out), self.options
        if kind is Kind.ADVERSARIAL:
            path /= adversarial_name(film)
        elif found is not None:
            path /= counterfactual_name(film, found.finding, str(found.kind))
        elif kind is not Kind.DICOM:
            path /= suggested_name(film, word, ending)
        return ExportJob(
            kind=kind,
            path=path,
            radiograph=film,
            result=result,
            view=_view(film, result) if kind in (Kind.VIEW, Kind.DICOM) else None,
            options=ExportOptions(include_patient=options.include_patient, frames=options.frames),
            language=options.language,
            amplitude=options.amplitude,
            sources=frozenset(self.sources),
            counterfactual=found,
            cards=self.cards,
        )


def export(options: argparse.Namespace) -> int:
    """Analyse every film of `options.files` and write its files; returns the exit code."""
    show_any_character()
    if "counterfactual" in options.kinds and not options.counterfactual:
        options.counterfactual = READABLE
    try:
        library = ModelLibrary(options.models, options.bundle)
        check_finding(library, options.finding)
        attack = validated(attack_config(options))
        films = [each for name in options.files for each in find_files([Path(name)])]
        sources = {path.resolve() for path in films}
        check_place(Path(options.out) / "x", sources)
        exporter = Exporter(options, library.cards(), sources)
        run = _Export(attack, AnalysisPipeline(library, options.device), exporter)
    except AnalysisError as error:
        say(str(error))
        return FAILED
    return run.run(films)


def replay_record(options: argparse.Namespace) -> int:
    """Repeat a record's attack; 0 if δ is the recorded one, 1 if not, 2 if it can't be done."""
    show_any_character()
    try:
        film = read_study(options.file).radiographs[0]
        entry = read_record(options.record, film)
        library = ModelLibrary(options.models, options.bundle)
        done = replay(entry, film, AnalysisPipeline(library, options.device))
    except AnalysisError as error:
        say(str(error))
        return FAILED
    print(f"recorded delta SHA-256 {done.recorded_sha256}")
    print(f"repeated delta SHA-256 {done.repeated_sha256}")
    print(f"probability {done.recorded_probability:.6f}, again {done.repeated_probability:.6f}")
    for difference in done.differences:
        print(f"differs from the record: {difference}")
    print("the same perturbation, bit for bit" if done.same else "another perturbation")
    sys.stdout.flush()
    return OK if done.same else DIFFERENT


@dataclass(slots=True, eq=False)
class _Export(FilmRun):
    attack: AttackConfig
    pipeline: AnalysisPipeline
    exporter: Exporter

    def film(self, path: Path, radiograph: Radiograph) -> None:
        """Analyse it, write its files and print their names."""
        options = self.exporter.options
        request = AnalysisRequest(
            1,
            radiograph,
            self.attack,
            finding=options.finding,
            explanation=options.explain,
            counterfactuals=counterfactual_request(options, curve=True),
        )
        for written in self.exporter.write(radiograph, self.pipeline.run(request)):
            print(written, flush=True)


def _view(film: Radiograph, result: AnalysisResult) -> ViewPicture:
    """The figure's row of the film, with its notice, as the view that a window would show."""
    pixels = np.asarray(framed_row(film, result), np.uint8)
    synthetic = result.attack is not None or film.adversarial
    return ViewPicture(pixels, synthetic, False, "Figure of the film's results", 1.0)
