"""Which of the program's languages the window speaks now."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from inference.core.languages import LANGUAGES, SOURCE


def language_code() -> str:
    """A key of `LANGUAGES`; dates and numbers follow the language of the words."""
    name = QLocale().name()
    return next((code for code, row in LANGUAGES.items() if row.locale == name), SOURCE)
