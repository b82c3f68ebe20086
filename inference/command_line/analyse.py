"""What `python -m inference analyse` does: many films through one pipeline, without Qt.

Results go where they were asked for; sentences for the person go to standard error.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from inference.attack.options import validated
from inference.command_line.common import (
    FAILED,
    attack_config,
    check_finding,
    counterfactual_request,
    failure_line,
    library_of,
    say,
    show_any_character,
)
from inference.command_line.film_run import FilmRun
from inference.command_line.telling import show_table
from inference.core.attack_types import AttackConfig
from inference.core.errors import AnalysisError
from inference.core.requests import AnalysisRequest, AnalysisResult
from inference.core.types import AttributionMethod, ModelCard, Radiograph
from inference.explanation.meaning import meaning
from inference.export.numbers.attributions_json import attribution_records
from inference.export.numbers.json_list import STANDARD_OUTPUT, JsonList
from inference.export.numbers.results_json import record
from inference.export.pictures.figure import FigurePages
from inference.export.pictures.masks import MaskFolder
from inference.export.words.counterfactual_words import kind_name, sentence
from inference.export.words.meaning_words import MeaningWords
from inference.export.words.wording import Wording
from inference.export.writing import check_place
from inference.networks.models import ModelLibrary
from inference.pipeline import AnalysisPipeline
from inference.reading.study_reader import find_files

FIGURE_METHOD = AttributionMethod.GRAD_CAM


def analyse(options: argparse.Namespace) -> int:
    """Analyse every film of `options.files`; returns the exit code."""
    show_any_character()
    try:
        run = _Run.of(options)
    except AnalysisError as error:
        say(str(error))
        return FAILED
    try:
        files = run.files()
        run.check_places()
    except AnalysisError as error:
        run.fail(str(error))
        return run.exit_code
    return run.run(files)


@dataclass(slots=True, eq=False)
class _Run(FilmRun):
    options: argparse.Namespace
    library: ModelLibrary
    pipeline: AnalysisPipeline
    attack: AttackConfig | None
    sources: set[Path]
    masks: MaskFolder | None
    figure: FigurePages | None
    json: JsonList | None
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @classmethod
    def of(cls, options: argparse.Namespace) -> _Run:
        """Check all options before the first film. Raises OptionError, ModelError."""
        library = library_of(options)
        attack = None if options.no_attack else validated(attack_config(options))
        check_finding(library, options.finding)
        sources: set[Path] = set()
        masks = None if options.masks is None else MaskFolder(options.masks, sources)
        figure = None if options.figure is None else FigurePages(options.figure, sources)
        pipeline = AnalysisPipeline(library, options.device)
        listed = None if options.json is None else JsonList(options.json, sources)
        made = cls(options, library, pipeline, attack, sources, masks, figure, listed)
        made.lists_on_stdout = options.json != STANDARD_OUTPUT
        return made

    def files(self) -> list[Path]:
        """Every file that was named, and the films of every folder that was."""
        found: list[Path] = []
        for name in self.options.files:
            path = Path(name)
            try:
                found += find_files([path]) if path.is_dir() else [path]
            except AnalysisError as error:
                self.fail(failure_line(name, error))
        self.sources.update(path.resolve() for path in found)
        return found

    def check_places(self) -> None:
        """Try every place of output before the first film costs its minutes.

        Raises AnalysisError: "write_failed".
        """
        if self.options.json not in (None, STANDARD_OUTPUT):
            check_place(Path(self.options.json), self.sources)
        if self.options.figure is not None:
            check_place(self.options.figure, self.sources)
        if self.masks is not None:
            self.masks.check()

    def film(self, path: Path, radiograph: Radiograph) -> None:
        """Analyse it, and keep or print what is found."""
        self._keep(path, radiograph, self._analysed(radiograph))

    def finish(self) -> None:
        """Write what was kept for the end."""
        try:
            if self.json is not None:
                self.json.finish()
            if self.figure is not None:
                self.figure.finish()
        except AnalysisError as error:
            self.fail(str(error))
        for writer in (self.json, self.masks, self.figure):
            self.written += [] if writer is None else writer.written

    @property
    def _judged(self) -> bool:
        return bool(self.options.explain or self.options.counterfactual)

    def _analysed(self, radiograph: Radiograph) -> AnalysisResult:
        request = AnalysisRequest(
            next(self.numbers),
            radiograph,
            self.attack,
            finding=self.options.finding,
            attributions=_methods(self.options),
            explanation=self.options.explain,
            counterfactuals=counterfactual_request(self.options),
        )
        return self.pipeline.run(request)

    def _keep(self, path: Path, radiograph: Radiograph, result: AnalysisResult) -> None:
        cards = [card for card in self.library.cards() if card.name in result.versions]
        entry = record(str(path), radiograph, result, cards)
        if self.json is None:
            rows = [*_rows(result), *(_meaning(result, cards) if self._judged else ())]
            show_table(str(entry["file"]), rows)
        else:
            if self.options.attributions:
                entry["attributions"] = attribution_records(result, self.options.attributions)
            self.json.add(entry)
        if self.masks is not None:
            used = self.masks.write(path.stem, result.segmentation)
            if used != path.stem:
                say(f"{path}: its masks are named {used}, as {path.stem} is taken.")
        if self.figure is not None:
            self.figure.add(radiograph, replace(result, attributions=result.attributions[:1]))


def _methods(options: argparse.Namespace) -> tuple[AttributionMethod, ...]:
    """The figure's Grad-CAM first, then what the JSON is to list besides."""
    if options.json is None:
        return (FIGURE_METHOD,)
    return tuple(dict.fromkeys((FIGURE_METHOD, *options.attributions)))


def _rows(result: AnalysisResult) -> Iterator[tuple[str, str]]:
    """What is read first of one film: names and figures."""
    for prediction in result.predictions:
        yield prediction.finding, f"{prediction.probability:.4f}, {prediction.label}"
    ratio = result.segmentation.cardiothoracic_ratio
    yield "cardiothoracic ratio", "not measured" if ratio is None else f"{ratio.ratio:.3f}"
    attack = result.attack
    if attack is not None:
        outcome = "flipped" if attack.flipped else "not flipped"
        yield (
            f"attack on {attack.finding}",
            f"{outcome} in {attack.steps_taken} steps, "
            f"{attack.probability_before:.4f} to {attack.probability_after:.4f} "
            f"(film {attack.roundtrip_probability:.4f})",
        )
    wording = Wording()
    for found in result.counterfactuals:
        yield f"{kind_name(str(found.kind), wording)}, {found.finding}", sentence(found, wording)
    for fact in result.explanation.summary if result.explanation else ():
        values = ", ".join(f"{name} {_shown(each)}" for name, each in fact.values.items())
        yield str(fact.code), values


def _meaning(result: AnalysisResult, cards: list[ModelCard]) -> Iterator[tuple[str, str]]:
    """Does it mean anything? Each picture's row; what was not measured is left out."""
    words = MeaningWords()
    heads = words.heads()[1:]
    for row in meaning(result, cards, result.counterfactuals):
        name, *cells = words.cells(row)
        known = ((head, cell) for head, cell in zip(heads, cells, strict=True) if cell != "–")
        yield f"meaning of {name}", "; ".join(f"{head}: {cell}" for head, cell in known)


def _shown(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.3g}"
