"""English and Japanese, exchanged while the program runs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

import resources

#: The forms of dates and numbers go with the language of the words, whatever the system's.
_LOCALES = {"en": "en_US", "ja": "ja_JP"}


class Language:
    """Installs the translators of a language; widgets hear `LanguageChange`."""

    def __init__(self) -> None:
        self._translators: list[QTranslator] = []
        self.chosen = ""

    @property
    def shown(self) -> str:
        """ "en" or "ja"."""
        return self.chosen or system_language()

    def install(self, chosen: str) -> None:
        """Show `chosen`: "en", "ja", or "" for the system's."""
        self.chosen = chosen
        self.remove()
        QLocale.setDefault(QLocale(_LOCALES[self.shown]))
        if self.shown == "en":
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
    """ "ja" on a Japanese system, else "en"."""
    return "ja" if QLocale.system().language() is QLocale.Language.Japanese else "en"
