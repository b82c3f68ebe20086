"""Two panes in one: laid over each other, or shown in orientation."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from gui.look.colormaps import Table
from gui.panes.annotation.words import PaneWords
from gui.panes.pane import Pane
from gui.panes.picture.compositor import Compositor
from gui.panes.picture.layers import PanePicture, PlacedImage
from gui.panes.view.view_link import ViewLink
from gui.panes.view.viewport import Viewport
from gui.stores.contents import PaneRecipe, fact_of, recipe
from gui.stores.display_state import BLEND, DisplayState
from gui.words import formatting


def spoken(state: DisplayState) -> PaneRecipe:
    """The pane of the pair that words and colour scale are about: the one that is seen more."""
    first, second = state.pair
    later = state.second_shown if state.blinking else state.blend >= 0.5
    return recipe(second if later else first)


class BlendPicture(PanePicture):
    """The images of a pair, mixed as whole pictures, or one of them while blinking."""

    def __init__(self, compositor: Compositor, state: DisplayState) -> None:
        super().__init__(recipe(BLEND), compositor, state)
        self._pictures: dict[str, PanePicture] = {}
        self._mixed: NDArray[np.uint8] = np.zeros((0, 0), np.uint8)

    def forget(self) -> None:
        """Another film is shown."""
        self._pictures.clear()

    def limit(self) -> float | None:
        return self._picture(spoken(self._state).key).limit()

    def images(self, viewport: Viewport, table: Table) -> list[PlacedImage]:
        share = self._state.blend
        if self._state.blinking or share in (0.0, 1.0):
            return self._picture(spoken(self._state).key).images(viewport, table)
        pixels = [_flat(self._picture(key).images(viewport, table)) for key in self._state.pair]
        if self._mixed.shape != pixels[0].shape:
            self._mixed = np.zeros_like(pixels[0])
        cv2.addWeighted(pixels[0], 1 - share, pixels[1], share, 0.0, dst=self._mixed)
        mixed = self._mixed.view(np.uint32)
        return [PlacedImage.over(viewport, mixed, QImage.Format.Format_RGB32)]

    def _picture(self, key: str) -> PanePicture:
        if key not in self._pictures:
            self._pictures[key] = PanePicture(recipe(key), self._compositor, self._state)
        return self._pictures[key]


class BlendWords(PaneWords):
    """Names both of the pair; every other word is about the one that is seen more."""

    @property
    def _recipe(self) -> PaneRecipe:
        return spoken(self._state)

    def title(self) -> str:
        first, second = (
            QCoreApplication.translate("panes", recipe(key).title) for key in self._state.pair
        )
        return f"{first} ⇄ {second}"

    def is_synthetic(self) -> bool:
        return any(recipe(key).is_synthetic for key in self._state.pair)

    def ready(self) -> bool:
        facts = self._compositor.facts
        return all(fact_of(facts, recipe(key).source) is not None for key in self._state.pair)

    def below_title(self) -> list[str]:
        seen = QCoreApplication.translate("panes", self._recipe.title)
        if not self._state.blinking:
            first, second = (
                formatting.percent(share) for share in (1 - self._state.blend, self._state.blend)
            )
            seen = f"{first} ⇄ {second}"
        return [seen, *super().below_title()] if self.ready() else [seen]


class BlendPane(Pane):
    """The pane of `BLEND`: titled, scaled and waiting as its pair is."""

    def __init__(
        self,
        compositor: Compositor,
        state: DisplayState,
        link: ViewLink,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(recipe(BLEND), compositor, state, link, parent)
        self.picture = BlendPicture(compositor, state)
        self.words = BlendWords(recipe(BLEND), compositor, state, link)

    @property
    def sources(self) -> tuple[str, ...]:
        first, second = (recipe(key).source for key in self.state.pair)
        return first, second

    @property
    def follows_amplitude(self) -> bool:
        """One of the pair does."""
        return True


class Blinker(QObject):
    """Shows the pair in turn while `DisplayState.blinking`, at most three changes a second.

    Slower than what can set off a photosensitive seizure (WCAG 2.2, 2.3.1: three flashes a second,
    a flash being two changes).
    """

    def __init__(self, state: DisplayState, parent: QObject) -> None:
        super().__init__(parent)
        self._state = state
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)
        state.changed.connect(self._on_state_changed)

    def _turn(self) -> None:
        self._state.second_shown = not self._state.second_shown

    def _on_state_changed(self, names: frozenset[str]) -> None:
        if not names & {"blinking", "blink_rate", "contents", "layout_size", "answers_hidden"}:
            return
        if self._state.blinking and BLEND not in self._state.shown_contents:
            self._state.blinking = False
        if self._state.blinking:
            self._timer.start(round(1000 / self._state.blink_rate))
        else:
            self._timer.stop()


def _flat(images: list[PlacedImage]) -> NDArray[np.uint8]:
    """(h, 4 w) uint8: the images painted over one another; the first is opaque."""
    base = images[0].image
    if len(images) > 1:
        base = base.copy()
        base.setDevicePixelRatio(1.0)
        painter = QPainter(base)
        painter.translate(-images[0].part.columns[0], -images[0].part.rows[0])
        for image in images[1:]:
            image.draw(painter, 1.0)
        painter.end()
    rows = np.frombuffer(base.constBits(), np.uint8).reshape(base.height(), base.bytesPerLine())
    return rows[:, : 4 * base.width()]
