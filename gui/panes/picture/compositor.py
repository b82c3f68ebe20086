"""Pictures of one film and of what was found on it, at a pane's own resolution.

Everything that depends on the view alone is sampled once per view and kept for all panes, which
share one `Viewport`; the amplitude, the gain and the window then cost one pass over the pane.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from gui.films.counterfactual import ShownChange, at_point, moved_point, scale_end
from gui.films.film import Film, ShownDelta
from gui.films.pyramid import FULL
from gui.look import colormaps
from gui.panes.picture.colouring import Picture, coloured, heat_codes, region_picture, signed_codes
from gui.panes.picture.part_cache import PartCache
from gui.panes.picture.sampling import (
    sample_displaced,
    sample_film,
    sample_map,
    sample_perturbation,
)
from gui.panes.view.viewport import Viewport
from gui.stores.contents import LAYER_SOURCES, SOURCES, fact_of
from gui.stores.facts import Facts, RegionKey
from inference.core.attack_types import AttackResult
from inference.core.counterfactual_types import Change, Counterfactual
from inference.core.geometry import FilmGrid
from inference.core.types import FloatArray
from inference.display.palette import DEFAULT_HEAT_MAP, DIVERGING
from inference.display.scale import ShownMap, perturbation_limit

#: Sampled arrays kept; more than one view's worth, so that maximising and back is free.
_KEPT = 24
#: Pictures of layers kept: as many as four panes can show, each of another part of the film.
_KEPT_LAYERS = 16
#: What is made of facts whatever the view: a scale, a change of the film, a frame.
_KEPT_FACTS = 64
#: The part of what is kept that changes with the film alone.
_FILM = "film"
_LUNGS = ("right_lung", "left_lung")
_DIVERGING = colormaps.opaque(DIVERGING)


@dataclass(frozen=True, slots=True, eq=False)
class LayerPicture:
    """A layer where there is something of it."""

    part: Viewport
    picture: Picture  # of the shape of `part`


class Compositor:
    """Draws bases and layers into arrays. Holds the film, the facts, and nothing of the reader."""

    def __init__(self) -> None:
        self.film: Film | None = None
        self.facts = Facts()
        self.heat_colours = DEFAULT_HEAT_MAP  # of `palette.HEAT_MAPS`
        self._sampled, self._layers = PartCache(_KEPT), PartCache(_KEPT_LAYERS)
        self._derived = PartCache(_KEPT_FACTS)
        self.region: RegionKey | None = None  # as chosen, see `set_region`

    def set_film(self, film: Film | None, facts: Facts) -> None:
        self.film = film
        for made in self._all_made():
            made.clear()
        self.set_facts(facts)

    def set_facts(self, facts: Facts) -> None:
        """Take over what is known; what was made of anything that changed is dropped."""
        before, self.facts = self.facts, facts
        for name in set().union(*(made.parts() for made in self._all_made())):
            if fact_of(before, name) is not fact_of(facts, name):
                self._forget(name)
        if before.shown_attack is not facts.shown_attack:
            self._forget("region_perturbation")
        if before.explanation.regions is not facts.explanation.regions:
            self._forget("region")

    def _all_made(self) -> tuple[PartCache, PartCache, PartCache]:
        return self._sampled, self._layers, self._derived

    def _forget(self, part: str) -> None:
        for made in self._all_made():
            made.forget(part)

    # --- bases ------------------------------------------------------------------------------

    def draw_film(self, out: Picture, viewport: Viewport, table: colormaps.Table) -> None:
        """The film through a window's colour table (65536,)."""
        coloured(table, self._codes(viewport), out)

    def draw_changed(
        self,
        out: Picture,
        viewport: Viewport,
        table: colormaps.Table,
        source: str,
        amplitude: float,
    ) -> None:
        """The film with `amplitude` times a change, through the same table."""
        coloured(table, self._changed_codes(source, viewport, amplitude), out)

    def _changed_codes(
        self, source: str, viewport: Viewport, amplitude: float
    ) -> NDArray[np.uint16]:
        """clip(film(p + s · u(p)) + s · (high − low) · difference); u is 0 for most kinds."""
        change = self.change_of(source)
        if change is None or amplitude == 0:
            return self._codes(viewport)
        if change.displacement is None:
            film = self._film_values(viewport)
        else:
            assert self.film is not None
            parts = (self.film.pyramid, change.grid, change.displacement, amplitude, viewport)
            codes = sample_displaced(*parts)
            if not change.adds:
                return codes
            film = codes.astype(np.float32)
        low, high = change.input_range
        step = amplitude * (high - low) * FULL
        shift = self._shift(source, viewport)
        return np.asarray(cv2.addWeighted(film, 1.0, shift, step, 0.0, dtype=cv2.CV_16U), np.uint16)

    def draw_perturbation(
        self, out: Picture, viewport: Viewport, source: str, amplitude: float, limit: float
    ) -> None:
        """s · U(δ) in colour; `limit` (input units) is the end of the scale."""
        codes = signed_codes(self._shift(source, viewport), amplitude / limit)
        coloured(_DIVERGING, codes, out)

    def draw_signed(self, out: Picture, viewport: Viewport, source: str, factor: float) -> None:
        """`factor` times a signed map in colour, on the map's own scale."""
        shown = self.map_of(source)
        if shown is None or shown.limit is None:
            out.fill(_DIVERGING[128])
            return
        codes = signed_codes(self._values(source, viewport), factor / shown.limit)
        coloured(_DIVERGING, codes, out)

    # --- layers -----------------------------------------------------------------------------

    def layer(
        self, name: str, viewport: Viewport, opacity: float, amplitude: float
    ) -> tuple[LayerPicture, ...]:
        """A layer as pictures that all panes share; none if there is nothing to show."""
        part = LAYER_SOURCES.get(name, name)
        what = (name, viewport, opacity, amplitude, self.heat_colours)
        return self._layers.get(part, what, lambda: self._layer(name, viewport, opacity, amplitude))

    def _layer(
        self, name: str, viewport: Viewport, opacity: float, amplitude: float
    ) -> tuple[LayerPicture, ...]:
        match name:
            case "lung_field":
                lungs = (self._structure(lung, viewport, opacity) for lung in _LUNGS)
                return tuple(lung for lung in lungs if lung is not None)
            case "heart":
                heart = self._structure("heart", viewport, opacity)
                return () if heart is None else (heart,)
            case "region":
                mask = self._region_mask(viewport)
                picture = None if mask is None else region_picture(mask, opacity)
            case "perturbation":
                picture = self._perturbation(viewport, opacity, amplitude)
            case "counterfactual":
                picture = self._what_changed(viewport, opacity, amplitude)
            case _:
                picture = self._map_layer(name, viewport, opacity)
        return () if picture is None else (LayerPicture(viewport, picture),)

    def _structure(self, name: str, viewport: Viewport, opacity: float) -> LayerPicture | None:
        """A lung or the heart, on no more of the view than it can fill."""
        segmentation = self.facts.segmentation
        if segmentation is None:
            return None
        grid, values = segmentation.grid, getattr(segmentation, name)
        frame = self._derived.get("segmentation", name, lambda: _frame(grid, values))
        part = viewport if frame is None else viewport.around(frame)
        if frame is None or min(part.shape) == 0:
            return None
        inside = cv2.compare(sample_map(grid, values, part), 0.5, cv2.CMP_GE)
        table = colormaps.fill(name, opacity)
        return LayerPicture(part, coloured(table, np.asarray(inside, np.uint8)))

    def _perturbation(self, viewport: Viewport, opacity: float, amplitude: float) -> Picture | None:
        if self.facts.attack is None:
            return None
        share = amplitude / perturbation_limit(self.facts.attack)
        codes = signed_codes(self._shift("attack", viewport), share)
        return coloured(colormaps.signed(opacity), codes)

    def _what_changed(self, viewport: Viewport, opacity: float, amplitude: float) -> Picture | None:
        """What is brighter and what is darker in the counterfactual, over the film."""
        change, limit = self.change_of("counterfactual"), self.levels_limit()
        if change is None or limit is None or amplitude == 0:
            return None
        low, high = change.input_range
        after = self._changed_codes("counterfactual", viewport, amplitude)
        moved = cv2.subtract(after, self._codes(viewport), dtype=cv2.CV_32F)
        codes = signed_codes(np.asarray(moved), 255 / (max(high - low, 1e-6) * FULL * limit))
        return coloured(colormaps.signed(opacity), codes)

    def levels_limit(self) -> float | None:
        """The end of the scale of what changed, grey levels; None: there is nothing to be seen."""
        change, film = self._counterfactual_change("counterfactual"), self.film
        if change is None or film is None:
            return None
        make = partial(scale_end, change, film.pyramid)
        return self._derived.get("counterfactual", "levels", make)

    def _map_layer(self, name: str, viewport: Viewport, opacity: float) -> Picture | None:
        shown = self.map_of(name)
        if shown is None or shown.limit is None:
            return None
        if shown.signed:
            codes = signed_codes(self._values(name, viewport), 1 / shown.limit)
            return coloured(colormaps.signed(opacity), codes)
        make = partial(heat_codes, shown.values, shown.limit)
        on_grid = self._derived.get(name, "heat codes", make)
        sample = partial(sample_map, shown.grid, on_grid, viewport)
        codes = self._sampled.get(name, ("heat codes", viewport), sample)
        return coloured(colormaps.heat(opacity, self.heat_colours), codes)

    def map_of(self, name: str) -> ShownMap | None:
        """A map by the name of its fact, with its scale; None while it is not known."""
        source, fact = SOURCES.get(name), fact_of(self.facts, name)
        if source is None or source.map_of is None or fact is None:
            return None
        return self._derived.get(name, "map", partial(source.map_of, fact))

    def change_of(self, source: str) -> ShownChange | None:
        """What is done to the film, by the name of the fact that says so."""
        change = self._counterfactual_change(source)
        if change is not None:
            return ShownChange.of(change)
        delta = self.delta_of(source)
        return None if delta is None else ShownChange(delta.grid, delta.input_range)

    def _counterfactual_change(self, source: str) -> Change | None:
        found = fact_of(self.facts, source)
        return found.change if isinstance(found, Counterfactual) else None

    def _smooth_difference(self, source: str) -> FloatArray | None:
        """A difference that is drawn smoothly, (S, S); None for δ and for what only moves."""
        change = self._counterfactual_change(source)
        return change.difference if change is not None and change.smooth else None

    def delta_of(self, source: str) -> ShownDelta | None:
        """A change of the film by the name of its fact: the attack's, a part of it, another's."""
        make = SOURCES[source].delta_of
        if make is None or fact_of(self.facts, source) is None:
            return None
        return self._derived.get(source, "delta", partial(make, self.facts, self.region_key))

    def attack_of(self, source: str) -> AttackResult | None:
        """The attack whose bound is the scale of a perturbation."""
        return SOURCES[source].attack_of(self.facts)

    def drawn_of(self, source: str) -> object:
        """What a base draws; it is drawn again when it is another one."""
        return self.delta_of(source) or fact_of(self.facts, source)

    def set_region(self, key: RegionKey | None) -> None:
        """Which region the perturbation within a region is seen in."""
        if key != self.region:
            self.region = key
            self._forget("region_perturbation")
            self._forget("region")

    @property
    def region_key(self) -> RegionKey | None:
        """The chosen region, or the one where δ is densest; None without a table of regions."""
        regions = self.facts.explanation.regions
        if regions is None or self.region in regions.masks:
            return self.region if regions is not None else None
        densest = max(regions.rows, key=lambda row: row.figures.density_ratio, default=None)
        return None if densest is None else (densest.region, densest.side)

    # --- values under the cursor --------------------------------------------------------------

    def pixel_at(self, x: float, y: float) -> float:
        """The film's pixel in [0, 1] at a film point."""
        assert self.film is not None
        row, column = int(y), int(x)
        found = self.film.radiograph.part(slice(row, row + 1), slice(column, column + 1))
        return float(found[0, 0])

    def shift_at(self, x: float, y: float, source: str = "attack") -> float | None:
        """U(δ) at a film point, input units."""
        smooth, change = self._smooth_difference(source), self.change_of(source)
        if smooth is not None and change is not None:
            return at_point(change.grid, smooth, x, y)
        shown = self.delta_of(source)
        if shown is None:
            return None
        rows, columns = shown.grid.replication()
        return float(shown.replicated[rows[int(y)], columns[int(x)]])

    def map_at(self, name: str, x: float, y: float) -> float | None:
        """A map's raw value at a film point."""
        shown = self.map_of(name)
        return None if shown is None else shown.at(x, y)

    def changed_at(self, x: float, y: float, source: str, amplitude: float) -> float | None:
        """The changed film's pixel in [0, 1] at a film point."""
        change = self.change_of(source)
        if change is None or self.film is None:
            return None
        place = (x, y)
        if change.displacement is not None:
            x, y = moved_point(change, x, y, amplitude)
        value = self.pixel_at(x, y)
        if change.adds:
            low, high = change.input_range
            value += amplitude * (high - low) * (self.shift_at(*place, source) or 0.0)
        return min(max(value, 0.0), 1.0)

    # --- sampled once per view ----------------------------------------------------------------

    def _codes(self, viewport: Viewport) -> NDArray[np.uint16]:
        assert self.film is not None
        pyramid = self.film.pyramid
        return self._sampled.get(_FILM, ("codes", viewport), lambda: sample_film(pyramid, viewport))

    def _film_values(self, viewport: Viewport) -> FloatArray:
        return self._sampled.get(
            _FILM, ("values", viewport), lambda: self._codes(viewport).astype(np.float32)
        )

    def _shift(self, source: str, viewport: Viewport) -> FloatArray:
        smooth, change = self._smooth_difference(source), self.change_of(source)
        if smooth is not None and change is not None:
            sample_smooth = partial(sample_map, change.grid, smooth, viewport)
            return self._sampled.get(source, ("shift", viewport), sample_smooth)
        shown = self.delta_of(source)
        assert shown is not None
        sample = partial(sample_perturbation, shown.grid, shown.replicated, viewport)
        return self._sampled.get(source, ("shift", viewport), sample)

    def _values(self, name: str, viewport: Viewport) -> FloatArray:
        shown = self.map_of(name)
        assert shown is not None
        sample = partial(sample_map, shown.grid, shown.values, viewport)
        return self._sampled.get(name, ("map", viewport), sample)

    def _region_mask(self, viewport: Viewport) -> NDArray[np.uint8] | None:
        """(h, w) uint8, 1 in the chosen region; None when there is none on this film."""
        regions, key = self.facts.explanation.regions, self.region
        mask = regions.masks.get(key) if regions is not None and key is not None else None
        if regions is None or mask is None:
            return None
        grid, values = regions.grid, mask.astype(np.float32)
        return np.asarray(sample_map(grid, values, viewport) >= 0.5, np.uint8)


def _frame(grid: FilmGrid, values: FloatArray) -> tuple[float, float, float, float] | None:
    """(x0, y0, x1, y1) on the film that a structure is seen within; None: it is not there."""
    inside = values >= 0.5
    if not inside.any():
        return None
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    # Interpolated values reach one half between a pixel's centre and its neighbour's.
    ends = [(columns[0] - 0.5, rows[0] - 0.5), (columns[-1] + 1.5, rows[-1] + 1.5)]
    (x0, y0), (x1, y1) = grid.points_to_film(np.array(ends)).tolist()
    return x0, y0, x1, y1
