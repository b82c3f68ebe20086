"""Two pictures in one pane: laid over each other, or shown in turn."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from gui.stores.display_state import BLEND
from tests.helpers.window import PATIENCE_MS, Bench

Make = Callable[..., Bench]
BODY = (0.30, 0.90)


@pytest.fixture
def shown(bench: Make) -> Bench:
    here = bench()
    here.analyse("one.dcm")
    here.application.state.contours_shown = False
    return here


def press(here: Bench, command: str) -> None:
    here.window.actions_by_name[command].trigger()


def compare(here: Bench, first: str, second: str) -> None:
    """Show a pair in the first place, and wait until both pictures are there."""
    here.application.state.pair = (first, second)
    press(here, "blend_two")
    here.qtbot.waitUntil(lambda: not here.application.controller.busy, timeout=PATIENCE_MS)


def test_two_pictures_lie_over_each_other_in_the_active_pane(shown: Bench) -> None:
    shown.window.link.set_active("adversarial")
    compare(shown, "original", "perturbation")
    assert shown.window.grid.visible_keys()[1] == BLEND
    first = np.array(shown.colour("original", *BODY), float)
    second = np.array(shown.colour("perturbation", *BODY), float)
    for percent in (0, 25, 80, 100):
        shown.window.compare_bar.blend.setValue(percent)
        share = percent / 100
        expected = (1 - share) * first + share * second
        assert shown.colour(BLEND, *BODY) == pytest.approx(expected, abs=3)


def test_a_layer_of_the_second_picture_is_blended_with_it(shown: Bench) -> None:
    compare(shown, "original", "occlusion")
    warm = (0.55, 0.56)
    shown.application.state.blend = 1.0
    whole = np.array(shown.colour(BLEND, *warm), float)
    shown.application.state.blend = 0.0
    bare = np.array(shown.colour(BLEND, *warm), float)
    shown.application.state.blend = 0.5
    assert shown.colour(BLEND, *warm) == pytest.approx((whole + bare) / 2, abs=3)


def test_the_pair_is_chosen_in_the_bar_and_computed(shown: Bench) -> None:
    bar = shown.window.compare_bar
    assert not bar.isVisible()
    press(shown, "blend_two")
    assert bar.isVisible()
    place = bar.second.findData("guided_backpropagation")
    bar.second.setCurrentIndex(place)
    bar.second.activated.emit(place)
    facts = shown.application.session
    shown.qtbot.waitUntil(
        lambda: "guided_backpropagation" in facts.facts.attributions, timeout=PATIENCE_MS
    )
    place = bar.first.findData("guided_backpropagation")
    bar.first.setCurrentIndex(place)
    bar.first.activated.emit(place)
    assert shown.application.state.pair == ("guided_backpropagation", "original")


def test_blinking_shows_them_in_turn_until_escape(shown: Bench) -> None:
    """Beside the two panes, read after the bar has come: it makes every pane smaller."""
    shown.window.link.set_active("adversarial")
    shown.application.state.pair = ("original", "perturbation")
    shown.application.state.blink_rate = 3.0
    press(shown, "blink")
    state = shown.application.state
    assert state.blinking
    assert shown.window.grid.visible_keys() == ("original", BLEND, "perturbation", "grad_cam")
    first, second = shown.colour("original", *BODY), shown.colour("perturbation", *BODY)
    assert max(abs(a - b) for a, b in zip(first, second, strict=True)) > 20
    assert shown.colour(BLEND, *BODY) == pytest.approx(first, abs=2)
    shown.qtbot.waitUntil(lambda: state.second_shown, timeout=2000)
    assert shown.colour(BLEND, *BODY) == pytest.approx(second, abs=2)
    titles = [line.text for line in shown.window.grid.panes[BLEND].title_lines()]
    assert "Perturbation δ" in titles
    press(shown, "cancel")
    assert not state.blinking
    assert BLEND in shown.window.grid.visible_keys()


def test_blinking_is_never_faster_than_three_changes_a_second(shown: Bench) -> None:
    shown.application.state.blink_rate = 50.0
    assert shown.application.state.blink_rate == 3.0
    assert shown.window.compare_bar.rate.maximum() == 3.0


def test_blinking_ends_when_its_pane_goes(shown: Bench) -> None:
    press(shown, "blink")
    shown.window.compare_bar.close_button.click()
    assert not shown.application.state.blinking
    assert BLEND not in shown.window.grid.visible_keys()
    assert not shown.window.compare_bar.isVisible()


def test_a_pair_says_which_part_it_waits_for(shown: Bench) -> None:
    shown.pipeline.gate.clear()
    shown.pipeline.at_step.clear()
    shown.application.state.pair = ("original", "smooth_grad")
    press(shown, "blend_two")
    shown.wait_for_step()
    assert shown.window.grid.panes[BLEND].waiting_text == "Being computed …"
    assert not shown.picture(BLEND).isNull()
    shown.pipeline.gate.set()


def test_a_blend_with_anything_synthetic_is_marked(shown: Bench) -> None:
    compare(shown, "original", "adversarial")
    titles = [line.text for line in shown.window.grid.panes[BLEND].title_lines()]
    assert "synthetic — adversarial" in titles
    shown.application.state.pair = ("original", "grad_cam")
    titles = [line.text for line in shown.window.grid.panes[BLEND].title_lines()]
    assert "synthetic — adversarial" not in titles
