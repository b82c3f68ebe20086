"""Teaching: guessing first, the amplitude that plays, notes, the tour."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui.teaching.sweep_player import ROUND_MS, amplitude_after
from gui.widgets.dialogs.notes_window import film_key
from gui.widgets.frame.tour import STEPS
from tests.helpers.window import PATIENCE_MS, Bench

Make = Callable[..., Bench]
SHA = "0" * 64  # of every film of the fake reader


def press(here: Bench, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """On the panes, as a person does it."""
    here.window.activateWindow()
    here.window.grid.setFocus()
    here.qtbot.keyClick(here.window.grid, key, modifier or Qt.KeyboardModifier.NoModifier)


# --- the amplitude that plays ------------------------------------------------------------------


def test_a_round_goes_from_the_original_to_the_attack_and_back() -> None:
    course = [amplitude_after(at) for at in range(0, ROUND_MS + 1, 10)]
    assert course[0] == 0
    assert max(course) == 1
    assert min(course) == 0
    assert course[-1] == pytest.approx(0, abs=0.01)
    assert max(abs(b - a) for a, b in pairwise(course)) < 0.01


def test_what_plays_flashes_far_less_than_three_times_in_a_second() -> None:
    """Opposing changes of direction within any second (WCAG 2.2, 2.3.1)."""
    course = [amplitude_after(at) for at in range(0, 3 * ROUND_MS, 20)]
    signs = [b - a for a, b in pairwise(course) if b != a]
    turns = sum(a * b < 0 for a, b in pairwise(signs))
    assert turns / (3 * ROUND_MS / 1000) < 1


def test_p_plays_and_escape_stops_where_it_is(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm")
    state, seen = here.application.state, set[float]()
    state.changed.connect(lambda _names: seen.add(state.amplitude))
    press(here, Qt.Key.Key_P)
    assert state.playing
    here.qtbot.waitUntil(lambda: len(seen) > 3, timeout=PATIENCE_MS)
    press(here, Qt.Key.Key_Escape)
    assert not state.playing
    stopped = state.amplitude
    QApplication.processEvents()
    assert state.amplitude == stopped


def test_taking_the_slider_stops_the_playing(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm")
    here.window.actions_by_name["play"].trigger()
    here.window.deck.slider.setValue(150)
    assert not here.application.state.playing
    assert here.application.state.amplitude == 1.5


def test_another_film_stops_the_playing(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm", "two.dcm")
    here.window.actions_by_name["play"].trigger()
    here.window.actions_by_name["next"].trigger()
    assert not here.application.state.playing


# --- guess first ---------------------------------------------------------------------------------


@pytest.fixture
def asked(bench: Make) -> Bench:
    """A film is open and analysed, and the reader is to guess first."""
    here = bench()
    here.window.actions_by_name["guess_first"].trigger()
    here.analyse("one.dcm", "two.dcm")
    return here


def test_nothing_of_the_answer_is_seen_before_the_guess(asked: Bench) -> None:
    window, state = asked.window, asked.application.state
    assert not window.panel.isVisible()
    assert not window.deck.isVisible()
    assert not window.card.isVisible()
    assert window.grid.visible_keys() == ("original",)
    drawn = asked.picture("original")
    state.overlays_shown = False
    assert asked.picture("original") == drawn
    state.overlays_shown = True
    for name in ("lung_field", "grad_cam", "perturbation"):
        window.actions_by_name[name].trigger()
    window.actions_by_name["layout_4"].trigger()
    state.maximised = "adversarial"
    assert window.grid.visible_keys() == ("original",)
    assert asked.picture("original") == drawn


def test_a_guess_is_given_by_buttons_and_compared(asked: Bench) -> None:
    card = asked.window.teaching.guess_card
    assert not card.commit_button.isEnabled()
    card.questions["pneumoconiosis"].yes.click()  # the network says no
    card.questions["cardiomegaly"].yes.click()  # and here yes
    card.commit_button.click()
    assert asked.window.panel.isVisible()
    assert asked.window.deck.isVisible()
    assert asked.window.card.isVisible()
    assert len(asked.window.grid.visible_keys()) == 4
    assert "differs" in card.questions["pneumoconiosis"].verdict.text()
    assert "agrees" in card.questions["cardiomegaly"].verdict.text()
    assert "1 of 2" in card.score.text()


def test_the_next_film_asks_again_and_the_score_runs_on(asked: Bench) -> None:
    card = asked.window.teaching.guess_card
    for _ in range(2):
        card.questions["pneumoconiosis"].no.click()
        card.questions["cardiomegaly"].yes.click()
        card.commit_button.click()
        asked.window.actions_by_name["next"].trigger()
        asked.wait_for_analysis()
    assert "4 of 4" in card.score.text()
    asked.window.actions_by_name["previous"].trigger()
    assert asked.window.panel.isVisible()


def test_a_guess_before_the_network_has_answered_is_compared_later(bench: Make) -> None:
    here = bench()
    here.window.actions_by_name["guess_first"].trigger()
    here.open("one.dcm")
    here.window.teaching.guessing.commit({"pneumoconiosis": False, "cardiomegaly": True})
    assert here.window.teaching.guessing.score.answers == 0
    here.wait_for_analysis()
    assert here.window.teaching.guessing.score.agreed == 2


def test_answers_can_be_revealed_without_a_guess_and_are_not_counted(asked: Bench) -> None:
    asked.window.actions_by_name["reveal"].trigger()
    assert asked.window.panel.isVisible()
    assert asked.window.teaching.guessing.score.answers == 0


def test_guesses_are_written_nowhere(asked: Bench, tmp_path: Path) -> None:
    asked.window.teaching.guessing.commit({"pneumoconiosis": False, "cardiomegaly": True})
    asked.window.close()
    written = [path for path in (tmp_path / "profile").rglob("*") if path.is_file()]
    assert {path.name for path in written} <= {"settings.json", "setsudo.log"}
    assert "guess" not in (tmp_path / "profile" / "settings.json").read_text()


# --- notes -------------------------------------------------------------------------------------


def test_a_note_is_kept_under_the_films_fingerprint(bench: Make, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    here = bench(profile=profile)
    here.open("Sentinel_Taro.dcm")
    notes = here.window.teaching.show_notes()
    here.qtbot.keyClicks(notes.text, "look at the apex")
    file = profile / "notes" / f"{SHA}.json"
    here.qtbot.waitUntil(file.exists, timeout=PATIENCE_MS)
    content = file.read_text(encoding="utf-8")
    assert json.loads(content)["text"] == "look at the apex"
    assert "Sentinel" not in content
    assert list(file.parent.glob("*.part")) == []
    here.window.close()
    again = bench(profile=profile)
    again.open("Sentinel_Taro.dcm")
    assert again.window.teaching.show_notes().text.toPlainText() == "look at the apex"


def test_a_note_typed_just_before_closing_is_not_lost(bench: Make, tmp_path: Path) -> None:
    here = bench(profile=tmp_path / "profile")
    here.open("one.dcm")
    here.qtbot.keyClicks(here.window.teaching.show_notes().text, "x")
    here.window.close()
    assert (tmp_path / "profile" / "notes" / f"{SHA}.json").exists()


def test_an_emptied_note_is_removed(bench: Make) -> None:
    here = bench()
    notes = here.window.teaching.notes
    assert notes.write(SHA, "x")
    assert notes.write(SHA, " \n")
    assert notes.read(SHA) == ""
    assert list(notes.folder.iterdir()) == []


def test_a_note_that_cannot_be_written_is_told_and_stays_on_screen(bench: Make) -> None:
    here = bench()
    here.open("one.dcm")
    here.window.teaching.notes.folder.write_text("a file where the folder should be")
    window = here.window.teaching.show_notes()
    window.text.setPlainText("keep me")
    window.save()
    assert "could not be saved" in window.told.text()
    assert window.text.toPlainText() == "keep me"


def test_each_film_of_a_file_has_its_own_note() -> None:
    assert film_key(SHA, 0) != film_key(SHA, 1)


# --- the tour ------------------------------------------------------------------------------------


def test_the_tour_points_at_real_parts_and_can_be_walked(bench: Make) -> None:
    here = bench()
    tour = here.window.help.show_tour()
    for place, step in enumerate(STEPS):
        assert tour.place == place
        assert tour.part().isVisible(), step.part
        assert tour.veil.title.text()
        assert tour.veil.rect().contains(tour.veil.card.geometry())
        tour.veil.next_button.click()
    assert here.application.preferences.tour_seen
    assert not tour.veil.isVisible()


def test_the_tour_is_shown_at_the_first_start_only(bench: Make, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    here = bench(profile=profile)
    here.window.help.greet()
    veil = here.window.help._tour.veil  # type: ignore[union-attr]
    here.qtbot.keyClick(veil, Qt.Key.Key_Escape)
    assert here.application.preferences.tour_seen
    here.window.close()
    again = bench(profile=profile)
    again.window.help.greet()
    assert again.window.help._tour is None
    again.window.actions_by_name["quick_tour"].trigger()
    assert again.window.help._tour is not None


def test_keys_reach_nothing_below_the_tour(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm")
    tour = here.window.help.show_tour()
    before = here.application.state.inverted
    here.qtbot.keyClick(tour.veil, Qt.Key.Key_I)
    assert here.application.state.inverted is before
    here.qtbot.keyClick(tour.veil, Qt.Key.Key_Right)
    assert tour.place == 1
