"""The menu of what a pane can show, at its title and under View."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from gui.stores.contents import RECIPES
from gui.stores.display_state import CONTENTS, DisplayState


def fill(menu: QMenu, state: DisplayState, place: int) -> None:
    """One line per kind of pane; the one that stands at `place` is checked."""
    menu.clear()
    group = QActionGroup(menu)
    for recipe in RECIPES:
        if recipe.rule:
            menu.addSeparator()
        action = menu.addAction(QCoreApplication.translate("panes", recipe.title))
        action.setObjectName(recipe.key)
        action.setCheckable(True)
        action.setChecked(recipe.key == state.contents[place])
        action.triggered.connect(partial(choose, state, place, recipe.key))
        group.addAction(action)


def choose(state: DisplayState, place: int, key: str, _checked: bool = True) -> None:
    """Show `key` at `place`, and the place itself if the layout leaves it out.

    What stands there already counts as chosen, too: what could not be computed is tried again.
    """
    with state.batch():
        state.note("contents")
        state.place_content(place, key)
        state.layout_size = max(state.layout_size, place + 1)
        if state.maximised:
            state.maximised = key


class ContentMenus(QMenu):
    """View ▸ Pane contents: a submenu per place, made afresh whenever it opens."""

    def __init__(self, state: DisplayState, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("contents")
        self._state = state
        self._places = [self.addMenu("") for _ in CONTENTS]
        for place, menu in enumerate(self._places):
            menu.aboutToShow.connect(partial(fill, menu, state, place))
        self.retranslate()

    def retranslate(self) -> None:
        self.setTitle(QCoreApplication.translate("menus", "Pane &contents"))
        for number, menu in enumerate(self._places, start=1):
            menu.setTitle(QCoreApplication.translate("menus", "Pane {n}").format(n=number))

    def pop_up(self, place: int, position: QPoint) -> None:
        """The menu of one place, where its title is."""
        self._places[place].popup(position)
