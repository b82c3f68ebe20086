"""What the commands of comparing explanations do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gui.display_state import CONTENTS
from gui.panes.recipes import FIGURE, TWINS

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class ExplainSlots:
    """Slots of `explain_commands`, on one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def slots(self) -> dict[str, Callable[..., None]]:
        return {
            "layout_figure": lambda: self._lay_out(FIGURE),
            "layout_twins": lambda: self._lay_out(TWINS),
            "layout_standard": lambda: self._lay_out(CONTENTS),
        }

    def step_back(self) -> bool:
        """Esc: take the chosen region off the films. True if there was something to undo."""
        state = self._window.state
        if state.region is None:
            return False
        state.region = None
        return True

    def _lay_out(self, keys: tuple[str, ...]) -> None:
        """Show exactly these panes; the places that are left keep what they can."""
        state = self._window.state
        rest = [key for key in (*state.contents, *CONTENTS) if key not in keys]
        with state.batch():
            state.maximised = ""
            state.contents = (*keys, *dict.fromkeys(rest))[: len(CONTENTS)]
            state.layout_size = len(keys)
