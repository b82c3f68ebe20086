"""Which panes there are: one row each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gui.stores.display_state import BLEND
from gui.words.marking import QT_TRANSLATE_NOOP


class Base(StrEnum):
    """What a pane shows below its layers."""

    FILM = "film"
    ADVERSARIAL = "adversarial"
    PERTURBATION = "perturbation"
    SIGNED_MAP = "signed_map"  # a signed map by itself
    BLEND = "blend"  # two panes in one


@dataclass(frozen=True, slots=True)
class PaneRecipe:
    """A pane: its title, its picture, and the layers that may lie on it."""

    key: str
    title: str  # English; context "panes"
    base: Base
    layers: tuple[str, ...]  # of `DisplayState.LAYERS`, shown when the reader wants them
    always: tuple[str, ...] = ()  # layers that make this pane what it is
    measures: bool = False  # carries the cardiothoracic ratio's lines
    source: str = ""  # the fact that it draws, by `Facts.part`; "" for the film itself
    rule: bool = False  # a line above it in the menu of contents

    @property
    def shows_map(self) -> bool:
        """A map with a scale of its own, alone or over the film."""
        return self.base is Base.SIGNED_MAP or bool(self.always)

    @property
    def is_synthetic(self) -> bool:
        """The picture is made by an attack, or drawn by a network."""
        drawn = self.source in _OF_ATTACK or self.source == "translation"
        return drawn or self.base is Base.BLEND

    @property
    def follows_amplitude(self) -> bool:
        """The amplitude and the display gain act on the picture."""
        return self.source in _OF_ATTACK


#: Facts that are a perturbation or made of one.
_OF_ATTACK = frozenset(
    ("attack", "region_perturbation", "sign_density", "effect", "robust_perturbation")
)
STRUCTURES = ("lung_field", "heart")
ALL_LAYERS = (*STRUCTURES, "grad_cam", "perturbation")


def _heat(key: str, title: str, *, rule: bool = False) -> PaneRecipe:
    """A map of evidence over the film."""
    return PaneRecipe(key, title, Base.FILM, STRUCTURES, (key,), source=key, rule=rule)


def _signed(key: str, title: str, *, rule: bool = False) -> PaneRecipe:
    """A signed map as fine as the film: alone, since nothing could be seen through it."""
    return PaneRecipe(key, title, Base.SIGNED_MAP, STRUCTURES, source=key, rule=rule)


RECIPES = (
    PaneRecipe(
        "original", QT_TRANSLATE_NOOP("panes", "Original"), Base.FILM, ALL_LAYERS, measures=True
    ),
    PaneRecipe(
        "adversarial",
        QT_TRANSLATE_NOOP("panes", "Adversarial"),
        Base.ADVERSARIAL,
        ALL_LAYERS,
        source="attack",
    ),
    PaneRecipe(
        "perturbation",
        QT_TRANSLATE_NOOP("panes", "Perturbation δ"),
        Base.PERTURBATION,
        STRUCTURES,
        source="attack",
    ),
    PaneRecipe(
        "region_perturbation",
        QT_TRANSLATE_NOOP("panes", "Perturbation in a region"),
        Base.PERTURBATION,
        STRUCTURES,
        source="region_perturbation",
    ),
    _signed("sign_density", QT_TRANSLATE_NOOP("panes", "Sign density of δ")),
    _signed("effect", QT_TRANSLATE_NOOP("panes", "Effect of δ on the logit")),
    PaneRecipe(
        "robust_perturbation",
        QT_TRANSLATE_NOOP("panes", "Robust twin’s perturbation"),
        Base.PERTURBATION,
        STRUCTURES,
        source="robust_perturbation",
    ),
    _heat("grad_cam", QT_TRANSLATE_NOOP("panes", "Grad-CAM"), rule=True),
    _heat("grad_cam_plus_plus", QT_TRANSLATE_NOOP("panes", "Grad-CAM++")),
    _heat("layer_cam", QT_TRANSLATE_NOOP("panes", "LayerCAM")),
    _signed("guided_backpropagation", QT_TRANSLATE_NOOP("panes", "Guided Backpropagation")),
    _signed("integrated_gradients", QT_TRANSLATE_NOOP("panes", "Integrated Gradients")),
    _signed("smooth_grad", QT_TRANSLATE_NOOP("panes", "SmoothGrad")),
    _heat("occlusion", QT_TRANSLATE_NOOP("panes", "Occlusion")),
    PaneRecipe(
        "translation",
        QT_TRANSLATE_NOOP("panes", "CycleGAN translation"),
        Base.ADVERSARIAL,
        STRUCTURES,
        source="translation",
        rule=True,
    ),
    _signed("translation_difference", QT_TRANSLATE_NOOP("panes", "Translation’s difference")),
    _heat("translation_attention", QT_TRANSLATE_NOOP("panes", "Translation’s attention")),
    PaneRecipe(BLEND, QT_TRANSLATE_NOOP("panes", "Two in one"), Base.BLEND, (), rule=True),
)

#: Panes of each layout as the program starts, in reading order.
LAYOUTS: dict[int, tuple[str, ...]] = {
    1: ("original",),
    2: ("original", "adversarial"),
    3: ("original", "adversarial", "perturbation"),
    4: ("original", "adversarial", "perturbation", "grad_cam"),
}
#: The comparison of the paper's figure 3, and of the standard network with its robust twin.
FIGURE = ("perturbation", "grad_cam", "guided_backpropagation", "translation")
TWINS = ("perturbation", "robust_perturbation")


def recipe(key: str) -> PaneRecipe:
    return next(row for row in RECIPES if row.key == key)


def known_contents(text: str) -> tuple[str, ...]:
    """The panes that a remembered text names; none if it names one that there is not."""
    keys = tuple(text.split(","))
    known = {row.key for row in RECIPES}
    return keys if known.issuperset(keys) else ()
