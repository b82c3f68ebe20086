"""What a classifier answered film by film, kept beside the code, and the card's figures from it.

A table (`training/answers/<bundle>.csv`) names the weights that answered, so that the figures of a
card can be computed again without the films, and a few of its films be asked again.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.loop.figures import auc_interval, mean_interval
from training.loop.steps import LOG

REAL = "nih"  # begins the names of all sources of real films


@dataclass(frozen=True, slots=True)
class FilmAnswer:
    """One test film and the answer on it."""

    source: str  # "nih_1024", "nih_64", "simulated_b" …
    film: str  # file stem
    patient: str
    positive: bool
    margin: float  # logit of the finding minus logit of no finding
    profusion: int = 0  # category of the opacities drawn into it, 0 for none
    opacity: str = ""  # their primary type
    no_finding: bool = False  # labelled so

    @property
    def probability(self) -> float:
        """Of the finding."""
        return float(1 / (1 + np.exp(-self.margin)))


def write_answers(path: Path, weights_sha256: str, answers: Sequence[FilmAnswer]) -> None:
    """Keep `answers` of the weights with that SHA-256."""
    with path.open("w", encoding="utf-8", newline="") as table:
        table.write(f"# weights_sha256 = {weights_sha256}\n")
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow([field.name for field in fields(FilmAnswer)])
        for answer in answers:
            row = asdict(answer) | {"margin": f"{answer.margin:.5f}"}
            writer.writerow([int(v) if isinstance(v, bool) else v for v in row.values()])


def read_answers(path: Path) -> tuple[str, list[FilmAnswer]]:
    """(SHA-256 of the weights, their answers)."""
    with path.open(encoding="utf-8", newline="") as table:
        weights_sha256 = table.readline().partition("=")[2].strip()
        answers = [
            FilmAnswer(
                source=row["source"],
                film=row["film"],
                patient=row["patient"],
                positive=row["positive"] == "1",
                margin=float(row["margin"]),
                profusion=int(row["profusion"]),
                opacity=row["opacity"],
                no_finding=row["no_finding"] == "1",
            )
            for row in csv.DictReader(table)
        ]
    return weights_sha256, answers


def card_figures(answers: Sequence[FilmAnswer], operating_point: float) -> dict[str, object]:
    """A card's figures by source, profusion and type; and false positives without a finding.

    `nih_all` holds each real film once: one that is there at two sizes counts at the finer.
    """
    figures: dict[str, object] = {}
    sources = sorted({answer.source for answer in answers})
    for source in sources:
        of_source = [answer for answer in answers if answer.source == source]
        figures |= rates(of_source, source, operating_point) | _by_grade(
            of_source, source, operating_point
        )
        clear = [answer for answer in of_source if answer.no_finding and not answer.positive]
        if any(answer.profusion for answer in answers) and clear:
            name = f"{source}_no_finding_false_positives"
            figures[name] = _called(clear, operating_point, name)
    if sum(source.startswith(REAL) for source in sources) > 1 and not _drawn(answers):
        figures |= rates(finest(answers), "nih_all", operating_point)
    return figures


def finest(answers: Sequence[FilmAnswer]) -> list[FilmAnswer]:
    """Each real film once, at its greatest size."""
    real = [answer for answer in answers if answer.source.startswith(REAL)]
    side = {answer: int(answer.source.rpartition("_")[2]) for answer in real}
    found = {answer.film: answer for answer in sorted(real, key=lambda answer: side[answer])}
    return list(found.values())


def rates(answers: Sequence[FilmAnswer], name: str, operating_point: float) -> dict[str, object]:
    """AUC, and accuracy, sensitivity and specificity at the operating point."""
    positive = np.array([answer.positive for answer in answers])
    margins = np.array([answer.margin for answer in answers])
    called = np.array([answer.probability >= operating_point for answer in answers])
    patients = [answer.patient for answer in answers]
    figures: dict[str, object] = {}
    if positive.any() and not positive.all():
        area = auc_interval(margins, positive, patients)
        LOG.info("%s AUC %s", name, area)
        figures[f"{name}_auc"] = {**area.table(), "positive_films": int(positive.sum())}
    named = {
        "accuracy": (called == positive, np.ones(len(positive), bool)),
        "sensitivity": (called, positive),
        "specificity": (~called, ~positive),
    }
    for figure, (right, among) in named.items():
        if among.any():
            key = f"{name}_{figure}"
            figures[key] = _share(right[among], np.array(patients)[among].tolist(), key)
    return figures


def _by_grade(
    answers: Sequence[FilmAnswer], source: str, operating_point: float
) -> dict[str, object]:
    ill = [answer for answer in answers if answer.positive and answer.profusion]
    parts = {f"profusion_{grade}": [a for a in ill if a.profusion == grade] for grade in (1, 2, 3)}
    kinds = sorted({answer.opacity for answer in ill})
    parts |= {f"type_{kind}": [a for a in ill if a.opacity == kind] for kind in kinds}
    named = {f"{source}_sensitivity_{part}": chosen for part, chosen in parts.items() if chosen}
    return {name: _called(chosen, operating_point, name) for name, chosen in named.items()}


def _drawn(answers: Sequence[FilmAnswer]) -> bool:
    """Opacities are drawn into some real films, the others are not the same kind of film."""
    return any(answer.profusion for answer in answers if answer.source.startswith(REAL))


def _called(
    answers: Sequence[FilmAnswer], operating_point: float, name: str
) -> dict[str, float | int]:
    called = np.array([answer.probability >= operating_point for answer in answers])
    return _share(called, [answer.patient for answer in answers], name)


def _share(right: NDArray[np.bool_], patients: Sequence[str], name: str) -> dict[str, float | int]:
    share = mean_interval(right.astype(np.float64), patients)
    LOG.info("%s %s", name, share)
    return share.table()
