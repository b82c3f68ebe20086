"""What a pane can show: one row each, and everything that the program knows about it.

A further row in `RECIPES` is a further pane: it is drawn, computed when it is looked at, listed in
the menus, titled and remembered, and nothing else has to be told of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

import numpy as np

from gui.films.film import ShownDelta
from gui.stores.display_state import BLEND
from gui.stores.facts import Facts, RegionKey
from gui.words import content_words
from gui.words.marking import QT_TRANSLATE_NOOP
from inference.core.attack_types import AmplitudeSweep, AttackResult
from inference.core.explanation_types import ExplanationPart as Part
from inference.core.types import AttributionMethod
from inference.display.scale import ShownMap, shown_map


class Base(StrEnum):
    """What a pane shows below its layers."""

    FILM = "film"
    ADVERSARIAL = "adversarial"  # the film, changed
    PERTURBATION = "perturbation"  # a change of the film, in colour
    SIGNED_MAP = "signed_map"  # a signed map by itself
    BLEND = "blend"  # two panes in one


def _no_words(_fact: Any) -> list[str]:
    return []


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A fact that can be drawn: where it stands, what computes it, its scale, its words."""

    name: str
    find: Callable[[Facts], object | None]  # None while it is not known
    part: Part | AttributionMethod | None = None  # what computes it; None: the attack itself
    lacking: str = ""  # code of the notice that says why it can't be computed
    map_of: Callable[[Any], ShownMap] | None = None  # the fact as a map with its scale
    delta_of: Callable[[Facts, RegionKey | None], ShownDelta | None] | None = None  # as a change
    attack_of: Callable[[Facts], AttackResult | None] = lambda facts: facts.attack  # its bound
    of_attack: bool = False  # the amplitude and the display gain act on it
    curve_of: Callable[[Facts], AmplitudeSweep | None] = lambda _facts: None  # P along amplitudes
    in_region: bool = False  # it is about the region that was chosen
    mark: str = ""  # how a synthetic film came about; English, context "panes"
    about: Callable[[Any], list[str]] = _no_words  # lines below the title


@dataclass(frozen=True, slots=True)
class PaneRecipe:
    """A pane: its title, its picture, and the layers that may lie on it."""

    key: str
    title: str  # English; context "panes"
    base: Base
    layers: tuple[str, ...]  # of `DisplayState.LAYERS`, shown when the reader wants them
    fact: Source  # that it draws
    always: tuple[str, ...] = ()  # layers that make this pane what it is
    measures: bool = False  # carries the cardiothoracic ratio's lines
    rule: bool = False  # a line above it in the menu of contents
    outlines_after: bool = False  # also as they are on the changed film
    arrows: bool = False  # from where outlines lie to where they lie on the changed film

    @property
    def source(self) -> str:
        """The name of the fact that it draws; "" for the film itself."""
        return self.fact.name

    @property
    def shows_map(self) -> bool:
        """A map with a scale of its own, alone or over the film."""
        return self.base is Base.SIGNED_MAP or self.fact.map_of is not None

    @property
    def shows_change(self) -> bool:
        """What a counterfactual makes brighter or darker, in colour over the film."""
        return "counterfactual" in self.always

    @property
    def is_synthetic(self) -> bool:
        """The picture is made by an attack, or drawn by a network."""
        return bool(self.fact.mark) or self.base is Base.BLEND

    @property
    def follows_amplitude(self) -> bool:
        """The amplitude and the display gain act on the picture."""
        return self.fact.of_attack


# --- facts ----------------------------------------------------------------------------------------

ADVERSARIAL_MARK = QT_TRANSLATE_NOOP("panes", "synthetic — adversarial")
_TRANSLATED_MARK = QT_TRANSLATE_NOOP("panes", "synthetic — translated")


def _of_attack(name: str, find: Callable[[Facts], object | None], **rest: Any) -> Source:
    """The perturbation, or something made of it: synthetic, and moved by the amplitude."""
    return Source(name, find, of_attack=True, curve_of=_swept, mark=ADVERSARIAL_MARK, **rest)


def _swept(facts: Facts) -> AmplitudeSweep | None:
    return facts.sweep


def _attack_delta(facts: Facts, _region: RegionKey | None) -> ShownDelta:
    assert facts.shown_attack is not None
    return facts.shown_attack.delta


def _region_delta(facts: Facts, region: RegionKey | None) -> ShownDelta | None:
    """δ on the pixels of one region, 0 elsewhere."""
    attack, regions = facts.attack, facts.explanation.regions
    if attack is None or regions is None:
        return None
    mask = regions.masks.get(region) if region is not None else None
    delta = np.zeros_like(attack.delta) if mask is None else attack.delta * mask
    return ShownDelta.of(attack.grid, attack.input_range, delta)


