"""A pane's picture: its base and its layers, drawn again only when something of them changed."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

from gui.colormaps import Table
from gui.display_state import DisplayState
from gui.panes.compositor import Compositor, Picture, colour_limit
from gui.panes.recipes import Base, PaneRecipe
from gui.panes.sight import Sight


class PanePicture:
    """The images of one pane, in painting order, in reused memory."""

    def __init__(self, recipe: PaneRecipe, compositor: Compositor, state: DisplayState) -> None:
        self._recipe, self._compositor, self._state = recipe, compositor, state
        self._base = _Buffer(QImage.Format.Format_RGB32)
        self._layers: dict[str, tuple[object, QImage, Picture]] = {}
        self._base_key: object = None

    def forget(self) -> None:
        """Another film is shown."""
        self._base_key = None
        self._layers.clear()

    def images(self, sight: Sight, table: Table) -> list[QImage]:
        """The base and the visible layers for `sight`; `table` is the window's (65536,)."""
        images = [self._base_image(sight, table)]
        for name, opacity in self._visible_layers():
            image = self._layer_image(name, sight, opacity)
            if image is not None:
                images.append(image)
        return images

    def _visible_layers(self) -> list[tuple[str, float]]:
        found = []
        for name in (*self._recipe.always, *self._recipe.layers):
            shown, opacity = self._state.layer(name)
            if shown or name in self._recipe.always:
                found.append((name, opacity))
        return found

    def _base_image(self, sight: Sight, table: Table) -> QImage:
        state, compositor = self._state, self._compositor
        attack = compositor.facts.shown_attack
        window = state.window_of(self._recipe.key)
        key: tuple[object, ...]
        match self._recipe.base:
            case Base.FILM:
                key = (sight, window, state.inverted)
            case Base.ADVERSARIAL:
                key = (sight, attack, window, state.inverted, state.amplitude)
            case Base.PERTURBATION:
                key = (sight, attack, state.amplitude, state.gain)
        if key != self._base_key:
            out = self._base.array(sight.shape)
            match self._recipe.base:
                case Base.FILM:
                    compositor.draw_film(out, sight, table)
                case Base.ADVERSARIAL:
                    compositor.draw_adversarial(out, sight, table, state.amplitude)
                case Base.PERTURBATION:
                    compositor.draw_perturbation(out, sight, state.amplitude, self.limit())
            self._base_key = key
        return self._base.image

    def limit(self) -> float:
        """The end of the perturbation's colour scale now, input units; the gain narrows it."""
        attack = self._compositor.facts.attack
        if attack is None:
            return 1.0
        return colour_limit(attack.config, attack) / self._state.gain

    def _layer_image(self, name: str, sight: Sight, opacity: float) -> QImage | None:
        amplitude = self._state.amplitude if name == "perturbation" else 0.0
        key = (sight, self._compositor.fact_of(name), opacity, amplitude)
        kept = self._layers.get(name)
        if kept is not None and kept[0] == key:
            return kept[1]
        picture = self._compositor.layer(name, sight, opacity, amplitude)
        if picture is None:
            return None
        image = _image_over(picture, QImage.Format.Format_ARGB32_Premultiplied)
        self._layers[name] = (key, image, picture)
        return image


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
