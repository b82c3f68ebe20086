"""The window holds its words at every text size, in other faces than its own, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication, QScrollArea

from gui.look import lettering, style
from tests.gui.look.test_look import cut_off
from tests.helpers.paths import ROOT
from tests.helpers.window import Bench

Make = Callable[..., Bench]
#: The window's own, a wider one, and a narrower one with the widths of Liberation Sans.
FACES = ("Setsudo Sans", "DejaVu Sans", "Arimo")
WINDOWS = ((1366, 768), (1920, 1080), (3840, 2160))
SIZES = (90, 100, 150)


@pytest.fixture(params=FACES)
def face(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """A face in place of the window's own, from `tests/fonts` where it does not ship."""
    for path in sorted((ROOT / "tests" / "fonts").glob("*.ttf")):
        assert QFontDatabase.addApplicationFont(str(path)) >= 0, path.name
    lettering.choose(faces=(request.param, lettering.FACES[1]))
    style.apply(qapp)
    yield request.param
    lettering.choose(percent=100, faces=lettering.FACES)
    style.apply(qapp)


def settle() -> None:
    """Until every width has found its place: two layouts may follow one another."""
    for _ in range(3):
        QApplication.processEvents()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_nothing_is_cut_at_any_size_of_text_and_window(
    bench: Make, face: str, language: str
) -> None:
    here = bench(language=language)
    here.analyse("one.dcm")
    window = here.window
    window.attack_form.options.fold.setChecked(True)
    assert QFontInfo(window.font()).family() == face
    for percent in SIZES:
        here.application.preferences.text_size = percent
        assert window.font().pixelSize() == lettering.pixels(13)
        for size in WINDOWS:
            window.resize(*size)
            for place in range(window.panel.count()):
                window.panel.setCurrentIndex(place)
                here.wait_for_analysis()
                settle()
                where = (percent, size, window.panel.tabText(place))
                assert cut_off(window) == [], where
                area = window.panel.widget(place)
                assert isinstance(area, QScrollArea)
                assert area.widget().width() <= area.viewport().width(), where
            assert window.size().toTuple() == size, (percent, size)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_two_pictures_are_compared_in_a_small_window_at_the_largest_size(
    bench: Make, face: str, language: str
) -> None:
    here = bench(language=language)
    here.analyse("one.dcm")
    here.application.preferences.text_size = 150
    here.window.actions_by_name["blend_two"].trigger()
    here.wait_for_analysis()
    settle()
    assert here.window.compare_bar.isVisible()
    assert here.window.minimumSizeHint().width() <= 1366
    assert here.window.size().toTuple() == (1366, 768)


def test_the_text_size_holds_at_once_and_is_remembered(bench: Make, qapp: QApplication) -> None:
    first = bench()
    label = first.window.findings.ratio
    before = label.sizeHint().height()
    dialog = first.window.edit.show_preferences()
    box = dialog.controls["text_size"]
    box.setCurrentIndex(box.findText("150 %"))
    box.activated.emit(box.currentIndex())
    assert lettering.percent() == 150
    assert label.sizeHint().height() > 1.3 * before
    dialog.close()
    first.window.close()
    second = bench(profile=first.application.folder)
    assert second.application.preferences.text_size == 150
    assert second.window.font().pixelSize() == lettering.pixels(13) > 13
    second.application.preferences.text_size = 100
    assert qapp.font().pixelSize() == 13


def test_every_sign_of_the_program_is_in_the_faces_that_ship(qapp: QApplication) -> None:
    """In both languages and in bold, so that no font of the system decides anything."""
    catalogue = ElementTree.parse(ROOT / "resources" / "translations" / "setsudo_ja.ts")
    words = [
        found.text or "" for name in ("source", "translation") for found in catalogue.iter(name)
    ]
    words += [path.read_text("utf-8") for path in sorted((ROOT / "gui").rglob("*.py"))]
    signs = {sign for text in words for sign in text if sign.isprintable() and sign != " "}
    for weight in (QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold):
        fonts = []
        for family in lettering.FACES:
            font = QFont(family)
            font.setWeight(weight)
            font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
            assert QFontInfo(font).family() == family
            fonts.append(QFontMetrics(font))
        lacking = {sign for sign in signs if not any(f.inFontUcs4(ord(sign)) for f in fonts)}
        assert not lacking, sorted(lacking)


def test_figures_are_of_one_width(qapp: QApplication) -> None:
    for weight in (QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold):
        font = lettering.base_font()
        font.setWeight(weight)
        metrics = QFontMetrics(font)
        assert len({metrics.horizontalAdvance(digit * 8) for digit in "0123456789"}) == 1
