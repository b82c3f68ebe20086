"""Commands of comparing explanations."""

from __future__ import annotations

from gui.commands.command_spec import LAYOUT, TOOLS, ActionSpec
from gui.words.marking import QT_TRANSLATE_NOOP

LAYOUT_COMMANDS = (
    ActionSpec(
        "layout_figure",
        LAYOUT,
        QT_TRANSLATE_NOOP("actions", "Comparison of methods"),
        QT_TRANSLATE_NOOP(
            "actions",
            "Perturbation, Grad-CAM, Guided Backpropagation and translation side by side",
        ),
        ("Ctrl+Alt+5",),
        "layout4",
        rule=True,
    ),
    ActionSpec(
        "layout_twins",
        LAYOUT,
        QT_TRANSLATE_NOOP("actions", "Standard and robust network"),
        QT_TRANSLATE_NOOP("actions", "The standard and the robust perturbation side by side"),
        ("Ctrl+Alt+6",),
        "layout2",
    ),
    ActionSpec(
        "layout_standard",
        LAYOUT,
        QT_TRANSLATE_NOOP("actions", "Panes as at the start"),
        QT_TRANSLATE_NOOP("actions", "Original, adversarial film, perturbation and Grad-CAM"),
        ("Ctrl+Alt+0",),
        "layout4",
    ),
)

COMPARING_COMMANDS = (
    ActionSpec(
        "blend_two",
        LAYOUT,
        QT_TRANSLATE_NOOP("actions", "Two in one pane"),
        QT_TRANSLATE_NOOP("actions", "Lay two pictures over each other in the active pane"),
        ("J",),
        "blink",
        rule=True,
        needs_film=True,
    ),
    ActionSpec(
        "blink",
        LAYOUT,
        QT_TRANSLATE_NOOP("actions", "Blink two"),
        QT_TRANSLATE_NOOP("actions", "Show two pictures in turn in one pane; Esc stops"),
        ("K",),
        "blink",
        needs_film=True,
    ),
)

DRAWING_COMMANDS = (
    ActionSpec(
        "draw_region",
        TOOLS,
        QT_TRANSLATE_NOOP("actions", "Draw region"),
        QT_TRANSLATE_NOOP("actions", "Draw the region in which the attack may act; Esc cancels"),
        ("Ctrl+Shift+D",),
        "draw",
        rule=True,
        needs_film=True,
    ),
    ActionSpec(
        "clear_region",
        TOOLS,
        QT_TRANSLATE_NOOP("actions", "Remove drawn region"),
        QT_TRANSLATE_NOOP("actions", "Forget the region that was drawn on this film"),
        ("Ctrl+Alt+G",),
        "close",
        needs_film=True,
    ),
    ActionSpec(
        "reset_ratio",
        TOOLS,
        QT_TRANSLATE_NOOP("actions", "Cardiothoracic lines as measured"),
        QT_TRANSLATE_NOOP("actions", "Put the lines of the cardiothoracic ratio back"),
        ("Ctrl+Alt+R",),
        "reset",
        needs_film=True,
    ),
)
