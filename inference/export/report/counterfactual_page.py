"""The report's further pages: for what the network would answer otherwise, and what that means."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from inference.core.counterfactual_types import Counterfactual
from inference.core.types import ModelCard
from inference.explanation.meaning import MeaningRow, meaning
from inference.export.leading import leading
from inference.export.pictures.film_pictures import FilmPictures
from inference.export.report import page as paper
from inference.export.report.change_pictures import AROUND, ChangePanel
from inference.export.report.page import Page
from inference.export.words.counterfactual_words import kind_name, sentence
from inference.export.words.meaning_words import MeaningWords
from inference.export.words.wording import Wording

#: Shares of the table's width: the picture's name, then `meaning_words.COLUMNS`.
_SHARES = (0.22, 0.08, 0.09, 0.17, 0.12, 0.1, 0.22)
_SIZE, _LINE = 6.6, 8.6
#: Greatest and least height of the pictures of a counterfactual, in points.
_TALLEST, _SMALLEST = 215.0, 120.0
#: Height of a counterfactual's heading and sentence above its pictures, at most.
_ABOVE = 56.0
#: Share of the width for the name of a change that is not pictured.
_NAME = 0.26


class CounterfactualPage:
    """Draws what a result's counterfactuals say from `top` down to `bottom`."""

    def __init__(
        self,
        page: Page,
        pictures: FilmPictures,
        say: Wording,
        cards: Sequence[ModelCard],
        shown: Counterfactual | None,
    ) -> None:
        """`shown`: the one that the reader looks at; it leads for its finding."""
        self._page, self._pictures, self._say = page, pictures, say
        self._words, self._result = MeaningWords(say.language), pictures.result
        self._leading = leading(self._result.counterfactuals, shown)
        self._rows = meaning(self._result, cards, self._result.counterfactuals)

    def draw(
        self, left: float, top: float, width: float, bottom: float, turn: Callable[[], float]
    ) -> None:
        """`turn` begins a further page and returns its top; the words go there if they must."""
        lines = [self._wrapped(row, width) for row in self._all_cells()]
        others = [
            (self._name(each), paper.wrapped(sentence(each, self._say), (1 - _NAME) * width, 6.8))
            for each in self._result.counterfactuals
            if each not in self._leading
        ]
        words = 22 + sum(_height(row) for row in lines)
        words += 15 + sum(len(said) * _LINE + 2 for _, said in others) if others else 0
        count, around = max(len(self._leading), 1), _ABOVE + AROUND + 10
        apart = (bottom - top - words) / count - around < _SMALLEST
        room = bottom - top - (0 if apart else words)
        y, greatest = top, min(room / count - around, _TALLEST)
        for found in self._leading:
            y = self._one(found, left, y, width, greatest)
        y = turn() if apart else y
        y = self._others(others, left, y, width) if others else y
        y = self._page.heading(left, y + 6, self._words.title(), width)
        self._table(lines, left, y, width)

    def _one(
        self, found: Counterfactual, left: float, y: float, width: float, greatest: float
    ) -> float:
        """Heading, sentence and pictures of one; returns the y below."""
        page = self._page
        y = page.heading(left, y, self._name(found), width)
        said = sentence(found, self._say)
        y = page.block(left, y + 2, said, width, 8.4, bold=True, most=3)
        panel = ChangePanel(page, self._pictures, self._say, left, width, found)
        return panel.drawn_within(y - 4, greatest) + 16

    def _others(
        self, found: Sequence[tuple[str, list[str]]], left: float, y: float, width: float
    ) -> float:
        """What is said of each kind that is not pictured; returns the y below."""
        page = self._page
        y = page.heading(left, y, self._say("other_changes"), width)
        for name, said in found:
            page.text(left, y, name, 6.8, paper.SOFT, width=_NAME * width - 4)
            for line in said:
                page.text(left + _NAME * width, y, line, 6.8)
                y += _LINE
            y += 2
        return y

    def _name(self, found: Counterfactual) -> str:
        return f"{kind_name(str(found.kind), self._say)} · {self._say.finding(found.finding)}"

    def _all_cells(self) -> list[tuple[str, ...]]:
        return [self._words.heads(), *map(self._cells, self._rows)]

    def _cells(self, row: MeaningRow) -> tuple[str, ...]:
        name, *cells = self._words.cells(row)
        return (f"{name} · {self._say.finding(row.finding)}", *cells)

    def _wrapped(self, row: Sequence[str], width: float) -> list[list[str]]:
        pairs = zip(row, _SHARES, strict=True)
        return [
            paper.wrapped(words, share * width - 5, _SIZE, most=3) or [""] for words, share in pairs
        ]

    def _table(self, rows: list[list[list[str]]], left: float, y: float, width: float) -> None:
        for place, row in enumerate(rows):
            x = left
            for column, (lines, share) in enumerate(zip(row, _SHARES, strict=True)):
                colour = paper.SOFT if place == 0 or column == 0 else paper.INK
                for number, line in enumerate(lines):
                    self._page.text(x, y + number * _LINE, line, _SIZE, colour)
                x += share * width
            y += _height(row)


def _height(row: list[list[str]]) -> float:
    return max(len(lines) for lines in row) * _LINE + 1.5
