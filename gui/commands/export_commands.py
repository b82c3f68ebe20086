"""Commands of taking results out of the program."""

from __future__ import annotations

from gui.commands.command_spec import EDIT, EXPORT, ActionSpec
from gui.words.marking import QT_TRANSLATE_NOOP

EXPORT_COMMANDS = (
    ActionSpec(
        "export_view",
        EXPORT,
        QT_TRANSLATE_NOOP("actions", "View as picture…"),
        QT_TRANSLATE_NOOP("actions", "Save the panes as shown, with legend, notice and parameters"),
        ("Ctrl+E",),
        "export_view",
        needs_film=True,
    ),
    ActionSpec(
        "export_report",
        EXPORT,
        QT_TRANSLATE_NOOP("actions", "Report (PDF)…"),
        QT_TRANSLATE_NOOP("actions", "Save one page with film, pictures, numbers and networks"),
        ("Ctrl+Shift+E",),
        "export_report",
        needs_film=True,
    ),
    ActionSpec(
        "export_dicom",
        EXPORT,
        QT_TRANSLATE_NOOP("actions", "DICOM (SC, SEG, SR)…"),
        QT_TRANSLATE_NOOP("actions", "Save view, segmentation and measurements as DICOM objects"),
        ("Ctrl+Alt+D",),
        "export_dicom",
        needs_film=True,
    ),
    ActionSpec(
        "export_numbers",
        EXPORT,
        QT_TRANSLATE_NOOP("actions", "Numbers (JSON, CSV)…"),
        QT_TRANSLATE_NOOP("actions", "Save every number and option, so that they can be replayed"),
        ("Ctrl+Shift+T",),
        "export_numbers",
        needs_film=True,
    ),
    ActionSpec(
        "export_sweep",
        EXPORT,
        QT_TRANSLATE_NOOP("actions", "Amplitude sweep…"),
        QT_TRANSLATE_NOOP("actions", "Save the film from amplitude to amplitude as an animation"),
        ("Ctrl+Shift+S",),
        "export_sweep",
        needs_film=True,
    ),
    ActionSpec(
        "export_adversarial",
        EXPORT,
        QT_TRANSLATE_NOOP("actions", "Adversarial film…"),
        QT_TRANSLATE_NOOP("actions", "Save the perturbed film as a marked 16-bit PNG"),
        ("Ctrl+Shift+A",),
        "export_adversarial",
        needs_film=True,
    ),
    ActionSpec(
        "copy_view",
        EDIT,
        QT_TRANSLATE_NOOP("actions", "Copy view"),
        QT_TRANSLATE_NOOP("actions", "Copy the panes as shown, without identity, to the clipboard"),
        ("Ctrl+C",),
        "copy",
        needs_film=True,
    ),
)
