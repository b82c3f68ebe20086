"""Pictures of one film and of what was found on it, at a pane's own resolution.

Everything that depends on the view alone is sampled once per view and kept for all panes, which
share one `Sight`; the amplitude, the gain and the window then cost one pass over the pane.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from gui import colormaps
from gui.film import Film
from gui.panes.sampling import sample_film, sample_map, sample_perturbation
from gui.panes.sight import Sight
from gui.pyramid import FULL
from gui.session import Facts
from inference.types import AttackConfig, AttackResult, FloatArray

T = TypeVar("T")
Picture = NDArray[np.uint32]  # (h, w) 0xAARRGGBB, premultiplied

#: Sampled arrays kept; more than one view's worth, so that maximising and back is free.
_KEPT = 16
#: A heat map whose greatest value is below this shows nothing.
_NO_EVIDENCE = 1e-6
_DIVERGING = colormaps.opaque(colormaps.DIVERGING)


class Compositor:
    """Draws bases and layers into arrays. Holds the film, the facts, and nothing of the reader."""

    def __init__(self) -> None:
        self.film: Film | None = None
        self.facts = Facts()
        self._kept: OrderedDict[tuple[str, Sight], object] = OrderedDict()

    def set_film(self, film: Film | None, facts: Facts) -> None:
        self.film = film
        self._kept.clear()
        self.set_facts(facts)

    def set_facts(self, facts: Facts) -> None:
        """Take over what is known; what was sampled of anything that changed is dropped."""
        before, self.facts = self.facts, facts
        stale = set()
        if facts.segmentation is not before.segmentation:
            stale |= {"lung_field", "heart"}
        if facts.attribution is not before.attribution:
            stale.add("grad_cam")
        if facts.shown_attack is not before.shown_attack:
            stale.add("shift")
        for key in [key for key in self._kept if key[0] in stale]:
            del self._kept[key]

    # --- bases ------------------------------------------------------------------------------

    def draw_film(self, out: Picture, sight: Sight, table: colormaps.Table) -> None:
        """The film through a window's colour table (65536,)."""
        np.take(table, self._codes(sight), out=out, mode="clip")

    def draw_adversarial(
        self, out: Picture, sight: Sight, table: colormaps.Table, amplitude: float
    ) -> None:
        """clip(film + s · (high − low) · U(δ)) through the same table."""
        attack = self.facts.attack
        if attack is None or amplitude == 0:
            self.draw_film(out, sight, table)
            return
        low, high = attack.input_range
        step = amplitude * (high - low) * FULL
        film, shift = self._values(sight), self._shift(sight)
        codes = cv2.addWeighted(film, 1.0, shift, step, 0.0, dtype=cv2.CV_16U)
        np.take(table, codes, out=out, mode="clip")

    def draw_perturbation(self, out: Picture, sight: Sight, amplitude: float, limit: float) -> None:
        """s · U(δ) in colour; `limit` (input units) is the end of the scale."""
        if self.facts.attack is None:
            out.fill(_DIVERGING[128])
            return
        np.take(_DIVERGING, self._signed_codes(sight, amplitude / limit), out=out, mode="clip")

    # --- layers -----------------------------------------------------------------------------

    def layer(self, name: str, sight: Sight, opacity: float, amplitude: float) -> Picture | None:
        """One of `display_state.LAYERS` as a picture, or None if there is nothing to show."""
        facts = self.facts
        match name:
            case "lung_field" | "heart" if facts.segmentation is not None:
                return np.take(colormaps.fill(opacity), self._mask(name, sight))
            case "grad_cam" if facts.attribution is not None and self.heat_limit is not None:
                return np.take(colormaps.heat(opacity), self._heat_codes(sight))
            case "perturbation" if facts.attack is not None:
                share = amplitude / colour_limit(facts.attack.config, facts.attack)
                return np.take(colormaps.signed(opacity), self._signed_codes(sight, share))
            case _:
                return None

    def fact_of(self, name: str) -> object:
        """The fact that a layer draws; a layer is drawn again when it is another one."""
        match name:
            case "lung_field" | "heart":
                return self.facts.segmentation
            case "grad_cam":
                return self.facts.attribution
            case _:
                return self.facts.shown_attack

    @property
    def heat_limit(self) -> float | None:
        """The heat map's end of scale: its greatest value, rounded up to 1, 2 or 5 · 10ⁿ.

        A raw value, printed on the colour bar; None when the map shows no evidence at all.
        """
        if self.facts.attribution is None:
            return None
        greatest = float(self.facts.attribution.values.max(initial=0.0))
        return round_up(greatest) if greatest > _NO_EVIDENCE else None

    # --- values under the cursor --------------------------------------------------------------

    def pixel_at(self, x: float, y: float) -> float:
        """The film's pixel in [0, 1] at a film point."""
        assert self.film is not None
        return float(self.film.radiograph.pixels[int(y), int(x)])

    def shift_at(self, x: float, y: float) -> float | None:
        """U(δ) at a film point, input units."""
        shown = self.facts.shown_attack
        if shown is None:
            return None
        rows, columns = shown.result.grid.replication()
        return float(shown.replicated[rows[int(y)], columns[int(x)]])

    def heat_at(self, x: float, y: float) -> float | None:
        """The heat map's raw value at a film point."""
        attribution = self.facts.attribution
        if attribution is None:
            return None
        point = attribution.grid.points_to_model(np.array([[x, y]]))[0].astype(int)
        size = attribution.grid.size - 1
        return float(attribution.values[min(point[1], size), min(point[0], size)])

    def adversarial_at(self, x: float, y: float, amplitude: float) -> float | None:
        """The adversarial film's pixel in [0, 1] at a film point."""
        shift, attack = self.shift_at(x, y), self.facts.attack
        if shift is None or attack is None:
            return None
        low, high = attack.input_range
        return min(max(self.pixel_at(x, y) + amplitude * (high - low) * shift, 0.0), 1.0)

    # --- sampled once per view ----------------------------------------------------------------

    def _codes(self, sight: Sight) -> NDArray[np.uint16]:
        assert self.film is not None
        pyramid = self.film.pyramid
        return self._once("codes", sight, lambda: sample_film(pyramid, sight))

    def _values(self, sight: Sight) -> FloatArray:
        return self._once("values", sight, lambda: self._codes(sight).astype(np.float32))

    def _shift(self, sight: Sight) -> FloatArray:
        shown = self.facts.shown_attack
        assert shown is not None
        grid, replicated = shown.result.grid, shown.replicated
        return self._once("shift", sight, lambda: sample_perturbation(grid, replicated, sight))

    def _signed_codes(self, sight: Sight, per_unit: float) -> NDArray[np.uint8]:
        """128 + 127 · δ · per_unit, saturated at 0 and 255."""
        shift = self._shift(sight)
        codes = cv2.addWeighted(shift, 127 * per_unit, shift, 0.0, 128.0, dtype=cv2.CV_8U)
        return np.asarray(codes, np.uint8)

    def _mask(self, name: str, sight: Sight) -> NDArray[np.uint8]:
        """(h, w) uint8 of `colormaps.STRUCTURE_CODES`, 0 elsewhere."""
        segmentation = self.facts.segmentation
        assert segmentation is not None
        structures = ("heart",) if name == "heart" else ("right_lung", "left_lung")

        def make() -> NDArray[np.uint8]:
            mask = np.zeros(sight.shape, np.uint8)
            for structure in structures:
                values = getattr(segmentation, structure)
                inside = sample_map(segmentation.grid, values, sight) >= 0.5
                mask[inside] = colormaps.STRUCTURE_CODES[structure]
            return mask

        return self._once(name, sight, make)

    def _heat_codes(self, sight: Sight) -> NDArray[np.uint8]:
        attribution, limit = self.facts.attribution, self.heat_limit
        assert attribution is not None
        assert limit is not None
        return self._once(
            "grad_cam",
            sight,
            lambda: cv2.convertScaleAbs(
                np.maximum(sample_map(attribution.grid, attribution.values, sight), 0),
                alpha=255 / limit,
            ),
        )

    def _once(self, name: str, sight: Sight, make: Callable[[], T]) -> T:
        key = (name, sight)
        if key not in self._kept:
            self._kept[key] = make()
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]  # type: ignore[return-value]  # made by `make` of the same name


def colour_limit(config: AttackConfig, attack: AttackResult) -> float:
    """The end of the perturbation's colour scale, input units: from epsilon, never from δ.

    L-inf: epsilon itself. L2: eight times the root mean square that a δ of norm epsilon has.
    """
    if config.norm == "linf":
        return max(config.epsilon, 1e-6)
    rows, columns = attack.grid.content_shape
    return max(8 * config.epsilon / math.sqrt(rows * columns), 1e-6)


def round_up(value: float) -> float:
    """The next 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1.0, 2.0, 5.0, 10.0) if value <= step * power * 1.0001)
