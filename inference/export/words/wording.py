"""The words of an export in the reader's language, from the same catalogue as the window's."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from functools import lru_cache

import resources
from inference.core.errors import TEMPLATES
from inference.core.notices import TEXTS as NOTICES
from inference.export.words.report_texts import FINDINGS, MAP_NOTICES, METHODS, TEXTS, UNITS


class Wording:
    """Says the entries of `report_texts`, `notices` and findings in one language."""

    def __init__(self, language: str = "en") -> None:
        """`language`: "en", "ja", or any that has a catalogue; others are answered in English."""
        self.language = language
        self._catalogue = {} if language == "en" else catalogue(language)

    def __call__(self, key: str, **values: object) -> str:
        """The text `key` of `report_texts.TEXTS` with its placeholders filled."""
        return self.said("report", TEXTS[key]).format(**values)

    def notice(self, code: str) -> str:
        """A notice's sentence; an unknown code stands for itself."""
        return self.said("notices", NOTICES[code]) if code in NOTICES else code

    def finding(self, name: str) -> str:
        """A finding's name, or "no finding"."""
        return self.said("findings", FINDINGS[name]) if name in FINDINGS else name

    def within(self, name: str) -> str:
        """A finding's name within a sentence."""
        return self.finding(name).lower() if self.language == "en" else self.finding(name)

    def method(self, name: str) -> str:
        """An attribution method's name."""
        return self.said("report", METHODS[name]) if name in METHODS else name

    def unit(self, name: str) -> str:
        """The unit of a heat map's values."""
        return self.said("report", UNITS[name])

    def map_notice(self, code: str) -> str:
        """What is to be said on a heat map, in short."""
        return self.said("report", MAP_NOTICES[code])

    def error(self, code: str) -> tuple[str, str]:
        """(what is wrong, what to do), with their placeholders open."""
        wrong, hint = TEMPLATES[code]
        return self.said("errors", wrong), self.said("errors", hint)

    def said(self, context: str, english: str) -> str:
        """An English text of a context of the catalogue, in the language."""
        return self._catalogue.get((context, english)) or english


@lru_cache(maxsize=4)
def catalogue(language: str) -> dict[tuple[str, str], str]:
    """(context, English) -> translation; empty if the language has no catalogue."""
    path = resources.folder("translations") / f"setsudo_{language}.ts"
    if not path.exists():
        return {}
    return {
        (context.findtext("name") or "", message.findtext("source") or ""): (
            message.findtext("translation") or ""
        )
        for context in ElementTree.parse(path).getroot().iter("context")
        for message in context.iter("message")
    }
