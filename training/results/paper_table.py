"""The paper's table with ours beside it: figures from rows, as Markdown and for the cards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from inference.core.types import AttributionMethod
from training.films.strange_films import STRANGE
from training.loop.figures import Interval, mean_interval
from training.results.table_films import REAL, SIMULATED

Row = Mapping[str, Any]
#: A mean δ below this share of ε is called little: beside it δ is as often bright as dark.
LITTLE = 0.05
#: Metrics of a card begin with the name of their films.
CARD_SOURCES = {SIMULATED: "simulated_b", REAL: "nih_all"}
COLUMN_WORDS = {
    "standard": "standard",
    "robust": "robust twin",
    "whole": "standard, whole film",
}
DIRECTIONS = {1: "no finding → finding", 0: "finding → no finding"}
REGION_WORDS = {
    "outside_band": "outside the lung boundary",
    "inside_band": "inside the lung boundary",
    "lung_core": "lung core",
    "heart_outside": "beside the heart, outside",
    "heart_inside": "beside the heart, inside",
    "heart_core": "heart core",
}
ACCURACY = "accuracy, all test films"
METHOD_WORDS = {
    AttributionMethod.GRAD_CAM: "Grad-CAM",
    AttributionMethod.GUIDED_BACKPROPAGATION: "Guided Backpropagation",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """What the paper reports for a finding, in the order in which it names the two."""

    accuracy: float
    translation_flips: float
    flips: float = 1.0
    probability: float = 0.999


PAPER = {"pneumoconiosis": Paper(0.9714, 0.4285), "cardiomegaly": Paper(0.9722, 0.7702)}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: its words, the paper's figure, and how ours comes from a row."""

    key: str  # for the card; "" for none
    words: str
    value: Callable[[Row, str], float | None]  # (row, column); None: does not apply
    paper: str = ""
    percent: bool = True
    share: bool = False  # of films, each 0 or 1


def figure(rows: Iterable[Row], line: Line, source: str, column: str) -> Interval | None:
    """Mean over the films of `source` to which the line applies; None without any."""
    found = [
        (value, str(row["patient"]))
        for row in rows
        if row["source"] == source and (value := line.value(row, column)) is not None
    ]
    if not found:
        return None
    values = np.array([value for value, _ in found])
    measured = mean_interval(values, [name for _, name in found])
    return _exact_at_the_end(measured) if line.share else measured


def _exact_at_the_end(found: Interval) -> Interval:
    """A share of all or of none: no resample differs, so the interval is Clopper and Pearson's."""
    reach = 0.025 ** (1 / found.patients)
    if found.low == found.high == 1:
        return replace(found, low=reach)
    return replace(found, high=1 - reach) if found.low == found.high == 0 else found


def lines(finding: str, extracted: bool) -> list[Line]:
    """The table of `finding`; `extracted`: its network sees the lung fields alone."""
    paper = PAPER[finding]
    rows = [
        Line("", ACCURACY, _right, _share(paper.accuracy), share=True),
        Line("", "called right, of the films attacked here", _attacked_right, share=True),
        *_attack_lines("input", "PGD, ε = 8/255", "pgd", paper),
        Line("", "… on the film composed with δ", _of_attack("input", "film_flipped"), share=True),
        *(_attack_lines("film", "PGD in film space, ε = 8/255", "pgd_film") if extracted else ()),
        *_attack_lines("weak", "PGD, ε = 2/255", "pgd_weak"),
        Line(
            "cyclegan_flips",
            "CycleGAN: flips",
            _translation,
            _share(paper.translation_flips),
            share=True,
        ),
        *(
            Line(f"cyclegan_flips_{target}", f"… {words}", _translated(target), share=True)
            for target, words in DIRECTIONS.items()
        ),
    ]
    spaces = {"input": "δ / ε"} | ({"film": "δ / ε, film space"} if extracted else {})
    for space, symbol in spaces.items():
        for target, direction in DIRECTIONS.items():
            for region, words in REGION_WORDS.items():
                value = _sign(space, target, region)
                said = _claim(finding, target, region) if space == "input" else ""
                text = f"mean {symbol} {words}, {direction}"
                rows.append(Line("", text, value, said, percent=False))
    rows.append(Line("", "share of δ's size off the body", _of_attack("input", "off_body")))
    for method, words in METHOD_WORDS.items():
        for name, symbol in (("spearman", "Spearman's ρ"), ("overlap", "overlap of the top 10 %")):
            text = f"{words}: {symbol} with δ's size"
            rows.append(Line("", text, _agreed(method, name), percent=False))
            chance = _agreed(method, f"chance_{name}")
            rows.append(Line("", "… by chance", chance, percent=False))
    return rows


