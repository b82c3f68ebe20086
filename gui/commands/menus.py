"""The menus, filled from the command table in its order."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from gui.commands.command_spec import MENUS, MenuSpec, menu_words
from gui.commands.command_table import SPECS

_MENUS = {menu.title: menu for menu in MENUS}


class Menus:
    """Every menu of `MENUS` by its English title; a menu without commands does not appear."""

    def __init__(self, owner: QWidget, bar: QMenuBar, named: dict[str, QAction]) -> None:
        self._by_title = {menu.title: QMenu(owner) for menu in MENUS}
        self._placed: set[str] = set()
        for spec in SPECS:
            self._place(_MENUS[spec.menu])
            menu = self._by_title[spec.menu]
            if spec.rule:
                menu.addSeparator()
            menu.addAction(named[spec.name])
        for menu_spec in MENUS:
            menu = self._by_title[menu_spec.title]
            if not menu_spec.parent and menu.actions():
                bar.addMenu(menu)

    def __getitem__(self, title: str) -> QMenu:
        return self._by_title[title]

    def retranslate(self) -> None:
        for title, menu in self._by_title.items():
            menu.setTitle(menu_words(title))

    def _place(self, spec: MenuSpec) -> None:
        """Put a submenu, once, where its parent has got to."""
        if not spec.parent or spec.title in self._placed:
            return
        self._placed.add(spec.title)
        self._place(_MENUS[spec.parent])
        parent = self._by_title[spec.parent]
        if spec.rule:
            parent.addSeparator()
        parent.addMenu(self._by_title[spec.title])
