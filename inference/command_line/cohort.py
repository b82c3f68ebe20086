"""What `python -m inference cohort` does: the films of some folders, and what they say together."""

from __future__ import annotations

import argparse
import sys
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

    def done(self, path: Path, number: int, files: int) -> None:
        print(f"{number} of {files}: {path}", file=sys.stderr, flush=True)

    def finish(self) -> None:
        """Write what was asked for, and print what the films say."""
        found = cohort(self.cases)
        options, sources = self.options, self.sources
        try:
            if options.csv is not None:
                write_whole(options.csv, encoded_cohort_csv(found), sources)
            if options.json is not None:
                write_whole(options.json, encoded_cohort_json(found, self.versions), sources)
            if options.figure is not None:
                write_whole(options.figure, encoded_cohort_figure(found), sources)
            if self.examples is not None:
                self.examples.finish()
        except AnalysisError as error:
            self.fail(str(error))
        print("\n".join(_table(found)), flush=True)


def _table(found: Cohort) -> list[str]:
    lines = [f"films {len(found.cases)}"]
    for name, figures in found.accuracy.items():
        lines += [f"  {name} {figure}: {_shown(each)}" for figure, each in figures.items()]
    if found.accuracy:
        lines.append(f"  {CAUTION}")
    for finding in found.findings:
        towards = "the finding" if finding.target else "no finding"
        lines.append(
            f"{finding.finding}, towards {towards}: films {finding.films}, "
            f"patients {finding.patients}"
        )
        lines += [f"  {name}: {_shown(each)}" for name, each in finding.figures.items()]
        for region, figures in finding.regions.items():
            signed, change = figures["mean_signed"], figures["logit_change"]
            lines.append(f"  {region}: mean signed δ {_shown(signed)}; log-odds {_shown(change)}")
        for method, figures in finding.agreement.items():
            lines.append(f"  {method}: Spearman {_shown(figures['spearman'])}")
    return lines


def _shown(value: Estimate) -> str:
    if value.mean is None:
        return "–"
    if value.low is None:
        return f"{value.mean:.4g} (films {value.films})"
    return f"{value.mean:.4g} ({value.low:.4g} to {value.high:.4g}; films {value.films})"
