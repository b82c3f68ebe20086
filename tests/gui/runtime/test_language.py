"""English and Japanese whole: no word of the other, dates and numbers in each one's form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from gui.commands.command_table import SPECS
from gui.runtime.language import Language
from gui.words import dates, formatting
from tests.gui.runtime.test_privacy import on_panes, texts_of
from tests.helpers.window import Bench

Make = Callable[..., Bench]

#: Latin words that Japanese radiologists write as they are: names, units, keys, signs, methods.
_WORDS = """
    Setsudo Qt Python Apache English Language Use CPU CUDA MPS NVIDIA Apple cpu SIMULATED DEMO
    Grad CAM LayerCAM SmoothGrad Guided Backpropagation Integrated Gradients Occlusion PGD FGSM MI
    cividis inferno L Linf AUC Dice IoU CNN CycleGAN Net ResNet TV RMS logit training fit
    DICOM PNG JPEG TIFF ZIP DICOMDIR PDF GIF APNG MP CSV JSON SEG SC SR TID ADV NIH SHA VOI LUT ROI
    CT PA AP DX CR SID GSDF UID ID OK
    Ctrl Shift Alt Esc Home End PgUp PgDown Page Up Down Return Space Tab Del F
    px mm cm bit kV mAs png gif mp csv json pdf dcm tif tiff jpg jpeg dicom
"""
ALLOWED = frozenset(_WORDS.split())
#: Beginnings of texts that are data, not words of the program.
DATA = ("ZZ-1", "Sentinel", "one", "two", "bad", "cardiomegaly 1", "pneumoconiosis 1")

#: Markup, file names, fingerprints.
NOT_WORDS = re.compile(r"<[^>]*>|[\w./-]+\.(dcm|png|json)\b|\b[0-9a-f]{12,64}\b")


def english_in(texts: set[str]) -> list[str]:
    """Texts with a Latin word that Japanese does not use."""
    found = []
    for text in sorted(texts):
        plain = NOT_WORDS.sub(" ", text)
        words = re.findall(r"[A-Za-z]+", plain)
        wrong = [word for word in words if len(word) > 1 and word not in ALLOWED]
        if wrong and not text.startswith(DATA):
            found.append(f"{text[:80]!r}: {wrong[:4]}")
    return found


def said(root: QWidget) -> set[str]:
    """What `root` and everything on it says, names for the program left out."""
    texts: set[str] = set()
    for widget in (root, *root.findChildren(QWidget)):
        if not inside_qt(widget):
            texts.update(texts_of(widget))
    return {text.replace("&", "") for text in texts if text.strip()}


def inside_qt(widget: QWidget) -> bool:
    """A part of one of Qt's own dialogs."""
    above: QWidget | None = widget
    while above is not None:
        if isinstance(above, QFileDialog):
            return True
        above = above.parentWidget()
    return False


def test_nothing_english_is_left_in_the_japanese_window(bench: Make) -> None:
    here = bench(language="ja")
    here.analyse("one.dcm", "bad.dcm")
    here.application.state.guess_first = True
    here.window.teaching.guessing.reveal()
    left = english_in(said(here.window) | on_panes(here))
    assert left == [], "\n".join(left)


#: Qt's own dialogs, the DICOM header, whose names are the standard's, and the cards, whose texts
#: are the bundles'.
_LEFT_OUT = ("open", "open_folder", "open_bundle", "self_test", "model_cards", "header")


def test_nothing_english_is_left_in_any_dialog(bench: Make) -> None:
    here = bench(language="ja")
    here.analyse("one.dcm")
    found = {}
    for name in [spec.name for spec in SPECS if spec.text.endswith("…")]:
        if name in _LEFT_OUT:
            continue
        here.window.actions_by_name[name].trigger()
        QApplication.processEvents()
        for dialog in here.window.findChildren(QDialog):
            if dialog.isVisible():
                left = english_in(said(dialog))
                if left:
                    found[name] = left
                dialog.close()
    assert found == {}, str(found)


def test_every_command_and_menu_is_japanese(bench: Make) -> None:
    here = bench(language="ja")
    texts: set[str] = set()
    for action in here.window.actions_by_name.values():
        texts.update((action.text(), action.toolTip(), action.statusTip()))
    texts -= {"English", "Use English"}
    wrong = [line for line in english_in(texts) if "English" not in line]
    assert wrong == [], "\n".join(wrong)


@pytest.fixture
def spoken() -> Iterator[Language]:
    language = Language()
    yield language
    language.remove()


def test_dates_are_written_as_the_language_does(spoken: Language) -> None:
    spoken.install("en")
    assert dates.date("20260203") == "3 Feb 2026"
    assert dates.age("045Y") == "45 y"
    spoken.install("ja")
    assert dates.date("20260203") == "2026年2月3日"
    assert dates.age("045Y") == "45歳"
    assert dates.time("134501.5") == "13:45"


@pytest.mark.parametrize("odd", ["", "99", "20269945", "not a date"])
def test_what_is_no_date_stays_as_it_is(spoken: Language, odd: str) -> None:
    spoken.install("ja")
    assert dates.date(odd) == odd
    assert dates.time(odd[4:]) == odd[4:]
    assert dates.age(odd) == ""


def test_numbers_follow_the_language_and_not_the_system(
    bench: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a German system, boxes and labels of the English window agree on the decimal sign."""
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    assert formatting.number(1.5, 1) == "1,5"
    here = bench(language="en")
    assert formatting.number(-1.5, 1) == "\u22121.5"
    assert "." in here.window.attack_form.epsilon.text()
    assert formatting.probability(0.25) == "0.25"
    QLocale.setDefault(before)