def markdown(finding: str, rows: Sequence[Row]) -> str:
    """The finding's table."""
    columns = [
        (source, column)
        for source in (SIMULATED, REAL)
        for column in COLUMN_WORDS
        if any(row["source"] == source and column in row for row in rows)
    ]
    head = ["", "the paper", *(f"{source}: {COLUMN_WORDS[column]}" for source, column in columns)]
    table = [_cells(head), _cells(["---"] * len(head))]
    extracted = any("film" in row.get("standard", {}) for row in rows)
    for line in lines(finding, extracted):
        found = [figure(rows, line, source, column) for source, column in columns]
        if any(found):
            shown = [_shown(each, line.percent) for each in found]
            table.append(_cells([line.words, line.paper, *shown]))
    return "\n".join(table)


def distances(found: Mapping[str, Sequence[Row]]) -> str:
    """Share of films that lie beyond the distance limit: ordinary ones, and strange ones.

    `found`: finding -> rows. "" where no network has a limit.
    """
    measured = {name: rows for name, rows in found.items() if any("strange" in r for r in rows)}
    if not measured:
        return ""
    table = [_cells(["films", *measured]), _cells(["---"] * (1 + len(measured)))]
    for source in (SIMULATED, REAL):
        line = Line("", "", _outside, share=True)
        cells = (figure(rows, line, source, "standard") for rows in measured.values())
        table.append(_cells([source, *(_shown(each, percent=True) for each in cells)]))
    for kind in STRANGE:
        line = Line("", "", _strange(kind), share=True)
        together = {k: [{**r, "source": SIMULATED} for r in rows] for k, rows in measured.items()}
        cells = (figure(rows, line, SIMULATED, "standard") for rows in together.values())
        table.append(_cells([f"*{kind}*", *(_shown(each, percent=True) for each in cells)]))
    return "\n".join(table)


def differences(finding: str, rows: Sequence[Row]) -> list[str]:
    """Plain sentences: where the standard network on simulated films differs from the paper.

    Beside the accuracy on simulated films, all of one CT, stands the one on real films: the
    paper's films were real.
    """
    paper, source, column = PAPER[finding], SIMULATED, "standard"
    extracted = any("film" in row.get(column, {}) for row in rows)
    by_words = {line.words: line for line in lines(finding, extracted)}
    compared = [
        ("The accuracy on simulated films of one CT", by_words[ACCURACY], paper.accuracy),
        ("PGD's flip rate", by_words["PGD, ε = 8/255: flips"], paper.flips),
        ("The flipped films' mean probability", by_words["… their P(target)"], paper.probability),
        ("The CycleGAN's flip rate", by_words["CycleGAN: flips"], paper.translation_flips),
    ]
    said = []
    for what, ours, theirs in compared:
        found = figure(rows, ours, source, column)
        if found is not None:
            said.append(f"{what}: {_compared(found, theirs)}")
    real = figure(rows, by_words[ACCURACY], REAL, column)
    if real is not None:
        drawn = "" if finding == "cardiomegaly" else ", with opacities drawn into some of them"
        said.insert(1, f"The accuracy on real films{drawn}: {_compared(real, paper.accuracy)}")
    for line in by_words.values():
        if line.paper in ("brightened", "darkened"):
            found = figure(rows, line, source, column)
            if found is not None:
                said.append(f"The {line.words}: {_agrees(found, line.paper)}")
    return said


def metrics(rows: Sequence[Row], finding: str, column: str, translation: bool) -> dict[str, object]:
    """For a card: the figures of one column, or of the translator."""
    found: dict[str, object] = {}
    extracted = any("film" in row.get(column, {}) for row in rows)
    for source, name in CARD_SOURCES.items():
        for line in lines(finding, extracted):
            if line.key and line.key.startswith("cyclegan") == translation:
                measured = figure(rows, line, source, column)
                if measured is not None:
                    found[f"{name}_{line.key}"] = measured.table()
    return found


