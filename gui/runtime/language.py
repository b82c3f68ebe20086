"""The language of the words, exchanged while the program runs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

import resources
from inference.core.languages import LANGUAGES, SOURCE


class Language:
    """Installs the translators of a language; widgets hear `LanguageChange`."""

    def __init__(self) -> None:
        self._translators: list[QTranslator] = []
        self.chosen = ""

    @property
    def shown(self) -> str:
        """Of `LANGUAGES`."""
        return self.chosen or system_language()

    def install(self, chosen: str) -> None:
        """Show `chosen`, of `LANGUAGES`, or "" for the system's."""
        self.chosen = chosen
        self.remove()
        # Dates and numbers go with the language of the words, whatever the system's.
        QLocale.setDefault(QLocale(LANGUAGES[self.shown].locale))
        if self.shown == SOURCE:
            return
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        own_folder = str(resources.folder("translations"))
        for name, folder in (("qtbase", qt_folder), ("setsudo", own_folder)):
            translator = QTranslator()
            if translator.load(f"{name}_{self.shown}", folder):
                QCoreApplication.installTranslator(translator)
                self._translators.append(translator)

    def remove(self) -> None:
        """Take the translators and their forms out again."""
        QLocale.setDefault(QLocale.system())
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators.clear()


def system_language() -> str:
    """The system's language where it is one of `LANGUAGES`, else English."""
    code = QLocale.system().name().split("_")[0]
    return code if code in LANGUAGES else SOURCE
