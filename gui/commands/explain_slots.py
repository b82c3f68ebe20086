"""What the commands of comparing explanations do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gui.panes.recipes import FIGURE, TWINS
from gui.panes.tools.region_drawing import TOOL
from gui.stores.display_state import BLEND, CONTENTS
from gui.words.messages import Message
from inference.core.explanation_types import ExplanationPart

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
            "blend_two": lambda: self.blend(not self._blends()),
            "blink": lambda: self._blink(),
            "draw_region": lambda: self.draw_region(),
            "clear_region": lambda: self._window.controller.set_outline(()),
            "reset_ratio": lambda: self._window.controller.set_ratio(None),
        }

    def connect(self) -> None:
        """Tie what is drawn on the films to what is kept of it."""
        window = self._window
        window.attack_form.run_asked.connect(lambda _config: window.message_bar.dismiss_errors())
        window.attack_form.end_asked.connect(window.controller.conclude)
        window.attack_form.drawing_asked.connect(self.draw_region)
        window.grid.region_drawing.drawn.connect(window.controller.set_outline)
        window.grid.region_drawing.too_small.connect(
            lambda: window.tell(Message(notices=("region_too_small",)))
        )
        window.agreement.asked.connect(window.controller.ask)
        window.regions.exact_asked.connect(
            lambda: window.controller.ask(ExplanationPart.REGION_CONTROLS)
        )
        window.agreement.maps_asked.connect(window.controller.compare_maps)
        window.compare_bar.closed.connect(lambda: self.blend(False))
        window.grid.ratio_lines.moved.connect(window.controller.set_ratio)
        window.findings.reset_button.clicked.connect(lambda: window.controller.set_ratio(None))

    def blend(self, wanted: bool) -> None:
        """Show two pictures in the active pane, or what the program starts with in its place."""
        state, active = self._window.state, self._window.link.active
        if wanted == self._blends():
            return
        place = state.contents.index(active) if active in state.shown_contents else 0
        with state.batch():
            state.blinking = False
            if wanted:
                state.place_content(place, BLEND)
            else:
                free = next(key for key in CONTENTS if key not in state.contents)
                state.place_content(state.contents.index(BLEND), free)
            if state.maximised:
                state.maximised = state.contents[place]

    def _blends(self) -> bool:
        return BLEND in self._window.state.shown_contents

    def _blink(self) -> None:
        state = self._window.state
        self.blend(True)
        state.blinking = not state.blinking

    def draw_region(self) -> None:
        """Take up the tool that draws a region; the next stroke is the region."""
        if self._window.session.film is not None:
            self._window.state.tool = TOOL
            self._window.grid.setFocus()

    def step_back(self) -> bool:
        """Esc: put the tool down, or take the chosen region off. True if there was something."""
        state = self._window.state
        if state.tool == TOOL:
            state.tool = "window"
        elif state.region is not None:
            state.region = None
        else:
            return False
        return True

    def _lay_out(self, keys: tuple[str, ...]) -> None:
        """Show exactly these panes; the places that are left keep what they can."""
        state = self._window.state
        rest = [key for key in (*state.contents, *CONTENTS) if key not in keys]
        with state.batch():
            state.maximised = ""
            state.contents = (*keys, *dict.fromkeys(rest))[: len(CONTENTS)]
            state.layout_size = len(keys)
