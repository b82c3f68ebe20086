"""Pictures of one film for pages and animations, in the film's own proportions.

Everything is averaged by `FilmGrid`, the one mapping; colours come from epsilon, not from the
perturbation's own extremes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from inference.attribution.map_scale import scale_of
from inference.core.attack_types import AttackResult
from inference.core.counterfactual_types import Change
from inference.core.geometry import FilmGrid
from inference.core.requests import AnalysisResult
from inference.core.types import AttributionMap, FloatArray, Radiograph, Window
from inference.core.windowing import TOP_CODE, default_window, window_table
from inference.counterfactual.composition import film_at
from inference.display.changes import CHANGE_OPACITY, levels_limit, moved_levels
from inference.display.scale import perturbation_limit
from inference.export.pictures.colours import Rgb, signed_colours, under_heat, under_signed
from inference.grids.resampling import resampled, to_model


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """How a person looked at the film when they exported."""

    window: Window | None = None  # None: the film's default
    inverted: bool = False
    amplitude: float = 1.0


@dataclass(frozen=True, eq=False)
class FilmPictures:
    """Pictures (h, w, 3) uint8 whose longer side is `longest` pixels."""

    radiograph: Radiograph
    result: AnalysisResult
    look: Look = field(default_factory=Look)
    longest: int = 900

    @cached_property
    def grid(self) -> FilmGrid:
        rows, columns = self.radiograph.shape
        return FilmGrid((int(rows), int(columns)), self.longest)

    @property
    def shape(self) -> tuple[int, int]:
        """(h, w) of every picture."""
        return self.grid.content_shape

    def points(self, film_points: NDArray[np.float64]) -> NDArray[np.float64]:
        """(N, 2) film points (x, y) as points of the picture."""
        top, left = self.grid.offset
        return np.asarray(self.grid.points_to_model(film_points) - np.array([left, top]))

    def film(self) -> Rgb:
        """The film through its window."""
        return self._grey(self._film)

    def adversarial(self, amplitude: float) -> Rgb:
        """clip(film + s · U(δ)) through the same window."""
        low, high = self.attack.input_range
        return self._grey(self._film + np.float32(amplitude * (high - low)) * self._shift)

    def perturbation(self, amplitude: float = 1.0) -> Rgb:
        """s · δ in colour; the ends of the scale are plus and minus `limit`."""
        return signed_colours(amplitude * self._shift, self.limit)

    @property
    def limit(self) -> float:
        """The end of the perturbation's scale, input units."""
        return perturbation_limit(self.attack)

    def heat(self, heat_map: AttributionMap) -> Rgb:
        """The film under a heat map, or a signed map alone; colours end at its `scale_of`."""
        scale = scale_of(heat_map)
        if scale.end is None:
            return self.film()
        values = resampled(heat_map.grid, heat_map.values, self.grid)[self.grid.content]
        if scale.signed:
            return signed_colours(values, scale.end)
        return under_heat(self.film(), values, scale.end)

    def counterfactual(self, change: Change, amplitude: float = 1.0) -> Rgb:
        """The film with `amplitude` times a counterfactual's change, through the same window."""
        return self._grey(film_at(self._film, change, amplitude))

    def what_changed(self, change: Change, limit: float, amplitude: float = 1.0) -> Rgb:
        """What gets brighter and what darker, over the film; colours end at `limit` grey levels."""
        moved = moved_levels(self._film, change, amplitude)
        return under_signed(self.film(), moved, limit, CHANGE_OPACITY)

    def change_limit(self, change: Change) -> float | None:
        """The end of a change's scale in grey levels, as the window has it; None: unseen."""
        rows, columns = self.radiograph.shape
        seen = FilmGrid((int(rows), int(columns)), change.grid.size)
        return levels_limit(to_model(seen, self.radiograph.pixels)[seen.content], change)

    @property
    def attack(self) -> AttackResult:
        assert self.result.attack is not None
        return self.result.attack

    @cached_property
    def _film(self) -> FloatArray:
        return to_model(self.grid, self.radiograph.pixels)[self.grid.content]

    @cached_property
    def _shift(self) -> FloatArray:
        """U(δ), input units."""
        on_film = self.attack.grid.perturbation_to_film(self.attack.delta)
        return to_model(self.grid, on_film)[self.grid.content]

    @cached_property
    def _table(self) -> NDArray[np.uint8]:
        window = self.look.window or default_window(self.radiograph)
        return window_table(window, self.radiograph.value_range, invert=self.look.inverted)

    def _grey(self, pixels: FloatArray) -> Rgb:
        codes = np.rint(np.clip(pixels, 0, 1) * TOP_CODE).astype(np.uint16)
        return np.repeat(self._table[codes][:, :, None], 3, 2)
