"""What `python -m inference cohort` does: the films of some folders, and what they say together."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from inference.attack.options import validated
from inference.cohort.labels import CohortLabels, read_cohort_labels
from inference.cohort.together import Cohort, CohortCase, Estimate, cohort, cohort_case
from inference.command_line.common import (
    FAILED,
    attack_config,
    check_finding,
    library_of,
    say,
    show_any_character,
)
from inference.command_line.film_run import FilmRun
from inference.command_line.telling import show_table
from inference.core.attack_types import AttackConfig
from inference.core.errors import AnalysisError
from inference.core.explanation_types import ExplanationPart
from inference.core.requests import AnalysisRequest
from inference.core.types import AttributionMethod, Radiograph
from inference.export.numbers.cohort_files import CAUTION, encoded_cohort_csv, encoded_cohort_json
from inference.export.pictures.cohort_figure import encoded_cohort_figure
from inference.export.pictures.figure import FigurePages
from inference.export.writing import check_place, write_whole
from inference.pipeline import AnalysisPipeline
from inference.reading.study_reader import find_files

PARTS = (
    ExplanationPart.REGIONS,
    ExplanationPart.MINIMAL_EPSILON,
    ExplanationPart.CONTROLS,
    ExplanationPart.AGREEMENT,
    ExplanationPart.TRANSLATION,
)
MAPS = (AttributionMethod.GRAD_CAM, AttributionMethod.GUIDED_BACKPROPAGATION)


def run_cohort(options: argparse.Namespace) -> int:
    """Analyse every film of `options.files`; returns the exit code.

    A film that fails has a line on standard error, and the others go on; what is finished is kept
    when the run is interrupted.
    """
    show_any_character()
    try:
        run = _Cohort.of(options)
        films = find_files([Path(name) for name in options.files])
        run.check_places(films)
    except AnalysisError as error:
        say(str(error))
        return FAILED
    return run.run(films)


@dataclass(slots=True, eq=False)
class _Cohort(FilmRun):
    options: argparse.Namespace
    pipeline: AnalysisPipeline
    attack: AttackConfig
    labels: CohortLabels
    examples: FigurePages | None = None
    sources: set[Path] = field(default_factory=set)
    cases: list[CohortCase] = field(default_factory=list)
    versions: Mapping[str, str] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @classmethod
    def of(cls, options: argparse.Namespace) -> _Cohort:
        """Check all options before the first film. Raises OptionError, ModelError, StudyError."""
        library = library_of(options)
        attack = validated(attack_config(options))
        check_finding(library, options.finding)
        findings = sorted({card.finding for card in library.cards() if card.finding})
        table = options.labels
        labels = CohortLabels() if table is None else read_cohort_labels(table, findings)
        run = cls(options, AnalysisPipeline(library, options.device), attack, labels)
        if options.examples is not None:
            run.examples = FigurePages(options.examples, run.sources)
        return run

    def check_places(self, films: list[Path]) -> None:
        """Try every place of output before the first film costs its minutes."""
        self.sources.update(path.resolve() for path in films)
        for place in (self.options.csv, self.options.json, self.options.figure):
            if place is not None:
                check_place(place, self.sources)
        if self.options.examples is not None:
            check_place(self.options.examples, self.sources)

    def film(self, path: Path, radiograph: Radiograph) -> None:
        """Analyse it, and keep what the films say together."""
        request = AnalysisRequest(
            next(self.numbers), radiograph, self.attack, attributions=MAPS, explanation=PARTS
        )
        result = self.pipeline.run(request)
        labels, patient = self.labels.of(path), self.labels.patient(path)
        self.cases.append(cohort_case(path.name, radiograph.sha256, patient, labels, result))
        self.versions = result.versions
        if self.examples is not None:
            self.examples.add(radiograph, result)

    def finish(self) -> None:
        """Write what was asked for, and print what the films say."""
        found = cohort(self.cases)
        options = self.options
        try:
            if options.csv is not None:
                self._write(options.csv, encoded_cohort_csv(found))
            if options.json is not None:
                self._write(options.json, encoded_cohort_json(found, self.versions))
            if options.figure is not None:
                self._write(options.figure, encoded_cohort_figure(found))
            if self.examples is not None:
                self.examples.finish()
        except AnalysisError as error:
            self.fail(str(error))
        self.written += [] if self.examples is None else self.examples.written
        _show(found)

    def _write(self, path: Path, content: bytes) -> None:
        write_whole(path, content, self.sources)
        self.written.append(path)


def _show(found: Cohort) -> None:
    accuracy = [
        (f"{name} {figure}", _shown(each))
        for name, figures in found.accuracy.items()
        for figure, each in figures.items()
    ]
    show_table(f"films {len(found.cases)}", accuracy)
    if found.accuracy:
        print(CAUTION, flush=True)
    for finding in found.findings:
        towards = "the finding" if finding.target else "no finding"
        rows = [(name, _shown(each)) for name, each in finding.figures.items()]
        for region, figures in finding.regions.items():
            signed, change = figures["mean_signed"], figures["logit_change"]
            rows.append((region, f"mean signed δ {_shown(signed)}; log-odds {_shown(change)}"))
        for method, figures in finding.agreement.items():
            rows.append((method, f"Spearman {_shown(figures['spearman'])}"))
        counts = f"films {finding.films}, patients {finding.patients}"
        show_table(f"{finding.finding}, towards {towards}: {counts}", rows)


def _shown(value: Estimate) -> str:
    if value.mean is None:
        return "–"
    if value.low is None:
        return f"{value.mean:.4g} (films {value.films})"
    return f"{value.mean:.4g} ({value.low:.4g} to {value.high:.4g}; films {value.films})"
