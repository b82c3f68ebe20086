"""What `python -m inference export` and `replay` do: files for people and archives, without Qt."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inference.attack.options import validated
from inference.command_line.common import (
    FAILED,
    OK,
    attack_config,
    check_finding,
    say,
    show_any_character,
)
from inference.command_line.film_run import FilmRun
from inference.command_line.replay import read_record, replay
from inference.core.attack_types import AttackConfig
from inference.core.errors import AnalysisError
from inference.core.requests import AnalysisRequest, AnalysisResult
from inference.core.types import ModelCard, Radiograph
from inference.export.case import Case, adversarial_name, suggested_name
from inference.export.dicom.dicom_set import DicomChoice, write_dicom
from inference.export.numbers.results_csv import encoded_csv
from inference.export.numbers.results_json import encoded, record
from inference.export.originals import PerturbedFilm
from inference.export.pictures.adversarial_png import write_adversarial
from inference.export.pictures.figure import framed_row
from inference.export.pictures.film_pictures import Look
from inference.export.pictures.marked_view import MarkedView
from inference.export.pictures.sweep_animation import write_animation
from inference.export.pictures.sweep_frames import SweepChoice, SweepFrames
from inference.export.pictures.view_png import write_view
from inference.export.provenance import derivation
from inference.export.report.report_pdf import ReportFacts, write_report
from inference.export.writing import check_place, write_whole
from inference.networks.models import ModelLibrary
from inference.pipeline import AnalysisPipeline
from inference.reading.study_reader import find_files, read_study

#: Exit code of a replay that gave another perturbation.
DIFFERENT = 1


@dataclass(frozen=True, slots=True, eq=False)
class Exporter:
    """Writes everything of one film that was asked for into one folder."""

    options: argparse.Namespace
    cards: tuple[ModelCard, ...]
    sources: Collection[Path]

    def write(self, film: Radiograph, result: AnalysisResult) -> list[Path]:
        """The files of one film, by the kinds asked for. Raises ExportError."""
        makers: dict[str, Callable[[Radiograph, AnalysisResult], list[Path]]] = {
            "picture": self._picture,
            "report": self._report,
            "dicom": self._dicom,
            "json": self._json,
            "csv": self._csv,
            "gif": lambda *given: self._sweep("gif", *given),
            "apng": lambda *given: self._sweep("png", *given),
            "mp4": lambda *given: self._sweep("mp4", *given),
            "adversarial": self._adversarial,
        }
        return [path for kind in self.options.kinds for path in makers[kind](film, result)]

    def _place(self, film: Radiograph, kind: str, ending: str) -> Path:
        return Path(self.options.out) / suggested_name(film, kind, ending)

    def _picture(self, film: Radiograph, result: AnalysisResult) -> list[Path]:
        path = self._place(film, "picture", "png")
        write_view(path, _view(film, result), self.sources)
        return [path]

    def _report(self, film: Radiograph, result: AnalysisResult) -> list[Path]:
        path = self._place(film, "report", "pdf")
        case = Case.of(film, include_patient=self.options.include_patient)
        look = Look(amplitude=self.options.amplitude)
        facts = ReportFacts(film, result, case, self._used(result), look, self.options.language)
        write_report(path, facts, self.sources)
        return [path]

    def _dicom(self, film: Radiograph, result: AnalysisResult) -> list[Path]:
        choice = DicomChoice(include_patient=self.options.include_patient)
        folder, view = Path(self.options.out), _view(film, result)
        return list(write_dicom(folder, film, result, view, choice, self.sources))

    def _json(self, film: Radiograph, result: AnalysisResult) -> list[Path]:
        return self._numbers(film, result, "json", encoded)

    def _csv(self, film: Radiograph, result: AnalysisResult) -> list[Path]:
        return self._numbers(film, result, "csv", encoded_csv)

    def _numbers(
        self,
        film: Radiograph,
        result: AnalysisResult,
        ending: str,
        encode: Callable[[list[dict[str, object]]], bytes],
    ) -> list[Path]:
        path = self._place(film, "numbers", ending)
        name = film.file_name if self.options.include_patient else ""
        entry = record(name, film, result, self._used(result))
        write_whole(path, encode([entry]), self.sources)
        return [path]

    def _sweep(self, ending: str, film: Radiograph, result: AnalysisResult) -> list[Path]:
        path = self._place(film, "sweep", ending)
        choice = SweepChoice(frames=self.options.frames, language=self.options.language)
        write_animation(path, SweepFrames(film, result, choice), self.sources)
        return [path]

    def _adversarial(self, film: Radiograph, result: AnalysisResult) -> list[Path]:
        path = Path(self.options.out) / adversarial_name(film)
        made = PerturbedFilm.of(film, result, self.options.amplitude)
        write_adversarial(path, made, self.sources)
        return [path]

    def _used(self, result: AnalysisResult) -> tuple[ModelCard, ...]:
        return tuple(card for card in self.cards if card.name in result.versions)


def export(options: argparse.Namespace) -> int:
    """Analyse every film of `options.files` and write its files; returns the exit code."""
    show_any_character()
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
            1, radiograph, self.attack, finding=options.finding, explanation=options.explain
        )
        for written in self.exporter.write(radiograph, self.pipeline.run(request)):
            print(written, flush=True)


def _view(film: Radiograph, result: AnalysisResult) -> MarkedView:
    """The figure's row of the film, with its notice, as the view that a window would show."""
    pixels = np.asarray(framed_row(film, result), np.uint8)
    synthetic = result.attack is not None or film.adversarial
    what = derivation(result, "Figure of the film's results", 1.0)
    return MarkedView(pixels, synthetic, False, what)