def _attack_lines(
    attack: str, words: str, key: str, paper: Paper | None = None
) -> tuple[Line, Line]:
    flips = _share(paper.flips) if paper else ""
    sure = _share(paper.probability) if paper else ""
    theirs = "… their P(target)" if paper else f"… their P(target), {words}"
    return (
        Line(f"{key}_flips", f"{words}: flips", _of_attack(attack, "flipped"), flips, share=True),
        Line(f"{key}_probability", theirs, _flipped_probability(attack), sure),
    )


def _right(row: Row, column: str) -> float | None:
    return None if column not in row else float(row[column]["called"] == row["positive"])


def _attacked_right(row: Row, column: str) -> float | None:
    return _right(row, column) if "input" in row.get(column, {}) else None


def _outside(row: Row, column: str) -> float | None:
    return float(row[column]["outside"]) if "strange" in row else None


def _strange(kind: str) -> Callable[[Row, str], float | None]:
    def value(row: Row, _column: str) -> float | None:
        return float(row["strange"][kind]) if "strange" in row else None

    return value


def _of_attack(attack: str, name: str) -> Callable[[Row, str], float | None]:
    def value(row: Row, column: str) -> float | None:
        found = row.get(column, {}).get(attack)
        return None if found is None else float(found[name])

    return value


def _flipped_probability(attack: str) -> Callable[[Row, str], float | None]:
    def value(row: Row, column: str) -> float | None:
        found = row.get(column, {}).get(attack)
        return None if found is None or not found["flipped"] else float(found["probability"])

    return value


def _translation(row: Row, column: str) -> float | None:
    found = row.get("translation") if column == "standard" else None
    return None if found is None else float(found["flipped"])


def _translated(target: int) -> Callable[[Row, str], float | None]:
    def value(row: Row, column: str) -> float | None:
        found = row.get("translation") if column == "standard" else None
        return None if found is None or found["target"] != target else float(found["flipped"])

    return value


def _sign(attack: str, target: int, region: str) -> Callable[[Row, str], float | None]:
    def value(row: Row, column: str) -> float | None:
        found = row.get(column, {}).get(attack)
        if found is None or found["target"] != target or region not in found["signs"]:
            return None
        return float(found["signs"][region])

    return value


def _agreed(method: AttributionMethod, name: str) -> Callable[[Row, str], float | None]:
    def value(row: Row, column: str) -> float | None:
        found = row.get(column, {}).get("agreement", {}).get(str(method))
        return None if found is None else float(found[name])

    return value


def _claim(finding: str, target: int, region: str) -> str:
    """What the paper's words say of the perturbation there."""
    towards = "brightened" if target else "darkened"
    if finding == "pneumoconiosis":
        return towards if region == "outside_band" else ""
    return towards if region == "heart_outside" else ""


def _compared(found: Interval, theirs: float) -> str:
    ours, paper = _shown(found, percent=True), _share(theirs)
    if found.low <= theirs <= found.high:
        return f"{ours}; the paper's {paper} lies within our interval."
    return f"{ours}; **{'above' if found.low > theirs else 'below'} the paper's {paper}.**"


def _agrees(found: Interval, said: str) -> str:
    ours = _shown(found, percent=False)
    if found.low <= 0 <= found.high:
        return f"{ours}; **no direction can be told, the paper sees it {said}.**"
    same = (found.value > 0) == (said == "brightened")
    little = f", but by less than {LITTLE:.0%} of ε".replace("%", " %") * (
        abs(found.value) < LITTLE
    )
    return f"{ours}; {'as the paper says' if same else '**against the paper**'} ({said}){little}."


def _shown(found: Interval | None, percent: bool) -> str:
    if found is None:
        return "–"
    if percent:
        low, high = 100 * found.low, 100 * found.high
        return f"{100 * found.value:.1f} % ({low:.1f}–{high:.1f}; {found.films})"
    return f"{found.value:+.3f} ({found.low:+.3f} to {found.high:+.3f}; {found.films})"


def _share(value: float) -> str:
    return f"{100 * value:.4g} %"


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
