"""Which panes there are: one row each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gui.marking import QT_TRANSLATE_NOOP


class Base(StrEnum):
    """What a pane shows below its layers."""

    FILM = "film"
    ADVERSARIAL = "adversarial"
    PERTURBATION = "perturbation"


@dataclass(frozen=True, slots=True)
class PaneRecipe:
    """A pane: its title, its picture, and the layers that may lie on it."""

    key: str
    title: str  # English; context "panes"
    base: Base
    layers: tuple[str, ...]  # of `DisplayState.LAYERS`, shown when the reader wants them
    always: tuple[str, ...] = ()  # layers that make this pane what it is
    measures: bool = False  # carries the cardiothoracic ratio's lines


RECIPES = (
    PaneRecipe(
        "original",
        QT_TRANSLATE_NOOP("panes", "Original"),
        Base.FILM,
        ("lung_field", "heart", "grad_cam", "perturbation"),
        measures=True,
    ),
    PaneRecipe(
        "adversarial",
        QT_TRANSLATE_NOOP("panes", "Adversarial"),
        Base.ADVERSARIAL,
        ("lung_field", "heart", "grad_cam", "perturbation"),
    ),
    PaneRecipe(
        "perturbation",
        QT_TRANSLATE_NOOP("panes", "Perturbation δ"),
        Base.PERTURBATION,
        ("lung_field", "heart"),
    ),
    PaneRecipe(
        "grad_cam",
        QT_TRANSLATE_NOOP("panes", "Grad-CAM"),
        Base.FILM,
        ("lung_field", "heart"),
        always=("grad_cam",),
    ),
)

#: Panes of each layout, in reading order.
LAYOUTS: dict[int, tuple[str, ...]] = {
    1: ("original",),
    2: ("original", "adversarial"),
    3: ("original", "adversarial", "perturbation"),
    4: ("original", "adversarial", "perturbation", "grad_cam"),
}


def recipe(key: str) -> PaneRecipe:
    return next(row for row in RECIPES if row.key == key)
