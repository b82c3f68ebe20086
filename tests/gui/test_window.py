"""The window around the panes: banner, commands, languages, identity, settings."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget

from gui.commands.command_table import SPECS
from gui.panes.annotation.words import PaneWords
from tests.helpers.commands import Watched
from tests.helpers.paths import ROOT
from tests.helpers.window import Bench

Make = Callable[..., Bench]


def test_the_banner_is_seen_in_every_layout_and_state(bench: Make) -> None:
    here = bench()
    banner = here.window.banner
    assert "Not for diagnostic use" in banner.text()
    here.analyse("one.dcm")
    for size in (1, 2, 3, 4):
        here.window.actions_by_name[f"layout_{size}"].trigger()
        assert banner.isVisible()
        assert banner.width() == here.window.width()
    here.application.state.maximised = "original"
    here.window.actions_by_name["full_screen"].trigger()
    assert banner.isVisible()
    here.speak("japanese")
    assert "診断には使用できません" in banner.text()


def test_every_command_has_words_and_keys_of_its_own(bench: Make) -> None:
    here = bench()
    actions = [here.window.actions_by_name[spec.name] for spec in SPECS]
    assert all(action.text() and action.toolTip() for action in actions)
    texts = [(spec.menu, action.text()) for spec, action in zip(SPECS, actions, strict=True)]
    assert len(set(texts)) == len(texts)
    keys = [key.toString() for action in actions for key in action.shortcuts()]
    assert len(set(keys)) == len(keys)
    for spec, action in zip(SPECS, actions, strict=True):
        assert all(not QKeySequence(key).isEmpty() for key in spec.keys)
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        assert shown in action.toolTip()


def test_every_command_is_a_choice_or_has_a_slot(bench: Make) -> None:
    silent = {spec.name for spec in SPECS} - set(bench().window.slots)
    assert silent == {spec.name for spec in SPECS if spec.choice}


def test_a_command_that_is_a_choice_makes_it(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm")
    for spec in SPECS:
        if not spec.choice:
            continue
        action = here.window.actions_by_name[spec.name]
        before = action.isChecked() and not spec.value
        action.trigger()
        assert action.isChecked() is not before
        if spec.value:
            assert getattr(here.application.state, spec.choice) == spec.value


@pytest.mark.parametrize("menu", dict.fromkeys(spec.menu for spec in SPECS))
def test_every_command_does_something(bench: Make, menu: str) -> None:
    watched = Watched(bench())
    names = [spec.name for spec in SPECS if spec.menu == menu]
    for name in sorted(names, key=lambda name: name == "quit"):
        assert watched.does_something(name), name
    assert watched.window.isVisible() is ("quit" not in names)


def words_on(window: QWidget) -> set[str]:
    """Every text that stands on the window now."""
    labels = [label.text() for label in window.findChildren(QLabel)]
    buttons = [button.text() for button in window.findChildren(QAbstractButton)]
    tips = [widget.toolTip() for widget in window.findChildren(QWidget)]
    return {text for text in (*labels, *buttons, *tips) if text.strip()}


#: Texts that are the same in both languages.
SHARED = {"Grad-CAM", "W 4096  C 2048", "cardiomegaly 1", "pneumoconiosis 1", "s = 0.35"}


def test_the_language_changes_everything_on_the_running_window(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm")
    english = words_on(here.window)
    here.speak("japanese")
    japanese = words_on(here.window)
    same = {text for text in english & japanese if any(c.isalpha() for c in text)} - SHARED
    assert not {text for text in same if len(text) > 3 and " " in text.strip()}
    assert here.window.findings.rows["pneumoconiosis"].name.text() == "塵肺"
    assert here.window.attack_form.run_button.text().startswith("実行")
    here.speak("english")
    assert words_on(here.window) == english


@pytest.mark.parametrize("language", ["en", "ja"])
def test_an_empty_window_says_what_to_do_and_the_first_film_takes_its_place(
    bench: Make, language: str
) -> None:
    here = bench(language=language)
    welcome = here.window.welcome
    assert welcome.isVisible()
    assert welcome.size() == here.window.grid.size()
    assert welcome.title.text()
    for name, button in welcome.buttons.items():
        assert button.text() == here.window.actions_by_name[name].text() != ""
    asked: list[bool] = []
    here.window.actions_by_name["open_demo"].triggered.connect(lambda: asked.append(True))
    with here.qtbot.waitSignal(here.application.controller.opened):
        welcome.buttons["open_demo"].click()
    assert asked
    assert not welcome.isVisible()


def test_an_unreadable_first_file_leaves_the_welcome(bench: Make) -> None:
    here = bench()
    here.open("bad.dcm")
    assert here.window.welcome.isVisible()


def test_messages_are_told_in_the_language_of_the_window(bench: Make) -> None:
    here = bench(language="ja")
    here.open("bad.dcm")
    assert "画像の途中でファイルが終わっています。" in here.window.message_bar.text.text()
    here.speak("english")
    assert "The file ends before its image does." in here.window.message_bar.text.text()


def test_hidden_identity_is_seen_nowhere(bench: Make) -> None:
    here = bench()
    here.analyse("Sentinel_Taro.dcm", "bad_Sentinel.dcm")
    assert here.window.message_bar.isVisible()
    assert "Sentinel" in here.window.windowTitle()
    with_name = here.picture("original")
    here.window.actions_by_name["hide_identity"].trigger()
    assert "Sentinel" not in here.window.windowTitle()
    assert not [text for text in words_on(here.window) if "Sentinel" in text]
    items = [here.window.strip.item(row) for row in range(here.window.strip.count())]
    assert not [item for item in items if "Sentinel" in item.text() + item.toolTip()]
    assert here.picture("original") != with_name


def test_long_names_in_the_strip_keep_their_beginning(bench: Make) -> None:
    here = bench()
    here.open("03_cardiomegaly_of_a_very_long_name.dcm")
    strip = here.window.strip
    assert strip.textElideMode() is Qt.TextElideMode.ElideRight
    assert strip.item(0).toolTip() == "03_cardiomegaly_of_a_very_long_name.dcm"


def test_a_chosen_film_looks_in_the_strip_as_any_other(bench: Make) -> None:
    here = bench()
    here.open("one.dcm", "two.dcm")
    icon = here.window.strip.item(0).icon()
    normal, chosen = (
        icon.pixmap(80, mode=mode).toImage() for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected)
    )
    assert normal == chosen


def test_window_and_zoom_stand_in_a_corner_of_the_original(bench: Make) -> None:
    here = bench()
    here.open("one.dcm")
    grid, link = here.window.grid, here.window.link
    words = PaneWords(grid.panes["original"].recipe, grid.compositor, here.application.state, link)
    link.set_scale(0.5)
    assert words.at_bottom()[-1] == "Zoom 50 %"
    assert any(line.startswith("W ") for line in words.at_bottom())


def test_log_and_settings_hold_no_name_and_no_path(bench: Make, tmp_path: Path) -> None:
    here = bench(profile=tmp_path / "profile")
    here.analyse("Sentinel_Taro.dcm")
    here.open("bad_Sentinel.dcm")
    here.window.close()
    here.application.close()
    written = [path for path in (tmp_path / "profile").rglob("*") if path.is_file()]
    assert written
    for path in written:
        content = path.read_bytes()
        assert b"Sentinel" not in content, path


def test_layout_and_language_are_remembered(bench: Make, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    here = bench(language="", profile=profile)
    here.window.actions_by_name["layout_2"].trigger()
    here.speak("japanese")
    here.window.close()
    again = bench(language="", profile=profile)
    assert again.application.state.layout_size == 2
    assert again.application.language.shown == "ja"


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"[]", b'{"version": 1, "layout_size": 9}'])
def test_broken_settings_are_set_aside_with_a_notice(
    bench: Make, tmp_path: Path, content: bytes
) -> None:
    profile = tmp_path / "profile"
    profile.mkdir()
    (profile / "settings.json").write_bytes(content)
    here = bench(profile=profile)
    assert here.window.message_bar.isVisible()
    assert "set aside" in here.window.message_bar.text.text()
    assert (profile / "settings.broken-1.json").read_bytes() == content
    here.window.close()
    assert json.loads((profile / "settings.json").read_text())["layout_size"] == 4


def cut_off(window: QWidget) -> list[str]:
    """Texts of labels that are narrower than they need."""
    labels = [label for label in window.findChildren(QLabel) if label.isVisible()]
    single = [label for label in labels if not label.wordWrap() and label.text().strip()]
    return [label.text() for label in single if label.width() < label.sizeHint().width()]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (3840, 2160)])
def test_no_label_is_cut_off(bench: Make, language: str, size: tuple[int, int]) -> None:
    here = bench(language=language)
    here.window.resize(*size)
    here.analyse("one.dcm")
    assert here.window.size().toTuple() == size
    here.qtbot.waitUntil(lambda: not cut_off(here.window), timeout=2000)
    panel = here.window.attack_form.parentWidget()
    assert panel is not None
    assert panel.minimumSizeHint().width() <= panel.width()


def test_a_signal_survives_two_thousand_emissions() -> None:
    """Some PySide6 releases lose a reference at every emission and end the process."""
    code = (
        "from PySide6.QtCore import QObject, Signal\n"
        "class Bell(QObject):\n"
        "    rung = Signal(bool)\n"
        "bell = Bell()\n"
        "bell.rung.connect(lambda value: None)\n"
        "for _ in range(2000): bell.rung.emit(True)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()


def test_the_catalogue_is_complete_and_compiled() -> None:
    script = ROOT / "resources" / "translations" / "update.py"
    done = subprocess.run(
        [sys.executable, str(script), "--check"], capture_output=True, timeout=100
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_tab_of_the_panel_fits_its_width(bench: Make, language: str) -> None:
    here = bench(language=language)
    here.analyse("one.dcm")
    here.window.attack_form.options.fold.setChecked(True)
    panel = here.window.panel
    for place in range(panel.count()):
        panel.setCurrentIndex(place)
        here.wait_for_analysis()
        QApplication.processEvents()
        area = panel.widget(place)
        assert isinstance(area, QScrollArea)
        assert area.widget().width() <= area.viewport().width(), panel.tabText(place)
        here.qtbot.waitUntil(lambda: not cut_off(here.window), timeout=2000)
