"""Where a line of text may be broken, in languages with and without spaces."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QTextBoundaryFinder

#: Splits a text into the parts between its breaks; spaces stay at their ends.
Way = Callable[[str], list[str]]

_HIRAGANA = "\u3041-\u3096"
_OTHER = "\u30a1-\u30fa\u3400-\u9fff0-9A-Za-z"


def _after(pattern: str) -> Way:
    return lambda text: [part for part in re.split(pattern, text) if part]


def _allowed(text: str) -> list[str]:
    """Wherever Unicode allows it (UAX 14): at hyphens, between ideographs, not before a stop."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, text)
    ends = [0]
    while (end := finder.toNextBoundary()) > 0:
        ends.append(end)
    if ends[-1] != len(text):  # Qt counts in UTF-16: a text with rare letters stays whole
        return [text]
    return [text[a:b] for a, b in pairwise(ends)]


#: The better places first: between groups, which stand two spaces apart; between words; where a
#: phrase of Japanese ends, which is mostly where hiragana stop.
BREAKS: tuple[Way, ...] = (
    _after(r"(?<=  )(?! )"),
    _after(r"(?<= )(?! )"),
    _after(rf"(?<= )(?! )|(?<=[{_HIRAGANA}、。])(?=[{_OTHER}(])"),
)
#: For a word that is too wide by itself.
BREAKS_WITHIN: tuple[Way, ...] = (_allowed,)
