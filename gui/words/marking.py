"""Marks a text for translation where it is written down and translated elsewhere."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """`text`; lupdate knows this name and collects the text for `_context`."""
    return text
