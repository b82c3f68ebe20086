"""Words from files are shown as they are written, never as markup."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from gui.widgets.layout_parts import PlainLabel
from gui.words.plain_tip import plain_tip
from tests.helpers.paths import ROOT
from tests.helpers.window import Bench

MARKUP = '<img src="/dev/zero">'


def test_no_label_of_the_running_window_guesses_what_its_text_is(
    bench: Callable[..., Bench],
) -> None:
    here = bench()
    here.analyse("one.dcm")
    labels = here.window.findChildren(QLabel)
    assert len(labels) > 20
    plain = Qt.TextFormat.PlainText
    own = [label for label in labels if not label.objectName().startswith("qt_")]
    assert [label.text() for label in own if label.textFormat() != plain] == []


def test_the_sources_make_no_label_that_guesses() -> None:
    for path in (ROOT / "gui").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"(?<!Plain)\bQLabel\(", text.replace("class PlainLabel(QLabel)", "")
        ), path


@pytest.mark.parametrize("text", ["", MARKUP])
def test_a_label_shows_markup_as_it_is_written(qtbot: object, text: str) -> None:
    label = PlainLabel(text)
    label.setText(text + MARKUP)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == text + MARKUP


def test_a_tooltip_shows_markup_as_it_is_written_and_leaves_the_rest() -> None:
    assert plain_tip("P <0.001\nδ") == "P <0.001\nδ"
    shown = plain_tip(f"{MARKUP}\nline")
    assert shown == "<qt>&lt;img src=&quot;/dev/zero&quot;&gt;<br>line</qt>"
