"""The report's pictures of one counterfactual: film, counterfactual, and what changed."""

from __future__ import annotations

import numpy as np

from inference.core.counterfactual_types import Change, Counterfactual
from inference.core.types import Contour
from inference.display.changes import arrows
from inference.display.palette import STRUCTURE_COLOURS
from inference.export.pictures.colours import diverging
from inference.export.pictures.film_pictures import FilmPictures
from inference.export.report import page as paper
from inference.export.report.page import Page, rgb
from inference.export.report.report_pictures import BAR, PAD, TITLE, PicturePanel
from inference.export.words.number_words import probability
from inference.export.words.wording import Wording

_DASH = (2.4, 1.2)
_ARROW = rgb(255, 255, 255, 0.95)
#: Length of an arrow's head, and of the shortest arrow that is drawn, in points.
_HEAD, _SHORTEST = 3.0, 2.0
#: What stands around the pictures within their panel, in points.
AROUND = PAD + TITLE + BAR + 3


class ChangePanel(PicturePanel):
    """Three pictures side by side: of one counterfactual whose change is known."""

    def __init__(
        self,
        page: Page,
        pictures: FilmPictures,
        say: Wording,
        left: float,
        width: float,
        found: Counterfactual,
    ) -> None:
        super().__init__(page, pictures, say, left, width)
        self._found = found

    def drawn_within(self, y: float, greatest: float) -> float:
        """Draw from `y` down with pictures at most `greatest` high; returns the y below."""
        height = self._fitted(3, greatest)
        self._page.box(self._left, y, self._width, height + AROUND, paper.DARK, 4)
        self._row(y + PAD, height, [self._before, self._after, self._changed])
        return y + height + AROUND

    @property
    def _change(self) -> Change:
        assert self._found.change is not None
        return self._found.change

    def _before(self, x: float, y: float, width: float, height: float) -> None:
        made = self._pictures.radiograph.adversarial
        words = f"{self._say('film')}, P {probability(self._found.probability_before)}"
        self._title(x, y, words, self._say("synthetic") if made else "", width)
        frame = self._place(x, y + TITLE, width, height)
        self._page.picture(*frame, self._pictures.film())
        self._outlines(frame, with_ratio=False)

    def _after(self, x: float, y: float, width: float, height: float) -> None:
        answer = probability(self._found.probability_after)
        words = f"{self._say('counterfactual')}, P {answer}"
        self._title(x, y, words, self._say("synthetic_short"), width)
        frame = self._place(x, y + TITLE, width, height)
        self._page.picture(*frame, self._pictures.counterfactual(self._change))
        self._outlines_after(frame)

    def _changed(self, x: float, y: float, width: float, height: float) -> None:
        self._title(x, y, self._say("what_changed"), self._say("synthetic_short"), width)
        frame = self._place(x, y + TITLE, width, height)
        limit = self._pictures.change_limit(self._change)
        if limit is None:
            self._page.picture(*frame, self._pictures.film())
        else:
            self._page.picture(*frame, self._pictures.what_changed(self._change, limit))
            ends = (f"−{limit:g} {self._say('darker')}", f"+{limit:g} {self._say('brighter')}")
            self._bar(frame, diverging(), ends)
        self._outlines_after(frame)
        for contour in self._pictures.result.segmentation.contours:
            self._arrows(contour, frame)

    def _outlines_after(self, frame: tuple[float, float, float, float]) -> None:
        """As they were measured on the counterfactual, dashed as in the window."""
        checks = self._found.checks
        after = None if checks is None else checks.after
        for contour in () if after is None else after.contours:
            own = rgb(*STRUCTURE_COLOURS[contour.structure])
            points = self._on_page(contour.points, frame)
            self._page.line(points, own, 0.8, closed=True, dash=_DASH)

    def _arrows(self, contour: Contour, frame: tuple[float, float, float, float]) -> None:
        for arrow in arrows(self._change, contour.points):
            ends = self._on_page(np.array([arrow.start, arrow.end]), frame)
            (x0, y0), (x1, y1) = ends
            length = float(np.hypot(x1 - x0, y1 - y0))
            if length < _SHORTEST:
                continue
            head = min(_HEAD, 0.6 * length)
            along = np.array([x1 - x0, y1 - y0]) / length
            across = np.array([-along[1], along[0]])
            wings = [ends[1] - along * head + across * side * head * 0.55 for side in (1, -1)]
            one, other = ((float(wing[0]), float(wing[1])) for wing in wings)
            self._page.line(ends, _ARROW, 0.8)
            self._page.line([one, ends[1], other], _ARROW, 0.8)
