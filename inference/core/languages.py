"""The languages of the program: a row here and a catalogue `setsudo_<code>.ts` make one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """One language."""

    code: str  # ISO 639-1
    command: str  # its English name, small; the command that chooses it is called so
    name: str  # as its readers call it
    use: str  # the command's tool tip, for who reads no other
    locale: str  # for the forms of numbers and dates: language_TERRITORY
    spaced: bool = True  # a space stands between sentences

    @property
    def tag(self) -> str:
        """As documents name it (BCP 47): "ja-JP"."""
        return self.locale.replace("_", "-")


LANGUAGES = {
    row.code: row
    for row in (
        Language("en", "english", "English", "Use English", "en_US"),
        Language("ja", "japanese", "日本語", "日本語で表示する", "ja_JP", spaced=False),
    )
}
#: The language of the sources, which needs no catalogue and answers where one lacks a text.
SOURCE = "en"


def gap(code: str) -> str:
    """What stands between two sentences."""
    return " " if code not in LANGUAGES or LANGUAGES[code].spaced else ""
