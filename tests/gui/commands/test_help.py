"""Help: model cards, about and self-test, crash reports, preferences."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QComboBox, QLabel

from gui.runtime.crash_report import CrashReports
from gui.runtime.privacy import trace_of
from gui.runtime.self_test_run import SelfTestRun, own_command
from gui.widgets.dialogs.crash_dialog import CrashDialog
from gui.widgets.dialogs.model_card_dialog import card_html
from gui.words import card_words
from inference.networks.model_card import read_cards
from tests.helpers.paths import ROOT
from tests.helpers.window import PATIENCE_MS, Bench

Make = Callable[..., Bench]
CARDS = read_cards()


# --- model cards ---------------------------------------------------------------------------------


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.name)
def test_a_card_is_shown_whole(bench: Make, card: object) -> None:
    here = bench()
    dialog = here.window.help.show_cards()
    dialog.names.setCurrentRow([other.name for other in CARDS].index(card.name))  # type: ignore[attr-defined]
    text = " ".join(dialog.page.toPlainText().split())
    assert card.weights_sha256 in text  # type: ignore[attr-defined]
    english = {k: v for k, v in card.texts.items() if not k.endswith("_ja")}  # type: ignore[attr-defined]
    for told in english.values():
        assert " ".join(told.split())[:60] in text
    for _, _, value, interval, _ in card_words.measures(card):  # type: ignore[arg-type]
        assert value in text
        assert interval in text


def test_every_measure_has_words_in_japanese(bench: Make) -> None:
    bench(language="ja")
    for card in CARDS:
        for name in card.metrics:
            words = card_words.metric_words(name)
            assert "_" not in "".join(words)
            assert any(ord(c) > 0x3000 for c in "".join(words)) or words[1] == "AUC", words


def test_a_text_of_the_card_cannot_be_markup() -> None:
    card = replace(CARDS[0], texts={"limitations": "<img src='http://example.org/x'>"})
    assert "<img" not in card_html(card, "en")


def test_a_text_has_its_twin_in_the_readers_language() -> None:
    card = replace(CARDS[0], texts={"limitations": "few films", "limitations_ja": "画像が少ない"})
    assert dict(card_words.texts(card, "ja")).popitem()[1] == "画像が少ない"
    assert dict(card_words.texts(card, "en")).popitem()[1] == "few films"


# --- about and self-test -------------------------------------------------------------------------


def reporting(content: str) -> tuple[str, ...]:
    """A program that writes `content` where the self-test's report goes."""
    code = f"import sys; open(sys.argv[sys.argv.index('--json') + 1], 'w').write({content!r})"
    return (sys.executable, "-c", code)


@pytest.mark.parametrize(
    ("content", "words"), [('{"passed": true}', "passed"), ('{"passed": false}', "failed")]
)
def test_the_self_test_is_run_beside_the_window(bench: Make, content: str, words: str) -> None:
    here = bench()
    here.window.help.make_self_test = lambda: SelfTestRun(reporting(content))
    dialog = here.window.help.show_about()
    dialog.test_button.click()
    assert not dialog.test_button.isEnabled()
    here.qtbot.waitUntil(lambda: words in dialog.told.text(), timeout=PATIENCE_MS)
    assert dialog.report.toPlainText() == content
    assert dialog.test_button.isEnabled()


@pytest.mark.parametrize("command", [("/nowhere/setsudo",), (sys.executable, "-c", "exit(3)")])
def test_a_self_test_that_cannot_run_has_failed(bench: Make, command: tuple[str, ...]) -> None:
    here = bench()
    here.window.help.make_self_test = lambda: SelfTestRun(command)
    dialog = here.window.help.show_about(run_test=True)
    here.qtbot.waitUntil(lambda: "failed" in dialog.told.text(), timeout=PATIENCE_MS)


def test_closing_the_window_ends_a_self_test(bench: Make) -> None:
    here = bench()
    run = SelfTestRun((sys.executable, "-c", "import time; time.sleep(60)"))
    here.window.help.make_self_test = lambda: run
    here.window.help.show_about(run_test=True)
    here.window.close()
    assert run._process.processId() == 0


def test_the_self_test_knows_how_this_program_is_started() -> None:
    assert own_command() == (sys.executable, str(ROOT / "main.py"))


