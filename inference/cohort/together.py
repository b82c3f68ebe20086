"""Many films together: how often, how far and where, with intervals.

See docs/explanation.md, "Many films".

Intervals are 95 % percentile bootstraps over patients (Efron 1979): films of one patient are drawn
together, because they are not independent. Needs numpy only, beside the facts of one film.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from inference.cohort.lung_frame import FramedChest, framed, mean_chest
from inference.core.attack_types import AttackResult
from inference.core.explanation_types import RegionFigures, Side
from inference.core.requests import AnalysisResult
from inference.core.types import FloatArray, read_only

#: Resamples of each interval.
RESAMPLES = 2000
AGREEMENT = ("spearman", "overlap", "similarity")
#: In place of each film's perturbation, which a cohort of a thousand has no room for.
_NO_DELTA: FloatArray = read_only(np.zeros((0, 0), np.float32))


@dataclass(frozen=True, slots=True, eq=False)
class CohortCase:
    """One film's part in a cohort: numbers, and a small map; not the film."""

    file: str
    sha256: str
    patient: str
    finding: str  # attacked
    labels: Mapping[str, bool]  # finding -> what the table of labels says
    positives: Mapping[str, bool]  # finding -> what the network says
    probabilities: Mapping[str, float]
    attack: AttackResult  # without its delta, which is (0, 0) here
    flip_amplitude: float | None
    minimal_epsilon: float | None
    ratio: float | None  # cardiothoracic
    regions: Mapping[str, Mapping[str, float]]  # region -> figure -> value, both sides
    agreement: Mapping[str, Mapping[str, float]]  # method -> figure -> value
    controls: Mapping[str, float]  # control -> flip rate
    translation_flipped: bool | None  # None: no translator
    chest: FramedChest | None  # δ's sign density in the lungs' frame

    @property
    def target_probability(self) -> float:
        """P(target) after the attack."""
        return float(self.attack.trace[-1])


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over films with its 95 % interval."""

    mean: float | None  # None when no film has the value
    low: float | None  # None for fewer than two patients
    high: float | None
    films: int


@dataclass(frozen=True, slots=True, eq=False)
class FindingCohort:
    """What a cohort says of the attacks on one finding, in one direction."""

    finding: str
    target: int  # attacked towards: 0 no finding, 1 finding
    films: int
    patients: int
    figures: Mapping[str, Estimate]
    regions: Mapping[str, Mapping[str, Estimate]]  # region -> figure
    agreement: Mapping[str, Mapping[str, Estimate]]  # method -> figure
    mean_sign: FramedChest | None  # mean sign density of δ in the lungs' frame, in [-1, 1]


@dataclass(frozen=True, slots=True, eq=False)
class Cohort:
    """A cohort's cases, what they say by attacked finding, and the networks' accuracy.

    Attacks towards and away from a finding are kept apart: their δ have opposite signs.
    """

    cases: tuple[CohortCase, ...]
    findings: tuple[FindingCohort, ...]  # one per attacked finding and direction
    accuracy: Mapping[str, Mapping[str, Estimate]]  # finding -> accuracy, sensitivity, specificity


def cohort_case(
    file: str, sha256: str, patient: str, labels: Mapping[str, bool], result: AnalysisResult
) -> CohortCase:
    """What a cohort keeps of one film's `result`, which must hold an attack."""
    attack, found = result.attack, result.explanation
    if attack is None:
        raise ValueError("a cohort's films are attacked")
    table = found.regions if found else None
    rows = [row for row in table.rows if row.side is Side.BOTH] if table else []
    ratio = result.segmentation.cardiothoracic_ratio
    lights = found.controls.lights[1:] if found and found.controls else ()
    return CohortCase(
        file=file,
        sha256=sha256,
        patient=patient,
        finding=attack.finding,
        labels=labels,
        positives={each.finding: each.positive for each in result.predictions},
        probabilities={each.finding: each.probability for each in result.predictions},
        attack=replace(attack, delta=_NO_DELTA),
        flip_amplitude=result.sweep.flip_amplitude if result.sweep else None,
        minimal_epsilon=_epsilon(result),
        ratio=ratio.ratio if ratio else None,
        regions={str(row.region): _numbers(row.figures, row.area_share) for row in rows},
        agreement=_agreement(result),
        controls={light.name: light.flip_rate for light in lights},
        translation_flipped=found.translation.flipped if found and found.translation else None,
        chest=framed(_sign(result, attack), attack.grid, result.segmentation),
    )


def cohort(cases: Sequence[CohortCase], seed: int = 0) -> Cohort:
    """Everything that `cases` say together; the same cases and seed give the same intervals."""
    groups: dict[tuple[str, int], list[CohortCase]] = defaultdict(list)
    for case in cases:
        groups[case.finding, case.attack.target].append(case)
    labelled = sorted({name for case in cases for name in case.labels})
    return Cohort(
        cases=tuple(cases),
        findings=tuple(_finding(*key, groups[key], seed) for key in sorted(groups)),
        accuracy={name: _accuracy(name, cases, seed) for name in labelled},
    )