def _robust_delta(facts: Facts, _region: RegionKey | None) -> ShownDelta:
    assert facts.explanation.robust is not None
    result = facts.explanation.robust.result
    return ShownDelta.of(result.grid, result.input_range, result.delta)


def _translation_delta(facts: Facts, _region: RegionKey | None) -> ShownDelta:
    made = facts.explanation.translation
    assert made is not None
    return ShownDelta.of(made.grid, made.input_range, made.difference)


def _counterfactual_delta(facts: Facts, _region: RegionKey | None) -> ShownDelta | None:
    """Of the kinds whose difference is drawn as δ is."""
    found = facts.counterfactual
    change = None if found is None else found.change
    if change is None or change.difference is None or change.smooth:
        return None
    return ShownDelta.of(change.grid, change.input_range, change.difference)


def _counterfactual_curve(facts: Facts) -> AmplitudeSweep | None:
    return None if facts.counterfactual is None else facts.counterfactual.curve


def _translation(name: str, **rest: Any) -> Source:
    return Source(
        name,
        lambda facts: facts.explanation.translation,
        Part.TRANSLATION,
        lacking="no_translator",
        about=content_words.about_translation,
        **rest,
    )


def _attribution(method: AttributionMethod) -> Source:
    """A heat map under its method's name."""
    return Source(
        str(method),
        lambda facts: facts.attributions.get(str(method)),
        method,
        map_of=ShownMap.of,
        about=content_words.about_finding,
    )


FILM = Source("", lambda facts: facts)
SEGMENTATION = Source("segmentation", lambda facts: facts.segmentation)
ATTACK = _of_attack("attack", lambda facts: facts.shown_attack, delta_of=_attack_delta)
COUNTERFACTUAL = Source(
    "counterfactual",
    lambda facts: facts.counterfactual,
    delta_of=_counterfactual_delta,
    curve_of=_counterfactual_curve,
    of_attack=True,
    mark=QT_TRANSLATE_NOOP("panes", "synthetic — counterfactual"),
    about=content_words.about_counterfactual,
)

# --- rows -----------------------------------------------------------------------------------------

STRUCTURES = ("lung_field", "heart")
ALL_LAYERS = (*STRUCTURES, "grad_cam", "perturbation")


def _heat(fact: Source, title: str, *, rule: bool = False) -> PaneRecipe:
    """A map of evidence over the film."""
    return PaneRecipe(fact.name, title, Base.FILM, STRUCTURES, fact, (fact.name,), rule=rule)


def _signed(fact: Source, title: str, *, rule: bool = False) -> PaneRecipe:
    """A signed map as fine as the film: alone, since nothing could be seen through it."""
    return PaneRecipe(fact.name, title, Base.SIGNED_MAP, STRUCTURES, fact, rule=rule)


def _change(fact: Source, title: str, *, rule: bool = False) -> PaneRecipe:
    """A change of the film by itself, in colour."""
    return PaneRecipe(fact.name, title, Base.PERTURBATION, STRUCTURES, fact, rule=rule)


def _changed_film(fact: Source, title: str, *, rule: bool = False) -> PaneRecipe:
    """The film with a change that a network was led to, or made."""
    return PaneRecipe(fact.name, title, Base.ADVERSARIAL, STRUCTURES, fact, rule=rule)