def test_about_names_versions_and_device(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm")
    texts = [label.text() for label in here.window.help.show_about().findChildren(QLabel)]
    assert "cpu" in texts
    assert any("Not for diagnostic use" in text for text in texts)
    assert any(CARDS[0].weights_sha256[:12] in text for text in texts)


# --- keys ----------------------------------------------------------------------------------------


def test_every_key_stands_in_the_list_and_can_be_found(bench: Make) -> None:
    here = bench()
    dialog = here.window.help.show_shortcuts()
    texts = {label.text() for label in dialog.findChildren(QLabel)}
    for action in here.window.actions_by_name.values():
        assert action.text() in texts
    here.qtbot.keyClicks(dialog.search, "guess")
    shown = {label.text() for label in dialog.findChildren(QLabel) if label.isVisible()}
    assert shown == {"Teaching", "Ctrl+G", "Guess first"}
    dialog.search.clear()
    assert all(label.isVisible() for label in dialog.findChildren(QLabel))


# --- crash reports -------------------------------------------------------------------------------


def test_a_crash_is_kept_and_offered_once_at_the_next_start(bench: Make, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    here = bench(profile=profile)
    try:
        raise ValueError("Sentinel^Taro")
    except ValueError as error:
        here.window.help.reports.write("ValueError", trace_of(error))
    here.window.close()

    again = bench(profile=profile)
    again.window.help.greet()
    assert again.window.findChild(CrashDialog).isVisible()
    report = again.window.help.reports.newest()
    assert report is not None
    text = report.read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "test_help.py" in text
    assert "Sentinel" not in text
    assert str(ROOT) not in text
    assert again.window.help.reports.unseen() == []


def test_an_unexpected_error_of_the_worker_is_kept_too(bench: Make) -> None:
    here = bench()
    here.pipeline.error = ZeroDivisionError("/home/Sentinel_Taro/film.dcm")
    here.open("one.dcm")
    here.qtbot.waitUntil(lambda: bool(here.window.help.reports.unseen()), timeout=PATIENCE_MS)
    text = here.window.help.reports.unseen()[0].read_text(encoding="utf-8")
    assert "ZeroDivisionError" in text
    assert "Sentinel" not in text


def test_a_report_is_copied_and_closed(bench: Make, tmp_path: Path) -> None:
    here = bench()
    here.window.help.reports.write("ValueError", "  a.py:1 in f")
    dialog = here.window.help.show_crash(here.window.help.reports.newest())
    dialog.copy_button.click()
    assert "a.py:1 in f" in QApplication.clipboard().text()
    assert here.window.help.show_crash(None).words.text() == "There is no crash report."


def test_a_fault_of_the_process_becomes_a_report_without_folders(tmp_path: Path) -> None:
    code = (
        "import sys, faulthandler, pathlib\n"
        "from gui.runtime.crash_report import CrashReports\n"
        "CrashReports(pathlib.Path(sys.argv[1])).watch()\n"
        "faulthandler._sigsegv()\n"
    )
    program = tmp_path / "Sentinel_Taro.d"
    program.mkdir()
    (program / "fails.py").write_text(code)
    subprocess.run(
        [sys.executable, str(program / "fails.py"), str(tmp_path)],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=60,
    )
    reports = CrashReports(tmp_path)
    (report,) = reports.unseen()
    text = report.read_text(encoding="utf-8")
    assert "Segmentation fault" in text
    assert "fails.py" in text
    assert "Sentinel" not in text
    reports.mark_seen()
    assert reports.unseen() == []


def test_an_error_that_repeats_does_not_fill_the_disk(tmp_path: Path) -> None:
    reports = CrashReports(tmp_path)
    for _ in range(50):
        reports.write("ValueError", "x")
    assert len(list(reports.folder.iterdir())) == 5


# --- preferences ---------------------------------------------------------------------------------


def test_a_preference_holds_at_once(bench: Make) -> None:
    here = bench()
    dialog = here.window.edit.show_preferences()
    language = dialog.controls["language"]
    assert isinstance(language, QComboBox)
    language.setCurrentIndex(2)
    language.activated.emit(2)
    QApplication.processEvents()
    assert here.window.attack_form.run_button.text().startswith("実行")
    assert dialog.windowTitle() == "環境設定"
    dialog.controls["identity_hidden"].click()  # type: ignore[attr-defined]
    assert here.application.state.identity_hidden
    assert here.window.actions_by_name["hide_identity"].isChecked()


def test_a_closed_dialog_hears_of_no_change(bench: Make) -> None:
    here = bench()
    dialog = here.window.edit.show_preferences()
    dialog.reject()
    here.qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    here.application.preferences.theme = "light"
    here.application.state.identity_hidden = True


def test_controls_follow_what_is_changed_elsewhere(bench: Make) -> None:
    here = bench()
    dialog = here.window.edit.show_preferences()
    here.window.actions_by_name["hide_identity"].trigger()
    here.application.preferences.attack_norm = "l2"
    QApplication.processEvents()
    assert dialog.controls["identity_hidden"].isChecked()  # type: ignore[attr-defined]
    epsilon = dialog.controls["attack_epsilon"]
    assert (epsilon.value(), epsilon.suffix()) == (2.0, "")  # type: ignore[attr-defined]
