"""Open, run, slide, cancel, switch, close: the window's main job on a fake engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from tests.helpers.fake_engine import answer_at, lost_device
from tests.helpers.window import PATIENCE_MS, Bench

Make = Callable[..., Bench]


def test_the_whole_way_from_opening_to_closing(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm", "two.dcm")
    facts = here.application.session.facts
    assert [p.finding for p in facts.predictions] == ["pneumoconiosis", "cardiomegaly"]
    assert facts.attack is not None
    assert facts.sweep is not None
    assert here.window.findings.rows["cardiomegaly"].value.text() == "0.87"

    here.window.deck.slider.setValue(20)
    assert here.application.state.amplitude == pytest.approx(0.2)

    here.pipeline.gate.clear()
    here.pipeline.at_step.clear()
    here.window.attack_form.run()
    here.wait_for_step()
    here.window.actions_by_name["cancel"].trigger()
    here.qtbot.waitUntil(lambda: not here.application.controller.busy, timeout=PATIENCE_MS)
    assert here.application.session.facts.attack is None
    here.pipeline.gate.set()

    here.window.actions_by_name["next"].trigger()
    here.wait_for_analysis()
    film = here.application.session.film
    assert film is not None
    assert film.name == "two.dcm"
    assert here.window.close()
    assert not here.application.runner._thread.isRunning()


def test_each_part_is_shown_as_soon_as_it_is_ready(bench: Make) -> None:
    here = bench()
    here.pipeline.gate.clear()
    here.open("one.dcm")
    here.wait_for_step()
    session = here.application.session
    here.qtbot.waitUntil(lambda: session.facts.segmentation is not None, timeout=PATIENCE_MS)
    assert session.facts.predictions
    assert session.facts.attack is None
    assert here.window.findings.rows["cardiomegaly"].value.text() == "0.87"
    here.qtbot.waitUntil(
        lambda: here.window.status.progress.text.text() == "Attacking, step 1 of 5",
        timeout=PATIENCE_MS,
    )
    assert here.window.status.progress.cancel_button.isVisible()


def test_a_new_study_during_a_run_cancels_it_and_drops_its_results(bench: Make) -> None:
    here = bench()
    here.pipeline.gate.clear()
    here.open("one.dcm")
    here.wait_for_step()
    here.open("two.dcm")
    here.pipeline.gate.set()
    here.wait_for_analysis()
    names = [entry.name for entry in here.application.session.entries]
    assert names == ["two.dcm"]
    assert len(here.pipeline.runs) == 2
    assert here.pipeline.runs[1].radiograph.file_name == "two.dcm"


def test_closing_during_a_run_ends_the_worker(bench: Make) -> None:
    here = bench()
    here.pipeline.gate.clear()
    here.open("one.dcm")
    here.wait_for_step()
    assert here.window.close()
    assert not here.application.runner._thread.isRunning()


def test_a_failed_load_keeps_the_study_and_says_why(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm")
    before = here.application.session.facts
    assert here.open("bad.dcm") is False
    film = here.application.session.film
    assert film is not None
    assert film.name == "one.dcm"
    assert here.application.session.facts is before
    assert here.window.message_bar.isVisible()
    text = here.window.message_bar.text.text()
    assert text.startswith("bad.dcm: The file ends before its image does.")
    here.window.message_bar.close_button.click()
    assert not here.window.message_bar.isVisible()


def test_a_failed_load_during_a_run_lets_the_analysis_be_done_after_all(bench: Make) -> None:
    here = bench()
    here.pipeline.gate.clear()
    here.open("one.dcm")
    here.wait_for_step()
    here.open("bad.dcm")
    here.pipeline.gate.set()
    here.wait_for_analysis()


def test_one_bad_file_among_many_is_named_while_the_others_open(bench: Make) -> None:
    here = bench()
    here.analyse("bad1.dcm", "one.dcm", "bad2.dcm", "two.dcm")
    assert [entry.name for entry in here.application.session.entries] == ["one.dcm", "two.dcm"]
    text = here.window.message_bar.text.text()
    assert "2 files could not be opened" in text
    assert "bad1.dcm" in text
    assert "bad2.dcm" in text


def test_dropped_files_are_opened(bench: Make) -> None:
    here = bench()
    mime = QMimeData()
    path = Path("dropped.dcm").absolute()
    mime.setUrls([QUrl.fromLocalFile(str(path)), QUrl("https://example.org/x.dcm")])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPointF(9, 9).toPoint(), copy, mime, buttons, keys)
    here.window.dragEnterEvent(enter)
    assert enter.isAccepted()
    with here.qtbot.waitSignal(here.application.controller.opened, timeout=PATIENCE_MS):
        here.window.dropEvent(QDropEvent(QPointF(9, 9), copy, mime, buttons, keys))
    assert [entry.path for entry in here.application.session.entries] == [path]


def test_a_known_segmentation_is_not_computed_again(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm")
    here.window.attack_form.finding.setCurrentIndex(1)
    here.window.attack_form.run()
    here.qtbot.waitUntil(lambda: len(here.pipeline.runs) == 2, timeout=PATIENCE_MS)
    here.wait_for_analysis()
    again = here.pipeline.runs[1]
    assert again.segmentation is not None
    assert again.predictions is not None
    assert again.attack is not None
    assert again.attack.finding == "pneumoconiosis"


def test_a_film_that_was_analysed_is_not_analysed_again_when_shown_again(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm", "two.dcm")
    here.application.controller.step(1)
    here.wait_for_analysis()
    here.application.controller.step(-1)
    here.wait_for_analysis()
    assert len(here.pipeline.runs) == 2


def test_an_error_of_the_engine_is_told_and_the_window_stays_usable(bench: Make) -> None:
    here = bench()
    here.pipeline.error = lost_device()
    here.open("one.dcm")
    here.qtbot.waitUntil(here.window.message_bar.isVisible, timeout=PATIENCE_MS)
    assert "gave no finite result" in here.window.message_bar.text.text()
    here.pipeline.error = None
    here.window.attack_form.run()
    here.wait_for_analysis()


def test_an_unexpected_error_shows_its_kind_but_no_traceback(bench: Make) -> None:
    here = bench()
    here.pipeline.error = ZeroDivisionError("/home/taro/secret.dcm")
    here.open("one.dcm")
    here.qtbot.waitUntil(here.window.message_bar.isVisible, timeout=PATIENCE_MS)
    text = here.window.message_bar.text.text()
    assert "ZeroDivisionError" in text
    assert "secret" not in text
    log = next(here.application.logs.glob("*.log")).read_text(encoding="utf-8")
    assert "ZeroDivisionError" in log
    assert "secret" not in log


def test_the_probability_is_exact_where_the_slider_rests(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm")
    here.application.state.amplitude = 0.337
    assert here.window.deck.probability.text().startswith("≈")
    here.qtbot.waitUntil(
        lambda: not here.window.deck.probability.text().startswith("≈"), timeout=PATIENCE_MS
    )
    assert here.window.deck.probability.text() == f"{answer_at(0.337):.2f}"


def test_a_film_that_was_let_go_is_read_again(bench: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.stores.session.MEMORY_BUDGET", 1)
    here = bench()
    here.analyse("one.dcm", "two.dcm", "three.dcm")
    here.application.controller.step(1)
    session = here.application.session
    here.qtbot.waitUntil(
        lambda: session.film is not None and session.film.name == "two.dcm", timeout=PATIENCE_MS
    )
    here.wait_for_analysis()
    assert here.reader.read.count("two.dcm") == 2


def test_films_opened_later_are_attacked_as_the_form_says(bench: Make) -> None:
    here = bench()
    here.window.attack_form.finding.setCurrentIndex(1)
    here.window.attack_form.epsilon.setValue(4.0)
    here.window.attack_form.steps.setValue(7)
    here.analyse("one.dcm")
    config = here.pipeline.runs[0].attack
    assert config is not None
    assert (config.finding, config.steps) == ("pneumoconiosis", 7)
    assert config.epsilon == pytest.approx(4 / 255)
    assert config.alpha is None
    assert config.confidence == pytest.approx(0.99)


def test_another_finding_and_run_show_that_findings_attack_curve_and_heat_map(
    bench: Make,
) -> None:
    here = bench()
    assert not here.window.attack_form.run_button.isEnabled()
    here.window.attack_form.run()
    assert not here.pipeline.runs
    here.analyse("one.dcm")
    session, window = here.application.session, here.window
    assert session.facts.attack is not None
    assert session.facts.attack.finding == "cardiomegaly"
    window.attack_form.finding.setCurrentIndex(1)
    window.attack_form.run_button.click()
    here.wait_for_analysis()
    facts = session.facts
    answers = (facts.attack, facts.sweep, facts.attributions.get("grad_cam"))
    found = {answer.finding for answer in answers if answer is not None}
    assert None not in answers
    assert found == {"pneumoconiosis"}
    assert window.results.values["finding"].text() == "Pneumoconiosis"
    labels = {label.text() for label in window.deck.findChildren(QLabel)}
    assert "P(Pneumoconiosis)" in labels


def test_nothing_is_called_adversarial_before_there_is_an_attack(bench: Make) -> None:
    here = bench()
    pane = here.window.grid.panes["adversarial"]
    here.pipeline.gate.clear()
    here.open("one.dcm")
    here.wait_for_step()
    assert not [line for line in pane.title_lines() if "synthetic" in line.text]
    here.pipeline.gate.set()
    here.wait_for_analysis()
    assert [line for line in pane.title_lines() if "synthetic" in line.text]


def test_leafing_through_films_keeps_the_message_and_a_new_opening_drops_it(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm", "bad.dcm", "two.dcm")
    here.application.controller.step(1)
    here.wait_for_analysis()
    assert here.window.message_bar.isVisible()
    here.analyse("three.dcm")
    assert not here.window.message_bar.isVisible()


def test_starting_and_cancelling_fifty_times_leaves_nothing_behind(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm")
    controller, session = here.application.controller, here.application.session
    for turn in range(50):
        here.window.attack_form.run()
        if turn % 3:
            QApplication.processEvents()
        controller.cancel()
    here.qtbot.waitUntil(lambda: not controller.busy, timeout=PATIENCE_MS)
    here.window.attack_form.run()
    here.wait_for_analysis()
    assert session.facts.attack is not None
    assert here.application.runner.running is None


@pytest.mark.parametrize("turns", [0, 1, 2, 5, 10, 40])
def test_closing_at_any_moment_ends_cleanly(bench: Make, turns: int) -> None:
    here = bench()
    here.start_opening("one.dcm", "two.dcm")
    for _ in range(turns):
        QApplication.processEvents()
    assert here.window.close()
    assert not here.application.runner._thread.isRunning()


def test_many_dropped_files_are_all_there_in_order(bench: Make) -> None:
    here = bench()
    names = [f"film{number:03}.dcm" for number in range(60)]
    here.analyse(*names)
    assert [entry.name for entry in here.application.session.entries] == names
    assert here.window.strip.count() == 60
