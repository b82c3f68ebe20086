"""The frames of an amplitude sweep: film, perturbation and answer at every amplitude, marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from inference.core.attack_types import AmplitudeSweep
from inference.core.errors import ExportError
from inference.core.requests import AnalysisResult
from inference.core.types import Radiograph
from inference.display.palette import STRUCTURE_COLOURS
from inference.export.pictures.colours import diverging
from inference.export.pictures.film_pictures import FilmPictures, Look
from inference.export.pictures.fonts import fitting, font
from inference.export.pictures.panels import BACKGROUND, CURVE, FAINT, FLIP, INK, WARN
from inference.export.words.number_words import epsilon_words, probability
from inference.export.words.wording import Wording

#: Longer side of a film in a frame, and what lies around it, in pixels.
FILM = 420
PAD, GAP, TITLE, BAR, PLOT, BANNER = 14, 12, 30, 26, 150, 32
_BANNER_BACK = (64, 44, 16)
Rgb = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class SweepChoice:
    """From which amplitude to which, in how many frames, and whether outlines are drawn."""

    start: float = 0.0
    end: float = 1.0
    frames: int = 31
    milliseconds: int = 90  # of a frame; the ends are held longer
    outlines: bool = True
    language: str = "en"

    @property
    def amplitudes(self) -> NDArray[np.float64]:
        return np.linspace(self.start, self.end, max(self.frames, 2))

    @property
    def durations(self) -> list[int]:
        """Milliseconds of every frame."""
        held = 900
        middle = [self.milliseconds] * (len(self.amplitudes) - 2)
        return [held, *middle, held + 400]


@dataclass(frozen=True, slots=True, eq=False)
class SweepFrames:
    """Draws the frames one by one, all of one size with even sides."""

    radiograph: Radiograph
    result: AnalysisResult
    choice: SweepChoice
    look: Look = field(default_factory=Look)

    def __iter__(self) -> Iterator[Image.Image]:
        """Frames (RGB) in order. Raises ExportError: "no_attack"."""
        attack, sweep = self.result.attack, self.result.sweep
        if attack is None or sweep is None:
            raise ExportError("no_attack")
        say = Wording(self.choice.language)
        pictures = FilmPictures(self.radiograph, self.result, self.look, FILM)
        still = self._still(pictures, say)
        for amplitude in self.choice.amplitudes:
            yield self._frame(still.copy(), pictures, sweep, float(amplitude), say)

    def _still(self, pictures: FilmPictures, say: Wording) -> Image.Image:
        """What every frame shares: titles, colour bar, axes, banner."""
        rows, columns = pictures.shape
        width = max(2 * PAD + 2 * columns + GAP, 720)
        height = PAD + TITLE + rows + BAR + PLOT + BANNER
        image = Image.new("RGB", (width + width % 2, height + height % 2), BACKGROUND)
        draw = ImageDraw.Draw(image)
        banner = say("banner")
        draw.rectangle((0, image.height - BANNER, image.width, image.height), fill=_BANNER_BACK)
        face = fitting(banner, image.width - 2 * PAD, 16, bold=True)
        middle = (image.width / 2, image.height - BANNER / 2)
        draw.text(middle, banner, fill=WARN, font=face, anchor="mm")
        self._bar(image, pictures)
        return image

    def _bar(self, image: Image.Image, pictures: FilmPictures) -> None:
        rows, columns = pictures.shape
        left = self._lefts(image, columns)[1]
        y, draw = PAD + TITLE + rows + 8, ImageDraw.Draw(image)
        bar = Image.fromarray(diverging()[None].repeat(10, 0)).resize((columns // 2, 10))
        image.paste(bar, (left + columns // 4, y))
        limit = f"{pictures.limit * 255:.3g}/255"
        at = (left + columns // 4 - 6, y + 5), (left + 3 * columns // 4 + 6, y + 5)
        draw.text(at[0], f"−{limit}", fill=FAINT, font=font(12), anchor="rm")
        draw.text(at[1], f"+{limit}", fill=FAINT, font=font(12), anchor="lm")

    @staticmethod
    def _lefts(image: Image.Image, columns: int) -> tuple[int, int]:
        left = (image.width - 2 * columns - GAP) // 2
        return left, left + columns + GAP

    def _frame(
        self,
        image: Image.Image,
        pictures: FilmPictures,
        sweep: AmplitudeSweep,
        amplitude: float,
        say: Wording,
    ) -> Image.Image:
        columns = pictures.shape[1]
        draw = ImageDraw.Draw(image)
        first, second = self._lefts(image, columns)
        titles = (say("adversarial", amplitude=f"{amplitude:.2f}"), say("scaled_perturbation"))
        for left, title in zip((first, second), titles, strict=True):
            draw.text((left, PAD), title, fill=INK, font=font(16, bold=True))
            right, mark = left + columns, say("synthetic")
            room = columns - font(16, bold=True).getlength(title) - 12
            draw.text((right, PAD + 2), mark, fill=WARN, font=fitting(mark, room, 14), anchor="ra")
        top = PAD + TITLE
        image.paste(Image.fromarray(pictures.adversarial(amplitude)), (first, top))
        image.paste(Image.fromarray(pictures.perturbation(amplitude)), (second, top))
        if self.choice.outlines:
            self._outlines(draw, pictures, first, top)
        self._plot(draw, image, sweep, amplitude, say)
        return image

    def _outlines(
        self, draw: ImageDraw.ImageDraw, pictures: FilmPictures, left: int, top: int
    ) -> None:
        for contour in self.result.segmentation.contours:
            points = pictures.points(contour.points) + np.array([left, top])
            line = [(float(x), float(y)) for x, y in points]
            draw.line(
                [*line, line[0]], fill=STRUCTURE_COLOURS[contour.structure], width=1, joint="curve"
            )

    def _plot(
        self,
        draw: ImageDraw.ImageDraw,
        image: Image.Image,
        sweep: AmplitudeSweep,
        amplitude: float,
        say: Wording,
    ) -> None:
        """P along the amplitude, with the frame's own point and its value in large figures."""
        bottom, top = image.height - BANNER - 26, image.height - BANNER - PLOT + 14
        left, right = 240, image.width - PAD - 14
        low, high = float(sweep.amplitudes[0]), float(sweep.amplitudes[-1])

        def at(s: float, p: float) -> tuple[float, float]:
            return left + (s - low) / (high - low) * (right - left), bottom - p * (bottom - top)

        for p in (0.0, 0.5, 1.0):
            draw.line([at(low, p), at(high, p)], fill=(60, 64, 70))
            draw.text((left - 8, at(low, p)[1]), f"{p:g}", fill=FAINT, font=font(12), anchor="rm")
        for s in range(int(np.ceil(low)), int(np.floor(high)) + 1):
            draw.line([at(s, 0), at(s, 1)], fill=(60, 64, 70))
            words = f"{s}".replace("-", "−")
            draw.text((at(s, 0)[0], bottom + 6), words, fill=FAINT, font=font(12), anchor="ma")
        if sweep.flip_amplitude is not None:
            ends = [at(sweep.flip_amplitude, 0), at(sweep.flip_amplitude, 1)]
            draw.line(ends, fill=FLIP, width=2)
        points = zip(sweep.amplitudes.tolist(), sweep.probabilities.tolist(), strict=True)
        draw.line([at(s, p) for s, p in points], fill=CURVE, width=2, joint="curve")
        shown = min(max(amplitude, low), high)
        value = float(np.interp(shown, sweep.amplitudes, sweep.probabilities))
        x, y = at(shown, value)
        draw.ellipse((x - 5, y - 5, x + 5, y + 5), fill=INK)
        name = say.finding(sweep.finding)
        attack = self.result.attack
        assert attack is not None
        draw.text((PAD, top), name, fill=INK, font=fitting(name, 190, 18, bold=True))
        draw.text((PAD, top + 26), f"P {probability(value)}", fill=CURVE, font=font(34, bold=True))
        draw.text((PAD, top + 70), f"s = {amplitude:.2f}", fill=FAINT, font=font(16))
        draw.text((PAD, top + 94), f"ε = {epsilon_words(attack)}", fill=FAINT, font=font(14))
