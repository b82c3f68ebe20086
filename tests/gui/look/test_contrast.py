"""Text keeps a contrast of 4.5 with its ground, controls and lines that mean something 3."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from gui.look import theme
from gui.look.theme import DARK, LIGHT, Theme
from gui.panes.annotation import annotations
from gui.panes.pane import SURROUND
from tests.helpers.contrast import contrast, contrast_in
from tests.helpers.window import Bench

Make = Callable[..., Bench]
TEXT, CONTROL = 4.5, 3.0

#: (ink, ground) by their names in the theme.
TEXTS = [
    *((ink, ground) for ink in ("ink", "dim", "strong") for ground in ("window", "panel", "base")),
    *(("ink", ground) for ground in ("raised", "button", "button_hover", "button_down")),
    *(("dim", ground) for ground in ("strip", "raised", "button_hover")),
    ("note", "panel"),
    ("note", "window"),
    ("called", "panel"),
    ("link", "window"),
    ("link", "base"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_chosen", "chosen"),
    ("on_banner", "banner"),
    ("on_message", "message"),
]
CONTROLS = [
    *(("edge", ground) for ground in ("window", "panel", "base", "raised")),
    *(("focus", ground) for ground in ("window", "panel", "base", "strip", "button")),
    *((line, "panel") for line in ("called", "bar", "curve", "handle", "track", "chosen_edge")),
    ("handle", "groove"),
    ("called", "groove"),
    ("accent", "window"),
    ("accent", "panel"),
]


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXTS, TEXT), (CONTROLS, CONTROL)])
def test_the_themes_colours_keep_their_contrast(
    colours: Theme, pairs: list[tuple[str, str]], least: float
) -> None:
    found = {
        (ink, ground): contrast(QColor(getattr(colours, ink)), QColor(getattr(colours, ground)))
        for ink, ground in pairs
    }
    assert not {pair: round(value, 2) for pair, value in found.items() if value < least}


def test_words_on_the_panes_keep_their_contrast() -> None:
    """Over the surround, and over the brightest film through the plate."""
    plate, white = annotations.PLATE, QColor("white")
    share = plate.alphaF()
    through = QColor.fromRgbF(
        *(
            share * getattr(plate, part)() + (1 - share) * getattr(white, part)()
            for part in ("redF", "greenF", "blueF")
        )
    )
    for ink in (annotations.TEXT, annotations.DIM, annotations.AMBER):
        assert contrast(ink, SURROUND) >= TEXT
        assert contrast(ink, through) >= TEXT


def measured(window: QWidget, widget: QWidget) -> float:
    """The contrast of a widget as it is painted."""
    corner = widget.mapTo(window, QPoint(0, 0))
    return contrast_in(window.grab(QRect(corner, widget.size())).toImage())


@pytest.mark.parametrize("name", ["dark", "light"])
def test_every_label_and_button_that_is_seen_keeps_its_contrast(bench: Make, name: str) -> None:
    here = bench()
    here.application.preferences.theme = name
    here.open("bad.dcm", "one.dcm")
    here.wait_for_analysis()
    found = {}
    for place in range(here.window.panel.count()):
        here.window.panel.setCurrentIndex(place)
        QApplication.processEvents()
        for widget in here.window.findChildren(QWidget):
            texts = isinstance(widget, QLabel | QPushButton) and widget.text().strip()
            if texts and widget.isVisible() and widget.isEnabled() and seen(widget):
                found[widget.text()] = measured(here.window, widget)  # type: ignore[attr-defined]
    assert len(found) > 20
    assert theme.shown() is (DARK if name == "dark" else LIGHT)
    assert not {text: round(value, 2) for text, value in found.items() if value < TEXT}


def seen(widget: QWidget) -> bool:
    """Not scrolled out of viewport."""
    return widget.visibleRegion().boundingRect().size() == widget.size() != QSize(0, 0)


@pytest.mark.parametrize("name", ["dark", "light"])
def test_icons_keep_their_contrast(bench: Make, name: str) -> None:
    here = bench()
    here.application.preferences.theme = name
    here.analyse("one.dcm")
    QApplication.processEvents()
    buttons = [b for b in here.window.view_bar.findChildren(QWidget) if b.isEnabled()]
    assert len(buttons) > 10
    for button in buttons:
        assert measured(here.window, button) >= CONTROL, button.toolTip()
    for eye in here.window.overlays.eyes.values():
        assert measured(here.window, eye) >= CONTROL, eye.toolTip()
