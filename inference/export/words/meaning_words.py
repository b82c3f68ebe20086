"""What a picture is worth, in the reader's language: a pane's line, and the rows of one table."""

from __future__ import annotations

from inference.explanation.meaning import MeaningRow
from inference.export.words.counterfactual_texts import KINDS
from inference.export.words.counterfactual_words import kind_name
from inference.export.words.meaning_texts import PICTURES, TEXTS
from inference.export.words.wording import Wording, catalogue
from inference.networks.truth import (
    NO_BETTER_THAN_CHANCE,
    NO_BETTER_THAN_EDGES,
    PictureTruth,
    Truth,
)

CONTEXT = "meaning"
#: Columns of the table after the picture's name, in order: keys of `meaning_texts.TEXTS`.
COLUMNS = ("turned", "twin_turned", "ratio", "survives", "random", "truth")


class MeaningWords:
    """Says what `MeaningRow` and `PictureTruth` hold."""

    def __init__(self, language: str = "en") -> None:
        self._wording = Wording(language)
        self._catalogue = {} if language == "en" else catalogue(language)

    def title(self) -> str:
        return self._said(TEXTS["title"])

    def heads(self) -> tuple[str, ...]:
        """The picture's column, then `COLUMNS`."""
        return tuple(self._said(TEXTS[key]) for key in ("picture", *COLUMNS))

    def cells(self, row: MeaningRow) -> tuple[str, ...]:
        """As many as `heads`; a dash for what was not measured or does not apply."""
        return (
            self.picture(row.picture),
            self._yes_or_no(row.turned),
            self._yes_or_no(row.twin_turned),
            self._ratio(row),
            self._survives(row.survives),
            self._random(row),
            self.worth(row.truth),
        )

    def picture(self, name: str) -> str:
        """The name of a heat map, an attack or a kind of counterfactual."""
        if name in KINDS:
            return kind_name(name, self._wording)
        return self._said(PICTURES[name]) if name in PICTURES else self._wording.method(name)

    def line(self, truth: PictureTruth | None) -> str:
        """For a pane's title: what this kind of picture was worth where the cause is known."""
        return self._said(TEXTS["line"]).format(said=self.worth(truth))

    def worth(self, truth: PictureTruth | None) -> str:
        """The same without its beginning, for a column that is headed so."""
        if truth is None:
            return self._said(TEXTS["said_none"])
        area, chance = truth.area, truth.figures["area_by_chance"]
        values = {"area": _percent(area.value), "chance": _percent(chance.value)}
        if truth.verdict == NO_BETTER_THAN_CHANCE:
            return self._said(TEXTS["said_chance"]).format(**values)
        if truth.verdict == NO_BETTER_THAN_EDGES:
            return self._said(TEXTS["said_edges"]).format(**values)
        sign = truth.figures.get("sign")
        if sign is None:
            return self._said(TEXTS["said"]).format(**values)
        return self._said(TEXTS["said_signed"]).format(**values, sign=_percent(sign.value))

    def basis(self, truth: Truth, picture: PictureTruth) -> str:
        """For a tooltip: on what the line rests."""
        text = self._said(TEXTS["basis"])
        return text.format(pairs=picture.area.pairs, left_out=truth.left_out)

    def _yes_or_no(self, value: bool | None) -> str:
        if value is None:
            return self._said(TEXTS["not_measured"])
        return self._said(TEXTS["yes"] if value else TEXTS["no"])

    def _ratio(self, row: MeaningRow) -> str:
        if row.ratio_right_way is None or row.ratio_before is None or row.ratio_after is None:
            return self._said(TEXTS["not_measured"])
        text = TEXTS["right_way"] if row.ratio_right_way else TEXTS["wrong_way"]
        values = {"before": f"{row.ratio_before:.3f}", "after": f"{row.ratio_after:.3f}"}
        return self._said(text).format(**values)

    def _survives(self, sigma: float | None) -> str:
        if sigma is None:
            return self._said(TEXTS["not_measured"])
        if sigma == 0:
            return self._said(TEXTS["survives_none"])
        return self._said(TEXTS["survives_to"]).format(sigma=f"{sigma:g}")

    def _random(self, row: MeaningRow) -> str:
        if row.random_draws is None:
            return self._said(TEXTS["not_measured"])
        text = self._said(TEXTS["random_count"])
        return text.format(flips=row.random_flips, draws=row.random_draws)

    def _said(self, english: str) -> str:
        return self._catalogue.get((CONTEXT, english)) or english


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"
