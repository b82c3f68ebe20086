"""Panes to choose from: at the title, in the menu, by a layout; computed when they are chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu

from gui.stores.contents import FIGURE, RECIPES, TWINS, fact_of
from gui.stores.display_state import CONTENTS, PAPER
from inference.core.types import AttributionMethod
from inference.display.palette import DIVERGING
from tests.helpers.fake_engine import lost_device
from tests.helpers.window import PATIENCE_MS, Bench

Make = Callable[..., Bench]


def choose(here: Bench, pane: str, key: str) -> None:
    """Click a pane's title and pick a line of the menu."""
    widget = here.window.grid.panes[pane]
    here.picture(pane)  # the title's place is known once it was painted
    here.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(20, 16))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(action for action in menu.actions() if action.objectName() == key)
    action.trigger()
    menu.close()


def wait(here: Bench) -> None:
    here.qtbot.waitUntil(lambda: not here.application.controller.busy, timeout=PATIENCE_MS)


def test_the_title_opens_a_menu_of_every_pane_and_choosing_one_computes_it(shown: Bench) -> None:
    choose(shown, "grad_cam", "occlusion")
    assert shown.window.grid.visible_keys() == (*PAPER[:3], "occlusion")
    wait(shown)
    asked = shown.pipeline.runs[-1]
    assert asked.attributions == (AttributionMethod.OCCLUSION,)
    assert asked.known is not None
    facts = shown.application.session.facts
    assert set(facts.attributions) == {"grad_cam", "occlusion"}
    assert facts.attack is asked.known.attack
    red, _, blue = shown.colour("occlusion", 0.55, 0.56)
    assert red > blue + 20


def test_every_pane_can_be_shown_and_has_its_picture_in_the_end(shown: Bench) -> None:
    for recipe in RECIPES:
        shown.application.state.place_content(3, recipe.key)
        wait(shown)
        assert fact_of(shown.application.session.facts, recipe.source) is not None, recipe.key
        assert shown.window.grid.panes[recipe.key].isVisible()
        assert not shown.picture(recipe.key).isNull()


def test_what_is_known_is_not_computed_again(shown: Bench) -> None:
    runs = len(shown.pipeline.runs)
    choose(shown, "adversarial", "sign_density")
    wait(shown)
    choose(shown, "sign_density", "region_perturbation")
    wait(shown)
    choose(shown, "region_perturbation", "adversarial")
    wait(shown)
    assert len(shown.pipeline.runs) == runs + 1


def test_a_pane_that_stands_elsewhere_changes_places(shown: Bench) -> None:
    choose(shown, "original", "perturbation")
    assert shown.window.grid.visible_keys() == (
        "perturbation",
        "adversarial",
        "original",
        "grad_cam",
    )


def test_a_pane_says_that_it_is_being_computed_and_esc_cancels(shown: Bench) -> None:
    shown.pipeline.gate.clear()
    shown.pipeline.at_step.clear()
    choose(shown, "grad_cam", "smooth_grad")
    shown.wait_for_step()
    pane = shown.window.grid.panes["smooth_grad"]
    assert pane.waiting_text == "Being computed …"
    shown.window.actions_by_name["cancel"].trigger()
    wait(shown)
    assert pane.waiting_text == "Not computed. Choose it once more to try again."
    assert shown.application.session.facts.complete
    shown.pipeline.gate.set()
    choose(shown, "smooth_grad", "smooth_grad")
    wait(shown)
    assert "smooth_grad" in shown.application.session.facts.attributions


def test_a_part_that_fails_is_told_and_not_tried_for_ever(shown: Bench) -> None:
    shown.pipeline.error = lost_device()
    runs = len(shown.pipeline.runs)
    choose(shown, "grad_cam", "layer_cam")
    wait(shown)
    assert "gave no finite result" in shown.window.message_bar.text.text()
    assert len(shown.pipeline.runs) == runs + 1
    assert shown.application.session.facts.attack is not None


