"""Errors and notices in the reader's language, from the templates of `inference`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from inference.core.errors import REASONS, TEMPLATES, AnalysisError
from inference.core.notices import TEXTS


@dataclass(frozen=True, slots=True)
class Message:
    """Something to tell the reader: errors, notices, or files that were saved."""

    errors: tuple[AnalysisError, ...] = ()
    notices: tuple[str, ...] = ()  # codes of `inference.core.notices` or of `WINDOW_NOTICES`
    saved: tuple[Path, ...] = ()  # files that an export wrote


#: Notices of the window itself: code -> English.
WINDOW_NOTICES: dict[str, str] = {
    "settings_set_aside": "The settings were damaged. They were set aside, and the window starts "
    "afresh.",
    "settings_stuck": "The settings can't be read. They stay as they are; the window starts with "
    "the defaults, and no change of them will be kept.",
    "lung_window_unknown": "The lung fields of this film are not outlined yet.",
    "preset_empty": "No window is saved there. Ctrl and the digit saves the one that is shown.",
    "preset_saved": "The window was saved. The digit brings it back on any film.",
    "region_too_small": "The region that was drawn encloses nothing. Draw around it once more.",
    "view_copied": "The view was copied, without identity.",
    "demo_missing": "The demo study is not installed.",
    "bundle_used": "The network bundle is used until the program ends; the films are analysed "
    "anew.",
}


def error_sentences(error: AnalysisError) -> tuple[str, str]:
    """(what is wrong, what to do) in the current language."""
    wrong, hint = TEMPLATES[error.code]
    return _filled(wrong, error.params), _filled(hint, error.params)


def notice_sentence(code: str) -> str:
    """The sentence of a notice in the current language; an unknown code stands for itself."""
    if code in WINDOW_NOTICES:
        return QCoreApplication.translate("window_notices", WINDOW_NOTICES[code])
    return QCoreApplication.translate("notices", TEXTS[code]) if code in TEXTS else code


def _filled(template: str, params: dict[str, str]) -> str:
    known = REASONS.values()
    shown = {
        name: QCoreApplication.translate("reasons", text) if text in known else text
        for name, text in params.items()
    }
    return QCoreApplication.translate("errors", template).format(**shown)
