"""The table of meaning as JSON values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from inference.explanation.meaning import MeaningRow
from inference.export.words.meaning_words import MeaningWords
from inference.networks.truth import PictureTruth

LANGUAGES = ("en", "ja")


def meaning_records(rows: Sequence[MeaningRow]) -> list[dict[str, object]]:
    """One object a row, in order; null is what was not measured or does not apply.

    `truth` holds the figures of this kind of picture on twins whose cause is known, each as
    `{value, low, high, pairs}`, their `verdict`, and the `line` of a pane's title by language.
    """
    words = {language: MeaningWords(language) for language in LANGUAGES}
    return [
        {
            "picture": row.picture,
            "finding": row.finding,
            "target": "finding" if row.target else "no finding",
            "turned": row.turned,
            "twin_turned": row.twin_turned,
            "ratio_before": row.ratio_before,
            "ratio_after": row.ratio_after,
            "ratio_right_way": row.ratio_right_way,
            "survives_low_pass": row.survives,
            "random": None
            if row.random_draws is None
            else {"draws": row.random_draws, "flips": row.random_flips},
            "truth": None if row.truth is None else _truth(row.truth, words),
        }
        for row in rows
    ]


def _truth(truth: PictureTruth, words: dict[str, MeaningWords]) -> dict[str, object]:
    return {
        "verdict": truth.verdict,
        "figures": {name: asdict(figure) for name, figure in truth.figures.items()},
        "line": {language: each.line(truth) for language, each in words.items()},
    }
