"""The reader's choices: clamped, told once, together."""

from __future__ import annotations

import pytest

from gui.stores.display_state import DisplayState


@pytest.fixture
def heard() -> tuple[DisplayState, list[frozenset[str]]]:
    state, told = DisplayState(), []
    state.changed.connect(told.append)
    return state, told


def test_a_choice_is_clamped_and_told(heard: tuple[DisplayState, list[frozenset[str]]]) -> None:
    state, told = heard
    state.amplitude = 7.0
    assert state.amplitude == 2.0
    assert told == [frozenset({"amplitude"})]


def test_an_equal_value_is_not_told(heard: tuple[DisplayState, list[frozenset[str]]]) -> None:
    state, told = heard
    state.gain = 1.0
    state.gain = 0.2
    assert told == []


def test_a_batch_is_told_once(heard: tuple[DisplayState, list[frozenset[str]]]) -> None:
    state, told = heard
    with state.batch():
        state.amplitude = 0.5
        with state.batch():
            state.heart_shown = True
        state.amplitude = 0.6
    assert told == [frozenset({"amplitude", "heart_shown"})]


def test_two_states_do_not_share_choices() -> None:
    one, two = DisplayState(), DisplayState()
    one.layout_size = 2
    assert two.layout_size == 4


def test_the_master_switch_hides_every_layer() -> None:
    state = DisplayState()
    state.heart_shown = True
    assert state.layer("heart") == (True, 0.25)
    state.overlays_shown = False
    assert state.layer("heart")[0] is False
