"""A pane's picture: its base and its layers, drawn again only when something of them changed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from gui.look.colormaps import Table
from gui.panes.picture.colouring import Picture
from gui.panes.picture.compositor import Compositor
from gui.panes.view.viewport import Viewport
from gui.stores.contents import Base, PaneRecipe
from gui.stores.display_state import DisplayState
from inference.display.changes import CHANGE_OPACITY
from inference.display.scale import perturbation_limit

#: Of a region's fill over a film; on the maps it is outlined alone, so as to leave their colours.
_REGION_OPACITY = 0.28


@dataclass(frozen=True, slots=True, eq=False)
class PlacedImage:
    """An image and the part of a pane that it fills; `pixels` is the memory that it shows."""

    part: Viewport
    image: QImage
    pixels: Picture | None = None

    @classmethod
    def over(cls, part: Viewport, pixels: Picture, image_format: QImage.Format) -> PlacedImage:
        """An image on `pixels` (h, w), which have the shape of `part`."""
        return cls(part, _image_over(pixels, image_format), pixels)

    def draw(self, painter: QPainter, ratio: float) -> None:
        """Paint it at its place; `ratio` is device pixels per logical pixel."""
        self.image.setDevicePixelRatio(ratio)
        place = QPointF(self.part.columns[0] / ratio, self.part.rows[0] / ratio)
        painter.drawImage(place, self.image)


class PanePicture:
    """The images of one pane, in painting order; the base in reused memory."""

    def __init__(self, recipe: PaneRecipe, compositor: Compositor, state: DisplayState) -> None:
        self._recipe, self._compositor, self._state = recipe, compositor, state
        self._base = _Buffer(QImage.Format.Format_RGB32)
        self._base_key: object = None

    def forget(self) -> None:
        """Another film is shown."""
        self._base_key = None

    def images(self, viewport: Viewport, table: Table) -> list[PlacedImage]:
        """The base and the visible layers for `viewport`; `table` is the window's (65536,)."""
        images = [PlacedImage(viewport, self._base_image(viewport, table))]
        for name, opacity in self._visible_layers():
            moves = name in ("perturbation", "counterfactual")
            amplitude = self._amplitude() if moves else 0.0
            premultiplied = QImage.Format.Format_ARGB32_Premultiplied
            for layer in self._compositor.layer(name, viewport, opacity, amplitude):
                images.append(PlacedImage.over(layer.part, layer.picture, premultiplied))
        return images

    def _visible_layers(self) -> list[tuple[str, float]]:
        found = [(name, self._always_opacity(name)) for name in self._recipe.always]
        for name in self._recipe.layers:
            shown, opacity = self._state.layer(name)
            if shown:
                found.append((name, opacity))
        if self._state.region is not None and self._state.overlays_seen:
            found.append(("region", _REGION_OPACITY if self._recipe.base is Base.FILM else 0.0))
        return found

    def _base_image(self, viewport: Viewport, table: Table) -> QImage:
        state, source = self._state, self._recipe.source
        fact = self._compositor.drawn_of(source)
        window = state.window_of(self._recipe.key)
        key: tuple[object, ...]
        match self._recipe.base:
            case Base.FILM:
                key = (viewport, window, state.inverted)
            case Base.ADVERSARIAL:
                key = (viewport, fact, window, state.inverted, self._factor(), self._amplitude())
            case _:
                key = (viewport, fact, self._factor())
        if key != self._base_key:
            self._draw_base(self._base.array(viewport.shape), viewport, table)
            self._base_key = key
        return self._base.image

    def _draw_base(self, out: Picture, viewport: Viewport, table: Table) -> None:
        compositor, source = self._compositor, self._recipe.source
        match self._recipe.base:
            case Base.FILM:
                compositor.draw_film(out, viewport, table)
            case Base.ADVERSARIAL:
                amplitude = self._amplitude() if self._recipe.follows_amplitude else self._whole()
                compositor.draw_changed(out, viewport, table, source, amplitude)
            case Base.PERTURBATION:
                limit = self.limit() or 1.0
                compositor.draw_perturbation(out, viewport, source, self._state.amplitude, limit)
            case Base.SIGNED_MAP:
                compositor.draw_signed(out, viewport, source, self._factor())

    def _always_opacity(self, name: str) -> float:
        """What changed is always seen well; a heat map as the reader chose."""
        return CHANGE_OPACITY if name == "counterfactual" else self._state.grad_cam_opacity

    def _amplitude(self) -> float:
        """0 while the reader peeks at the film as it was taken."""
        return 0.0 if self._state.original_peeked else self._state.amplitude

    def _whole(self) -> float:
        """The amplitude of a film that does not follow it."""
        return 0.0 if self._state.original_peeked else 1.0

    def _factor(self) -> float:
        """What δ, or a map made of it, is multiplied by; other maps stand still."""
        if not self._recipe.follows_amplitude:
            return 1.0
        return self._state.amplitude * self._state.gain

    def limit(self) -> float | None:
        """The end of the colour scale now; the gain narrows that of δ. None: no scale."""
        if self._recipe.shows_change:
            return self._compositor.levels_limit()
        if self._recipe.base is Base.PERTURBATION:
            attack = self._compositor.attack_of(self._recipe.source)
            return None if attack is None else perturbation_limit(attack) / self._state.gain
        shown_map = self._compositor.map_of(self._recipe.source) if self._recipe.shows_map else None
        if shown_map is None or shown_map.limit is None:
            return None
        return shown_map.limit / (self._state.gain if self._recipe.follows_amplitude else 1.0)


class _Buffer:
    """An array that an image shows, kept while the size stays."""

    def __init__(self, image_format: QImage.Format) -> None:
        self._format = image_format
        self._array: Picture = np.zeros((0, 0), np.uint32)
        self.image = QImage()

    def array(self, shape: tuple[int, int]) -> Picture:
        if self._array.shape != shape:
            self._array = np.zeros(shape, np.uint32)
            self.image = _image_over(self._array, self._format)
        return self._array


def _image_over(array: Picture, image_format: QImage.Format) -> QImage:
    """An image on the array's own memory; the array must outlive it."""
    height, width = array.shape
    return QImage(array.data, width, height, width * 4, image_format)