def test_panes_chosen_during_a_run_are_computed_after_it(bench: Make) -> None:
    here = bench()
    here.pipeline.gate.clear()
    here.open("one.dcm")
    here.wait_for_step()
    choose(here, "grad_cam", "integrated_gradients")
    here.pipeline.gate.set()
    session = here.application.session
    here.qtbot.waitUntil(
        lambda: "integrated_gradients" in session.facts.attributions, timeout=PATIENCE_MS
    )


def test_the_choice_holds_for_the_next_film_and_the_next_start(bench: Make, tmp_path: Path) -> None:
    here = bench(profile=tmp_path)
    here.analyse("one.dcm", "two.dcm")
    choose(here, "adversarial", "guided_backpropagation")
    wait(here)
    here.window.actions_by_name["next"].trigger()
    here.wait_for_analysis()
    assert "guided_backpropagation" in here.application.session.facts.attributions
    here.window.close()
    again = bench(profile=tmp_path)
    assert again.window.grid.visible_keys()[1] == "guided_backpropagation"


@pytest.mark.parametrize(
    ("command", "keys"),
    [
        ("layout_figure", FIGURE),
        ("layout_twins", TWINS),
        ("layout_standard", CONTENTS),
        ("layout_paper", PAPER),
    ],
)
def test_a_comparison_is_one_command(shown: Bench, command: str, keys: tuple[str, ...]) -> None:
    shown.window.actions_by_name[command].trigger()
    assert shown.window.grid.visible_keys() == keys
    assert len(set(shown.application.state.contents)) == len(CONTENTS)
    wait(shown)
    facts = shown.application.session.facts
    for key in keys:
        assert fact_of(facts, shown.window.grid.panes[key].recipe.source) is not None, key


def test_the_view_menu_offers_every_place(shown: Bench) -> None:
    menus = [action.menu() for action in shown.window.contents.actions()]
    assert len(menus) == 4
    fourth = menus[3]
    assert isinstance(fourth, QMenu)
    fourth.aboutToShow.emit()
    checked = [action.objectName() for action in fourth.actions() if action.isChecked()]
    assert checked == ["grad_cam"]
    assert len([each for each in fourth.actions() if not each.isSeparator()]) == len(RECIPES)


def test_signed_maps_are_coloured_from_a_raw_limit(shown: Bench) -> None:
    shown.application.state.place_content(0, "guided_backpropagation")
    wait(shown)
    compositor = shown.window.grid.compositor
    heat = compositor.map_of("guided_backpropagation")
    assert heat is not None
    assert heat.limit == 5.0  # the greatest value is 3
    code = 128 + round(127 * heat.at(0.55 * 260, 0.6 * 300) / heat.limit)
    seen = shown.colour("guided_backpropagation", 0.55, 0.6)
    assert seen == pytest.approx(DIVERGING[code], abs=6)


def test_a_translation_is_drawn_on_the_film_and_judged(shown: Bench) -> None:
    bare = shown.colour("original", 0.30, 0.90)[0]
    shown.application.state.place_content(3, "translation")
    wait(shown)
    # The fake's translation adds 2 · 8/255 of the input's range 0.8 on the left half.
    assert shown.colour("translation", 0.30, 0.90)[0] - bare == pytest.approx(2 * 8 * 0.8, abs=2)
    lines = [line.text for line in shown.window.grid.panes["translation"].title_lines()]
    assert "Cardiomegaly 0.87 → 0.60  not flipped" in lines
    assert any("synthetic" in line for line in lines)


def test_a_part_that_is_not_bundled_says_so_in_its_pane(shown: Bench) -> None:
    shown.pipeline.lacking = frozenset({"translation"})
    shown.application.state.place_content(3, "translation")
    wait(shown)
    assert shown.window.grid.panes["translation"].waiting_text == (
        "No translator is bundled for this finding."
    )
    shown.pipeline.lacking = frozenset()
    choose(shown, "translation", "translation")
    wait(shown)
    assert shown.application.session.facts.explanation.translation is not None
