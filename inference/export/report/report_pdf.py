"""The report: a page with film, pictures, numbers, one sentence, networks and warnings.

Where counterfactuals were searched for, a second page shows them and what they mean.

Fonts are embedded, so that it reads alike everywhere. It names the patient only if the case does.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from inference import __version__
from inference.core.counterfactual_types import Counterfactual
from inference.core.languages import gap
from inference.core.requests import AnalysisResult
from inference.core.types import ModelCard, Radiograph
from inference.export.case import Case
from inference.export.pictures.film_pictures import FilmPictures, Look
from inference.export.report import page as paper
from inference.export.report.counterfactual_page import CounterfactualPage
from inference.export.report.page import Page
from inference.export.report.report_numbers import ReportNumbers
from inference.export.report.report_pictures import PicturePanel
from inference.export.words.wording import Wording
from inference.export.writing import write_whole

MARGIN = 34.0
GAP = 14.0
#: Heights of the pictures that are tried, as shares of the full ones.
_SCALES = (1.0, 0.93, 0.86, 0.79, 0.7)


@dataclass(frozen=True, slots=True, eq=False)
class ReportFacts:
    """Everything that a report shows."""

    radiograph: Radiograph
    result: AnalysisResult
    case: Case
    cards: Sequence[ModelCard] = ()
    look: Look = field(default_factory=Look)
    language: str = "en"
    shown: Counterfactual | None = None  # the one that the reader looks at: it is pictured
    sentences: Sequence[str] = ()  # further ones, in that language, on the perturbation
    made: datetime = field(default_factory=lambda: datetime.now().astimezone())


def write_report(path: Path, facts: ReportFacts, sources: Collection[Path] = ()) -> None:
    """Write the report to `path`. Raises ExportError: "write_failed"."""
    write_whole(path, encoded_report(facts), sources)


def encoded_report(facts: ReportFacts) -> bytes:
    """The report as PDF, A4: pictures shrink until the words have room; counterfactuals follow."""
    pictures = FilmPictures(facts.radiograph, facts.result, facts.look)
    for scale in _SCALES:
        report = _Report(facts, pictures, scale)
        content = report.drawn()
        if report.fits:
            break
    return content


class _Report:
    def __init__(self, facts: ReportFacts, pictures: FilmPictures, scale: float) -> None:
        self.facts, self.pictures, self.scale = facts, pictures, scale
        self.fits = True
        self.say = Wording(facts.language)
        self.numbers = ReportNumbers(facts.radiograph, facts.result, self.say)
        self.page = Page(self.say("title"), facts.language)
        self.left, self.wide = MARGIN, self.page.width - 2 * MARGIN

    def drawn(self) -> bytes:
        y = self._header(30, self.say("subtitle"))
        y = self._identification(y)
        y = self._sentence(y)
        panel = PicturePanel(self.page, self.pictures, self.say, self.left, self.wide, self.scale)
        y = panel.draw(y) + 17
        y = self._tables(y)
        self._networks_and_warnings(y)
        self._footer()
        if self.facts.result.counterfactuals:
            self._counterfactuals()
        return self.page.finish()

    def _counterfactuals(self) -> None:
        """A second page, and a third where one has no room for all words."""
        facts, top = self.facts, self._turned()
        shown = CounterfactualPage(self.page, self.pictures, self.say, facts.cards, facts.shown)
        shown.draw(self.left, top, self.wide, self.page.height - 48, self._turned)
        self._footer()

    def _turned(self) -> float:
        """The top of a further page under the same banner, the one before it being ended."""
        if self.page.turned:
            self._footer()
        self.page.turn()
        return self._header(30, self.say("changes_title"))

    def _header(self, y: float, subtitle: str) -> float:
        page, right = self.page, self.left + self.wide
        page.text(self.left, y + 9, self.say("title"), 15, bold=True)
        page.text(self.left, y + 21, subtitle, 8, paper.SOFT)
        page.text(right, y + 9, "Setsudo 摂動", 11, paper.ACCENT, bold=True, align="right")
        made = f"{self.say('made')} {self.facts.made:%Y-%m-%d %H:%M}"
        page.text(right, y + 21, made, 8, paper.SOFT, align="right")
        page.box(self.left, y + 28, self.wide, 16, paper.WARN_BACK, 2)
        middle = self.left + self.wide / 2
        banner = self.say("banner")
        page.text(middle, y + 39, banner, 8.2, paper.WARN, bold=True, align="centre")
        return y + 58

    def _identification(self, y: float) -> float:
        """Whose film, which film; a person's data only where the case holds them."""
        case, film = self.facts.case, self.facts.radiograph
        rows, columns = film.shape
        size = self.say("film_size", columns=columns, rows=rows, bits=film.bits_stored)
        about_film = [(self.say("film"), size, 0.33), (self.say("view"), film.view_position, 0.11)]
        if not case.identified:
            nobody = self.say("patient_left_out")
            return self._facts_row(y, [(self.say("patient"), nobody, 0.5), *about_film])
        whose = [
            (self.say("patient"), _shown_name(case.patient_name), 0.5),
            (self.say("patient_id"), case.patient_id, 0.26),
            (self.say("birth_date"), _shown_date(case.birth_date), 0.24),
        ]
        study = (self.say("study_date"), _shown_date(case.study_date), 0.5)
        return self._facts_row(self._facts_row(y, whose) + 3, [study, *about_film])

    def _facts_row(self, y: float, cells: list[tuple[str, str, float]]) -> float:
        """Label and value side by side, each in its share of the width; returns the y below."""
        x = self.left
        for label, value, share in cells:
            if value:
                taken = self.page.text(x, y, label, 7.2, paper.SOFT)
                room = self.wide * share - taken - 12
                self.page.text(x + taken + 5, y, value, 7.8, bold=True, width=room)
            x += self.wide * share
        return y + 9

    def _sentence(self, y: float) -> float:
        words = gap(self.facts.language).join((self.numbers.sentence(), *self.facts.sentences))
        size = 9.6 if not self.facts.sentences else 9.0
        lines = paper.wrapped(words, self.wide - 14, size, bold=True, most=4)
        height = len(lines) * 13
        self.page.box(self.left, y, 2.5, height + 2, paper.ACCENT)
        for place, line in enumerate(lines):
            self.page.text(self.left + 10, y + 10 + place * 13, line, size, bold=True)
        return y + height + 10

    def _tables(self, y: float) -> float:
        """Three columns of numbers; returns the y below the longest."""
        page, numbers, regions = self.page, self.numbers, self.numbers.regions()
        shares = (0.31, 0.31, 0.38) if regions else (1 / 3, 1 / 3, 1 / 3)
        widths = [share * (self.wide - 2 * GAP) for share in shares]
        first, second = self.left, self.left + widths[0] + GAP
        third = second + widths[1] + GAP
        below = page.heading(first, y, self.say("answers"), widths[0])
        below = page.pairs(first, below, numbers.answers(), widths[0])
        below = page.heading(first, below + 6, self.say("measurements"), widths[0])
        ends = [page.pairs(first, below, numbers.measurements(), widths[0])]
        below = page.heading(second, y, self.say("attack"), widths[1])
        ends.append(page.pairs(second, below, numbers.attack(), widths[1]))
        if regions:
            below = page.heading(third, y, self.say("regions"), widths[2])
            columns = [part * widths[2] for part in (0.36, 0.12, 0.12, 0.22, 0.18)]
            ends.append(page.table(third, below, regions, columns))
        else:
            ends.append(self._warnings(third, y, widths[2], 8))
        return max(ends) + 5

    def _networks_and_warnings(self, y: float) -> None:
        page, bottom = self.page, self.page.height - 46
        if self.numbers.regions():
            y = self._warnings(self.left, y, self.wide, 6) + 5
        y = page.heading(self.left, y, self.say("networks"), self.wide)
        cards = list(self.facts.cards)
        self.fits = y <= bottom
        lines = int((bottom - y + 9) / 9.6 / max(len(cards), 1))
        if not lines:
            named = (f"{card.name} {card.version} ({card.weights_sha256[:12]})" for card in cards)
            page.block(self.left, y, "   ".join(named), self.wide, 6.8, most=3)
            return
        for card in cards:
            y = self._card(y, card, min(lines, 3)) + 1.5

    def _card(self, y: float, card: ModelCard, lines: int) -> float:
        """A network: name, version, hash, and what limits it in at most `lines` lines."""
        x, page = self.left, self.page
        name = f"{card.name} {card.version}"
        page.text(x, y, name, 7.2, bold=True, width=118)
        page.text(x + 122, y, card.weights_sha256[:16], 6.8, paper.SOFT)
        english = card.texts.get("limitations", "")
        limits = card.texts.get(f"limitations_{self.facts.language}", english)
        below = page.block(x + 212, y, limits, self.wide - 212, 6.8, most=lines, leading=1.3)
        return max(below, y + 9.2)

    def _warnings(self, x: float, y: float, width: float, most: int) -> float:
        """What speaks against relying on this page, in two columns where it is wide.

        Returns the y below.
        """
        page = self.page
        y = page.heading(x, y, self.say("warnings"), width)
        found = [*self.numbers.warnings(), self.say("uncalibrated")]
        columns = 2 if width > self.wide / 2 and len(found) > 1 else 1
        each, lowest = width / columns, y
        shown = found[:most]
        rows = (len(shown) + columns - 1) // columns
        for column in range(columns):
            below = y
            for words in shown[column * rows : (column + 1) * rows]:
                left = x + column * each
                page.dot(left + 2, below - 2.4, 1.3, paper.AMBER)
                room = each - 14
                below = page.block(left + 8, below, words, room, 7.0, most=3 - columns + 1) + 1
            lowest = max(lowest, below)
        if len(found) > most:
            more = self.say("truncated", count=len(found) - most)
            page.text(x + 8, lowest, more, 7, paper.SOFT)
            lowest += 10
        return lowest

    def _footer(self) -> None:
        page, y = self.page, self.page.height - 30
        page.line([(self.left, y - 9), (self.left + self.wide, y - 9)], paper.FAINT, 0.6)
        result = self.facts.result
        words = self.say(
            "footer",
            version=__version__,
            sha256=self.facts.radiograph.sha256[:32],
            device=result.device,
        )
        page.text(self.left, y, words, 6.8, paper.SOFT, width=self.wide)
        page.text(self.left, y + 10, self.say("banner"), 6.8, paper.WARN, bold=True)


def _shown_name(name: str) -> str:
    """A person's name (PN, PS3.5 6.2) as it is read: alphabetic, then ideographic."""
    groups = [group.replace("^", " ").strip() for group in name.split("=")]
    return f"{groups[0]}  ({groups[1]})" if len(groups) > 1 and groups[1] else groups[0]


def _shown_date(text: str) -> str:
    """DICOM's YYYYMMDD as YYYY-MM-DD; anything else as it is."""
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == 8 and text.isdigit() else text
