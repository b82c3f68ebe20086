"""Layers by eye, line, opacity and colour; the card; badges; recent files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from gui.commands.command_spec import RECENT
from inference.display.palette import HEAT_MAPS
from tests.helpers.gestures import PLAIN
from tests.helpers.window import Bench

Make = Callable[..., Bench]


def press(here: Bench, key: Qt.Key, keys: Qt.KeyboardModifier = PLAIN) -> None:
    here.qtbot.keyClick(here.window.grid, key, keys)


@pytest.mark.parametrize(
    ("key", "choice"),
    [
        (Qt.Key.Key_G, "lung_field_shown"),
        (Qt.Key.Key_C, "contours_shown"),
        (Qt.Key.Key_A, "grad_cam_shown"),
        (Qt.Key.Key_D, "perturbation_shown"),
        (Qt.Key.Key_X, "crosshair_shown"),
    ],
)
def test_every_layer_has_its_key(shown: Bench, key: Qt.Key, choice: str) -> None:
    before = getattr(shown.application.state, choice)
    press(shown, key)
    assert getattr(shown.application.state, choice) is not before


def test_brackets_change_the_opacity_of_what_is_shown(shown: Bench) -> None:
    state = shown.application.state
    state.grad_cam_shown = True
    before, other = state.grad_cam_opacity, state.heart_opacity
    press(shown, Qt.Key.Key_BracketLeft)
    assert state.grad_cam_opacity == pytest.approx(before - 0.1)
    press(shown, Qt.Key.Key_BracketRight)
    assert state.grad_cam_opacity == pytest.approx(before)
    assert state.heart_opacity == other


def test_opacity_and_layout_stay_from_film_to_film(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm", "two.dcm")
    state = here.application.state
    state.heart_opacity, state.layout_size = 0.8, 2
    here.window.actions_by_name["next"].trigger()
    assert (state.heart_opacity, state.layout_size) == (0.8, 2)


def test_lines_of_a_layer_go_apart_from_its_fill(shown: Bench) -> None:
    controls, state = shown.window.overlays, shown.application.state
    segmentation = shown.application.session.facts.segmentation
    assert segmentation is not None
    heart = next(c for c in segmentation.contours if c.structure == "heart")
    lung = next(c for c in segmentation.contours if c.structure == "right_lung")

    def line_is_drawn(points: np.ndarray) -> bool:
        places = [shown.window.link.viewport().to_device(x, y) for x, y in points[::9]]
        state.overlays_shown = False
        bare = shown.picture("original")
        state.overlays_shown = True
        drawn = shown.picture("original")
        return bool(
            np.mean([bare.pixel(int(x), int(y)) != drawn.pixel(int(x), int(y)) for x, y in places])
            > 0.9
        )

    state.measures_shown = False
    assert line_is_drawn(heart.points)
    controls.lines["heart"].click()
    assert not line_is_drawn(heart.points)
    assert line_is_drawn(lung.points)
    assert not state.heart_shown


def test_the_heat_map_has_a_line_at_half_of_its_scale(shown: Bench) -> None:
    state = shown.application.state
    state.contours_shown = state.measures_shown = False
    bare = shown.picture("original")
    shown.window.overlays.lines["grad_cam"].click()
    assert shown.picture("original") != bare


@pytest.mark.parametrize("name", list(HEAT_MAPS))
def test_a_heat_map_s_colours_rise_in_lightness_and_are_its_legend(shown: Bench, name: str) -> None:
    table = HEAT_MAPS[name]
    lightness = table @ np.array([0.2126, 0.7152, 0.0722])
    assert (np.diff(lightness) > -0.3).all()
    assert lightness[-1] - lightness[0] > 150
    shown.window.actions_by_name[f"heat_{name}"].trigger()
    shown.application.state.grad_cam_shown = True
    words = shown.window.grid.panes["original"].words
    (bar,) = words.colour_bars(None)
    assert bar.table is table


def test_layers_on_a_film_bring_their_legends(shown: Bench) -> None:
    words, state = shown.window.grid.panes["original"].words, shown.application.state
    assert words.colour_bars(None) == []
    state.grad_cam_shown = state.perturbation_shown = True
    assert [bar.labels[-1] for bar in words.colour_bars(None)][1] == "+8/255"
    state.overlays_shown = False
    assert words.colour_bars(None) == []


def test_the_card_moves_amplitude_and_opacity(shown: Bench) -> None:
    card, state = shown.window.card, shown.application.state
    assert card.isVisible()
    card.amplitude.setValue(50)
    assert state.amplitude == 0.5
    state.lung_field_shown = True
    card.opacity.setValue(70)
    assert state.lung_field_opacity == 0.7
    press(shown, Qt.Key.Key_T)
    assert not card.isVisible()


def test_the_card_stands_in_the_lower_left_corner_and_words_give_way(shown: Bench) -> None:
    card, grid = shown.window.card, shown.window.grid
    assert card.x() < 20
    assert card.geometry().bottom() > grid.height() - 20
    assert grid.panes["perturbation"].card_height > card.height()
    shown.application.state.layout_size = 1
    assert grid.panes["original"].card_height > card.height()
    assert grid.panes["perturbation"].card_height == 0


def test_amplitude_keys(shown: Bench) -> None:
    state = shown.application.state
    for key, keys, value in (
        (Qt.Key.Key_Home, PLAIN, 0.0),
        (Qt.Key.Key_Period, PLAIN, 0.05),
        (Qt.Key.Key_Comma, PLAIN, 0.0),
        (Qt.Key.Key_Period, Qt.KeyboardModifier.ShiftModifier, 0.01),
        (Qt.Key.Key_End, PLAIN, 2.0),
        (Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier, 1.0),
    ):
        press(shown, key, keys)
        assert state.amplitude == pytest.approx(value), key


# --- badges --------------------------------------------------------------------------------------


def test_a_thumbnail_tells_what_was_found_unless_it_is_to_be_guessed(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm", "two.dcm")
    strip, entries = here.window.strip, here.application.session.entries
    analysed = strip.badge_of(entries[0].key)
    assert analysed.positive == ("cardiomegaly",)
    assert "Cardiomegaly" in strip.item(0).toolTip()
    assert not strip.badge_of(entries[1].key).analysed
    before = strip.item(0).icon().pixmap(92).toImage()
    here.application.state.guess_first = True
    hidden = strip.badge_of(entries[0].key)
    assert hidden.analysed
    assert not hidden.positive
    assert "Cardiomegaly" not in strip.item(0).toolTip()
    assert strip.item(0).icon().pixmap(92).toImage() != before


# --- recent --------------------------------------------------------------------------------------


def recent(here: Bench) -> list[str]:
    menu = here.window.menus[RECENT]
    menu.aboutToShow.emit()
    known = {action.text() for action in here.window.actions_by_name.values()}
    return [a.text() for a in menu.actions() if a.text() and a.text() not in known]


def test_opened_files_are_kept_only_when_the_reader_wants_it(bench: Make, tmp_path: Path) -> None:
    here = bench(profile=tmp_path)
    here.analyse("one.dcm")
    assert recent(here) == []
    assert not (tmp_path / "recent.json").exists()
    here.window.actions_by_name["recent_kept"].trigger()
    here.open("two.dcm")
    here.open("bad.dcm")
    here.open("three.dcm")
    assert recent(here) == ["three.dcm", "two.dcm"]
    here.window.close()
    again = bench(profile=tmp_path)
    assert recent(again) == ["three.dcm", "two.dcm"]
    again.application.state.identity_hidden = True
    again.open("four.dcm")
    assert recent(again) == []
    again.application.state.identity_hidden = False
    assert recent(again) == ["three.dcm", "two.dcm"]
    again.window.actions_by_name["clear_recent"].trigger()
    assert recent(again) == []
    again.open("five.dcm")
    again.window.actions_by_name["recent_kept"].trigger()
    assert not (tmp_path / "recent.json").exists()


def test_a_recent_file_opens_again(bench: Make, tmp_path: Path) -> None:
    (tmp_path / "recent.json").write_text(json.dumps(["/films/seven.dcm", 7, ""]))
    here = bench(profile=tmp_path)
    here.application.state.recent_kept = True
    assert recent(here) == ["seven.dcm"]
    action = next(a for a in here.window.menus[RECENT].actions() if a.text() == "seven.dcm")
    with here.qtbot.waitSignal(here.application.controller.opened, timeout=5000):
        action.trigger()
    assert here.reader.read[-1] == "seven.dcm"


@pytest.mark.parametrize("content", ["{", "[[[", '{"a": 1}', ""])
def test_a_broken_recent_list_is_empty(bench: Make, tmp_path: Path, content: str) -> None:
    (tmp_path / "recent.json").write_text(content)
    here = bench(profile=tmp_path)
    here.application.state.recent_kept = True
    assert recent(here) == []