def estimate(
    cases: Sequence[CohortCase], value: Callable[[CohortCase], float | bool | None], seed: int = 0
) -> Estimate:
    """The mean of `value` over the cases that have one, with its interval over patients."""
    sums: dict[str, float] = defaultdict(float)
    counts: dict[str, int] = defaultdict(int)
    for case in cases:
        found = value(case)
        if found is not None:
            sums[case.patient] += float(found)
            counts[case.patient] += 1
    films = sum(counts.values())
    if not films:
        return Estimate(None, None, None, 0)
    mean = sum(sums.values()) / films
    if len(counts) < 2:
        return Estimate(mean, None, None, films)
    totals = np.array([sums[name] for name in counts])
    sizes = np.array([counts[name] for name in counts], float)
    drawn = np.random.default_rng(seed).integers(0, len(sizes), (RESAMPLES, len(sizes)))
    means: NDArray[np.float64] = totals[drawn].sum(1) / sizes[drawn].sum(1)
    low, high = (float(each) for each in np.percentile(means, (2.5, 97.5)))
    return Estimate(mean, low, high, films)


def _sign(result: AnalysisResult, attack: AttackResult) -> FloatArray:
    """(S, S) in [-1, 1]: the sign density, else the plain sign."""
    effects = result.explanation.effects if result.explanation else None
    return effects.sign_density if effects else np.sign(attack.delta).astype(np.float32)


def _finding(name: str, target: int, cases: list[CohortCase], seed: int) -> FindingCohort:
    values: Mapping[str, Callable[[CohortCase], float | bool | None]] = {
        "flip_rate": lambda case: case.attack.flipped,
        "film_flip_rate": lambda case: case.attack.roundtrip_flipped,
        "flipped_probability": _flipped_probability,
        "minimal_epsilon": lambda case: case.minimal_epsilon,
        "flip_amplitude": lambda case: case.flip_amplitude,
        "steps_taken": lambda case: case.attack.steps_taken,
        "background_share": lambda case: case.attack.background_share,
        "translation_flip_rate": lambda case: case.translation_flipped,
    }
    figures = {key: estimate(cases, value, seed) for key, value in values.items()}
    for control in _names(case.controls for case in cases):
        rate = partial(_control_rate, control)
        figures[f"{control}_flip_rate"] = estimate(cases, rate, seed)
    chests = [case.chest for case in cases if case.chest is not None]
    return FindingCohort(
        finding=name,
        target=target,
        films=len(cases),
        patients=len({case.patient for case in cases}),
        figures=figures,
        regions=_nested([case.regions for case in cases], cases, seed),
        agreement=_nested([case.agreement for case in cases], cases, seed),
        mean_sign=mean_chest(chests),
    )


def _nested(
    tables: Sequence[Mapping[str, Mapping[str, float]]], cases: Sequence[CohortCase], seed: int
) -> dict[str, dict[str, Estimate]]:
    """Row -> figure -> estimate, over the films that have the row."""
    of_case = {id(case): table for case, table in zip(cases, tables, strict=True)}

    def value(row: str, figure: str, case: CohortCase) -> float | None:
        return of_case[id(case)].get(row, {}).get(figure)

    return {
        row: {
            figure: estimate(cases, partial(value, row, figure), seed)
            for figure in _names(table[row] for table in tables if row in table)
        }
        for row in _names(tables)
    }


def _flipped_probability(case: CohortCase) -> float | None:
    return case.target_probability if case.attack.flipped else None


def _control_rate(control: str, case: CohortCase) -> float | None:
    return case.controls.get(control)


def _accuracy(name: str, cases: Sequence[CohortCase], seed: int) -> dict[str, Estimate]:
    def right(case: CohortCase, of: bool | None) -> bool | None:
        label = case.labels.get(name)
        if label is None or name not in case.positives or (of is not None and label is not of):
            return None
        return case.positives[name] == label

    return {
        "accuracy": estimate(cases, lambda case: right(case, None), seed),
        "sensitivity": estimate(cases, lambda case: right(case, True), seed),
        "specificity": estimate(cases, lambda case: right(case, False), seed),
    }


def _names(tables: Iterable[Mapping[str, object]]) -> list[str]:
    """Every key once, in order of appearance."""
    return list(dict.fromkeys(name for table in tables for name in table))


def _numbers(figures: RegionFigures, area_share: float) -> dict[str, float]:
    listed = {each.name: float(getattr(figures, each.name)) for each in fields(figures)}
    return {"area_share": area_share, **listed}


def _agreement(result: AnalysisResult) -> dict[str, dict[str, float]]:
    found = result.explanation.agreement if result.explanation else None
    rows = found.rows if found else ()
    return {str(row.method): {name: getattr(row, name) for name in AGREEMENT} for row in rows}


def _epsilon(result: AnalysisResult) -> float | None:
    found = result.explanation.minimal_epsilon if result.explanation else None
    return found.epsilon if found else None
