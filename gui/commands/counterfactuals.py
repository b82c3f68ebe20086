"""The menu of counterfactuals: the kind that is shown, and peeking at the film as it was taken."""

from __future__ import annotations

from gui.commands.command_spec import ANALYSE, COUNTERFACTUALS, ActionSpec
from gui.stores.display_state import SUITING
from gui.words.marking import QT_TRANSLATE_NOOP

_KIND, _KINDS = "counterfactual", "counterfactual_kind"


def _kind(value: str, text: str, tip: str, key: str) -> ActionSpec:
    return ActionSpec(
        f"counterfactual_{value}",
        COUNTERFACTUALS,
        text,
        tip,
        (key,),
        "layers",
        checkable=True,
        group=_KINDS,
        choice=_KIND,
        value=value,
    )


KIND_COMMANDS = (
    _kind(
        SUITING,
        QT_TRANSLATE_NOOP("actions", "What suits the finding"),
        QT_TRANSLATE_NOOP(
            "actions", "Moved borders for cardiomegaly, small opacities for pneumoconiosis"
        ),
        "Alt+0",
    ),
    _kind(
        "shape",
        QT_TRANSLATE_NOOP("actions", "Moved borders"),
        QT_TRANSLATE_NOOP("actions", "Move borders as little as turns the answer"),
        "Alt+1",
    ),
    _kind(
        "opacities",
        QT_TRANSLATE_NOOP("actions", "Small opacities"),
        QT_TRANSLATE_NOOP("actions", "Set or remove small opacities until the answer turns"),
        "Alt+2",
    ),
    _kind(
        "broad",
        QT_TRANSLATE_NOOP("actions", "Broad brightness"),
        QT_TRANSLATE_NOOP("actions", "Change brightness smoothly until the answer turns"),
        "Alt+3",
    ),
    _kind(
        "latent",
        QT_TRANSLATE_NOOP("actions", "Autoencoder"),
        QT_TRANSLATE_NOOP("actions", "Change an autoencoder’s code until the answer turns"),
        "Alt+4",
    ),
    _kind(
        "translation",
        QT_TRANSLATE_NOOP("actions", "CycleGAN"),
        QT_TRANSLATE_NOOP("actions", "The film as a network draws it in the other class"),
        "Alt+5",
    ),
    _kind(
        "pgd",
        QT_TRANSLATE_NOOP("actions", "Pixels (PGD)"),
        QT_TRANSLATE_NOOP("actions", "Change every pixel a little, as the paper does"),
        "Alt+6",
    ),
)


PEEK_COMMANDS = (
    ActionSpec(
        "peek_original",
        ANALYSE,
        QT_TRANSLATE_NOOP("actions", "Film as it was taken"),
        QT_TRANSLATE_NOOP(
            "actions", "Show changed films as they were taken; hold the key to blink"
        ),
        ("Z",),
        "blink",
        checkable=True,
        choice="original_peeked",
    ),
)