RECIPES = (
    PaneRecipe(
        "original",
        QT_TRANSLATE_NOOP("panes", "Original"),
        Base.FILM,
        ALL_LAYERS,
        FILM,
        measures=True,
    ),
    PaneRecipe(
        "counterfactual",
        QT_TRANSLATE_NOOP("panes", "As the network would have to see it"),
        Base.ADVERSARIAL,
        STRUCTURES,
        COUNTERFACTUAL,
        outlines_after=True,
    ),
    PaneRecipe(
        "what_changed",
        QT_TRANSLATE_NOOP("panes", "What changed"),
        Base.FILM,
        STRUCTURES,
        COUNTERFACTUAL,
        ("counterfactual",),
        outlines_after=True,
        arrows=True,
    ),
    PaneRecipe(
        "adversarial",
        QT_TRANSLATE_NOOP("panes", "Adversarial"),
        Base.ADVERSARIAL,
        ALL_LAYERS,
        ATTACK,
    ),
    PaneRecipe(
        "perturbation",
        QT_TRANSLATE_NOOP("panes", "Perturbation δ"),
        Base.PERTURBATION,
        STRUCTURES,
        ATTACK,
    ),
    _change(
        _of_attack(
            "region_perturbation",
            lambda facts: facts.explanation.regions,
            part=Part.REGIONS,
            delta_of=_region_delta,
            in_region=True,
        ),
        QT_TRANSLATE_NOOP("panes", "Perturbation in a region"),
    ),
    _signed(
        _of_attack(
            "sign_density",
            lambda facts: facts.explanation.effects,
            part=Part.REGIONS,
            map_of=partial(shown_map, "sign_density"),
        ),
        QT_TRANSLATE_NOOP("panes", "Sign density of δ"),
    ),
    _signed(
        _of_attack(
            "effect",
            lambda facts: facts.explanation.effects,
            part=Part.REGIONS,
            map_of=partial(shown_map, "effect"),
        ),
        QT_TRANSLATE_NOOP("panes", "Effect of δ on the logit"),
    ),
    _change(
        _of_attack(
            "robust_perturbation",
            lambda facts: facts.explanation.robust,
            part=Part.ROBUST,
            lacking="no_robust_twin",
            delta_of=_robust_delta,
            attack_of=lambda facts: getattr(facts.explanation.robust, "result", None),
        ),
        QT_TRANSLATE_NOOP("panes", "Robust twin’s perturbation"),
    ),
    _heat(
        _attribution(AttributionMethod.GRAD_CAM),
        QT_TRANSLATE_NOOP("panes", "Grad-CAM"),
        rule=True,
    ),
    _heat(
        _attribution(AttributionMethod.GRAD_CAM_PLUS_PLUS),
        QT_TRANSLATE_NOOP("panes", "Grad-CAM++"),
    ),
    _heat(_attribution(AttributionMethod.LAYER_CAM), QT_TRANSLATE_NOOP("panes", "LayerCAM")),
    _signed(
        _attribution(AttributionMethod.GUIDED_BACKPROPAGATION),
        QT_TRANSLATE_NOOP("panes", "Guided Backpropagation"),
    ),
    _signed(
        _attribution(AttributionMethod.INTEGRATED_GRADIENTS),
        QT_TRANSLATE_NOOP("panes", "Integrated Gradients"),
    ),
    _signed(_attribution(AttributionMethod.SMOOTH_GRAD), QT_TRANSLATE_NOOP("panes", "SmoothGrad")),
    _heat(_attribution(AttributionMethod.OCCLUSION), QT_TRANSLATE_NOOP("panes", "Occlusion")),
    _changed_film(
        _translation("translation", delta_of=_translation_delta, mark=_TRANSLATED_MARK),
        QT_TRANSLATE_NOOP("panes", "CycleGAN translation"),
        rule=True,
    ),
    _signed(
        _translation("translation_difference", map_of=partial(shown_map, "translation_difference")),
        QT_TRANSLATE_NOOP("panes", "Translation’s difference"),
    ),
    _heat(
        _translation("translation_attention", map_of=partial(shown_map, "translation_attention")),
        QT_TRANSLATE_NOOP("panes", "Translation’s attention"),
    ),
    PaneRecipe(BLEND, QT_TRANSLATE_NOOP("panes", "Two in one"), Base.BLEND, (), FILM, rule=True),
)

#: The comparison of the paper's figure 3, and of the standard network with its robust twin.
FIGURE = ("perturbation", "grad_cam", "guided_backpropagation", "translation")
TWINS = ("perturbation", "robust_perturbation")
#: Layer -> the fact that it is made of, where it has not the layer's own name.
LAYER_SOURCES = {"lung_field": "segmentation", "heart": "segmentation", "perturbation": "attack"}
#: Every fact that is drawn, by its name.
SOURCES = {fact.name: fact for fact in (FILM, SEGMENTATION, *(row.fact for row in RECIPES))}


def recipe(key: str) -> PaneRecipe:
    return next(row for row in RECIPES if row.key == key)


def fact_of(facts: Facts, source: str) -> object | None:
    """The fact of one of `SOURCES`; None while it is not known, or for any other name."""
    found = SOURCES.get(source)
    return None if found is None else found.find(facts)


def curve_shown(facts: Facts, contents: tuple[str, ...]) -> AmplitudeSweep | None:
    """P along the amplitude of what these panes show: the counterfactual's, else the attack's."""
    shown = any(recipe(key).fact is COUNTERFACTUAL for key in contents)
    counterfactual = COUNTERFACTUAL.curve_of(facts) if shown else None
    return counterfactual or facts.sweep


def known_contents(keys: tuple[str, ...]) -> tuple[str, ...]:
    """`keys`, if there is a pane for each of them; else none."""
    known = {row.key for row in RECIPES}
    return keys if known.issuperset(keys) else ()
