"""The report's pictures on their dark panel: films, perturbation, heat map, response curve."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from inference.attribution.map_scale import scale_of
from inference.core.attack_types import AmplitudeSweep
from inference.core.types import AttributionMap
from inference.display.palette import STRUCTURE_COLOURS
from inference.export.pictures.colours import Rgb, diverging, sequential
from inference.export.pictures.film_pictures import FilmPictures
from inference.export.report import page as paper
from inference.export.report.page import Page, rgb
from inference.export.words.number_words import probability
from inference.export.words.wording import Wording

PAD, GAP = 9.0, 8.0
#: Greatest heights of the two rows of pictures, in points.
UPPER, LOWER = 226.0, 138.0
TITLE, BAR = 13.0, 15.0
#: Longer side of the perturbation's picture, in pixels; it is as fine as the model grid.
SMALL = 512
MEASURE = rgb(255, 255, 255, 0.9)
CURVE, FLIP, GRID = rgb(120, 190, 255), rgb(255, 120, 120), rgb(52, 58, 66)


class PicturePanel:
    """Two pictures above, three below; empty places are left out."""

    def __init__(
        self,
        page: Page,
        pictures: FilmPictures,
        say: Wording,
        left: float,
        width: float,
        scale: float = 1.0,
    ) -> None:
        """`scale`: of the greatest heights of the pictures."""
        self._scale = scale
        self._page, self._pictures, self._say = page, pictures, say
        self._left, self._width = left, width

    def draw(self, y: float) -> float:
        """Draw everything from `y` down; returns the y below the panel."""
        result = self._pictures.result
        attacked = result.attack is not None
        upper = [self._original, self._adversarial] if attacked else [self._original]
        lower: list[Callable[[float, float, float, float], None]] = []
        if attacked:
            lower.append(self._perturbation)
        if result.attributions:
            lower.append(self._heat)
        if attacked and result.sweep is not None:
            lower.append(self._curve)
        heights = [self._fitted(len(upper), UPPER), self._fitted(len(lower), LOWER)]
        legend = 13.0
        total = PAD + TITLE + heights[0] + legend + PAD
        total += TITLE + heights[1] + BAR if lower else 0
        self._page.box(self._left, y, self._width, total, paper.DARK, 4)
        self._row(y + PAD, heights[0], upper)
        below = y + PAD + TITLE + heights[0] + legend
        self._legend(below - 3)
        if lower:
            self._row(below + 4, heights[1], lower)
        return y + total

    def _fitted(self, count: int, greatest: float) -> float:
        """Height of a row's pictures: as wide as their cells, or as high as there is room."""
        if not count:
            return 0.0
        rows, columns = self._pictures.shape
        cell = (self._width - 2 * PAD - GAP * (max(count, 2) - 1)) / max(count, 2)
        return min(greatest, cell * rows / columns) * self._scale

    def _row(
        self, y: float, height: float, cells: Sequence[Callable[[float, float, float, float], None]]
    ) -> None:
        width = (self._width - 2 * PAD - GAP * (len(cells) - 1)) / len(cells)
        for place, draw in enumerate(cells):
            draw(self._left + PAD + place * (width + GAP), y, width, height)

    # --- cells ----------------------------------------------------------------------------------

    def _original(self, x: float, y: float, width: float, height: float) -> None:
        made = self._pictures.radiograph.adversarial
        self._title(x, y, self._say("original"), self._say("synthetic") if made else "")
        frame = self._place(x, y + TITLE, width, height)
        self._page.picture(*frame, self._pictures.film())
        self._outlines(frame, with_ratio=True)

    def _adversarial(self, x: float, y: float, width: float, height: float) -> None:
        amplitude = self._pictures.look.amplitude
        words = self._say("adversarial", amplitude=f"{amplitude:.2f}")
        self._title(x, y, words, self._say("synthetic"))
        frame = self._place(x, y + TITLE, width, height)
        self._page.picture(*frame, self._pictures.adversarial(amplitude))
        self._outlines(frame, with_ratio=False)

    def _perturbation(self, x: float, y: float, width: float, height: float) -> None:
        self._title(x, y, self._say("perturbation"), self._say("synthetic"), width)
        frame = self._place(x, y + TITLE, width, height)
        small = replace(self._pictures, longest=SMALL)
        self._page.picture(*frame, small.perturbation())
        self._outlines(frame, with_ratio=False)
        limit = f"{self._pictures.limit * 255:.3g}/255"
        ends = (f"−{limit} {self._say('darker')}", f"+{limit} {self._say('brighter')}")
        self._bar(frame, diverging(), ends)

    def _heat(self, x: float, y: float, width: float, height: float) -> None:
        heat_map: AttributionMap = self._pictures.result.attributions[0]
        scale, say = scale_of(heat_map), self._say
        name, finding = say.method(str(heat_map.method)), say.within(heat_map.finding)
        mark = " · ".join(say.map_notice(code) for code in scale.notices)
        self._title(x, y, say("map_for", method=name, finding=finding), mark, width)
        frame = self._place(x, y + TITLE, width, height)
        self._page.picture(*frame, self._pictures.heat(heat_map))
        self._outlines(frame, with_ratio=False)
        end = say("no_evidence") if scale.end is None else f"{scale.end:.3g} {say.unit(scale.unit)}"
        if scale.signed and scale.end is not None:
            self._bar(frame, diverging(), (f"−{scale.end:.3g}", f"+{end}"))
        else:
            self._bar(frame, sequential(), ("0", end))

    def _curve(self, x: float, y: float, width: float, height: float) -> None:
        """P(finding) over the amplitude, the flip amplitude and the amplitude shown."""
        sweep = self._pictures.result.sweep
        assert sweep is not None
        page = self._page
        title = self._say("response", finding=self._say.finding(sweep.finding))
        self._title(x, y, title, width=width)
        left, right, top, bottom = x + 16, x + width - 4, y + TITLE + 5, y + TITLE + height - 4
        low, high = float(sweep.amplitudes[0]), float(sweep.amplitudes[-1])

        def at(s: float, p: float) -> tuple[float, float]:
            return left + (s - low) / (high - low) * (right - left), bottom - p * (bottom - top)

        for p in (0.0, 0.5, 1.0):
            page.line([at(low, p), at(high, p)], GRID, 0.5)
            page.text(left - 3, at(low, p)[1] + 2.2, f"{p:g}", 6.2, paper.DIM, align="right")
        for s in range(int(np.ceil(low)), int(np.floor(high)) + 1):
            page.line([at(s, 0), at(s, 1)], GRID, 0.5)
            words = f"{s}".replace("-", "−")
            page.text(at(s, 0)[0], bottom + 9, words, 6.2, paper.DIM, align="centre")
        flip = sweep.flip_amplitude
        if flip is not None:
            page.line([at(flip, 0), at(flip, 1)], FLIP, 0.9, dash=(2, 1.5))
            rises = bool(sweep.probabilities[-1] > sweep.probabilities[0])
            side, away = ("right", -3) if rises else ("left", 3)  # where the curve is low
            flip_at = at(flip, 1)[0] + away, top + 6
            page.text(*flip_at, f"{flip:.2f}", 6.6, FLIP, bold=True, align=side)
        points = zip(sweep.amplitudes.tolist(), sweep.probabilities.tolist(), strict=True)
        page.line([at(s, p) for s, p in points], CURVE, 1.4)
        self._mark_amplitude(sweep, at)

    def _mark_amplitude(
        self, sweep: AmplitudeSweep, at: Callable[[float, float], tuple[float, float]]
    ) -> None:
        low, high = float(sweep.amplitudes[0]), float(sweep.amplitudes[-1])
        shown = min(max(self._pictures.look.amplitude, low), high)
        value = float(np.interp(shown, sweep.amplitudes, sweep.probabilities))
        x, y = at(shown, value)
        self._page.dot(x, y, 2.4, paper.LIGHT)
        above = y - 4 if value < 0.8 else y + 9
        self._page.text(x + 4, above, f"P {probability(value)}", 6.6, paper.LIGHT, bold=True)

    # --- parts of cells ---------------------------------------------------------------------------

    def _place(
        self, x: float, y: float, width: float, height: float
    ) -> tuple[float, float, float, float]:
        """The picture's rectangle, in the middle of its cell, with the film's proportions."""
        rows, columns = self._pictures.shape
        scale = min(width / columns, height / rows)
        wide, high = columns * scale, rows * scale
        return x + (width - wide) / 2, y + (height - high) / 2, wide, high

    def _title(self, x: float, y: float, words: str, mark: str = "", width: float = 999) -> None:
        taken = self._page.text(x + 1, y + 7, words, 7.6, paper.LIGHT, bold=True, width=width)
        if mark:
            room = width - taken - 8
            size = 7.0 if paper.measured(mark, 7, bold=True) <= room else 6.0
            self._page.text(x + taken + 7, y + 7, mark, size, paper.AMBER, bold=True, width=room)

    def _outlines(
        self,
        frame: tuple[float, float, float, float],
        *,
        with_ratio: bool,
    ) -> None:
        """Contours as lines of the page, so that they stay sharp when it is magnified."""
        segmentation = self._pictures.result.segmentation
        for contour in segmentation.contours:
            own = rgb(*STRUCTURE_COLOURS[contour.structure])
            self._page.line(self._on_page(contour.points, frame), own, 0.8, closed=True)
        ratio = segmentation.cardiothoracic_ratio
        if with_ratio and ratio is not None:
            for line in (ratio.heart_line, ratio.thorax_line):
                self._page.line(self._on_page(np.array(line), frame), MEASURE, 0.9, dash=(2.4, 1.2))

    def _on_page(
        self, points: NDArray[np.float64], frame: tuple[float, float, float, float]
    ) -> list[tuple[float, float]]:
        x, y, width, _ = frame
        scale = width / self._pictures.shape[1]
        placed = self._pictures.points(points) * scale + np.array([x, y])
        return [(float(px), float(py)) for px, py in placed]

    def _bar(
        self, frame: tuple[float, float, float, float], table: Rgb, ends: tuple[str, str]
    ) -> None:
        x, y, width, height = frame
        top = y + height + 4
        self._page.picture(x + width * 0.3, top, width * 0.4, 5, table[None].repeat(2, 0))
        self._page.text(x + width * 0.28, top + 4.6, ends[0], 6.2, paper.DIM, align="right")
        self._page.text(x + width * 0.72, top + 4.6, ends[1], 6.2, paper.DIM)

    def _legend(self, y: float) -> None:
        """What the outlines' colours say."""
        x = self._left + PAD + 1
        for structure in ("right_lung", "left_lung", "heart"):
            self._page.line(
                [(x, y - 2.2), (x + 11, y - 2.2)], rgb(*STRUCTURE_COLOURS[structure]), 1.6
            )
            x += 15 + self._page.text(x + 15, y, self._say(structure), 6.8, paper.DIM) + 12
        if self._pictures.result.segmentation.cardiothoracic_ratio is not None:
            self._page.line([(x, y - 2.2), (x + 11, y - 2.2)], MEASURE, 0.9, dash=(2.4, 1.2))
            self._page.text(x + 15, y, self._say("ratio_lines"), 6.8, paper.DIM)
