"""Comparing explanations: layouts, two in one pane, the drawn region, the moved lines."""

from __future__ import annotations

from gui.commands.command_spec import ANALYSE, LAYOUT, TOOLS, ActionSpec, Slots
from gui.engine.controller import Controller
from gui.panes.pane_grid import PaneGrid
from gui.panes.tools.region_drawing import TOOL
from gui.panes.view.view_link import ViewLink
from gui.stores.contents import FIGURE, TWINS
from gui.stores.display_state import BLEND, CONTENTS, PAPER, DisplayState
from gui.stores.session import Session
from gui.widgets.dialogs.meaning_dialog import MeaningDialog
from gui.words.marking import QT_TRANSLATE_NOOP

LAYOUT_COMMANDS = (
    ActionSpec(
        "layout_figure",
        LAYOUT,
        QT_TRANSLATE_NOOP("actions", "Comparison of methods"),
        QT_TRANSLATE_NOOP(
            "actions",
            "Perturbation, Grad-CAM, Guided Backpropagation and translation side by side",
        ),
        ("Ctrl+Alt+5",),
        "layout4",
        rule=True,
    ),
    ActionSpec(
        "layout_twins",
        LAYOUT,
        QT_TRANSLATE_NOOP("actions", "Standard and robust network"),
        QT_TRANSLATE_NOOP("actions", "The standard and the robust perturbation side by side"),
        ("Ctrl+Alt+6",),
        "layout2",
    ),
    ActionSpec(
        "layout_standard",
        LAYOUT,
        QT_TRANSLATE_NOOP("actions", "Panes as at the start"),
        QT_TRANSLATE_NOOP("actions", "Original, counterfactual, what changed and Grad-CAM"),
        ("Ctrl+Alt+0",),
        "layout4",
    ),
    ActionSpec(
        "layout_paper",
        LAYOUT,
        QT_TRANSLATE_NOOP("actions", "The paper’s panes"),
        QT_TRANSLATE_NOOP("actions", "Original, adversarial film, perturbation and Grad-CAM"),
        ("Ctrl+Alt+7",),
        "layout4",
    ),
)


COMPARING_COMMANDS = (
    ActionSpec(
        "blend_two",
        LAYOUT,
        QT_TRANSLATE_NOOP("actions", "Two in one pane"),
        QT_TRANSLATE_NOOP("actions", "Lay two pictures over each other in the active pane"),
        ("J",),
        "blink",
        rule=True,
        needs_film=True,
    ),
    ActionSpec(
        "blink",
        LAYOUT,
        QT_TRANSLATE_NOOP("actions", "Blink two"),
        QT_TRANSLATE_NOOP("actions", "Show two pictures in turn in one pane; Esc stops"),
        ("K",),
        "blink",
        needs_film=True,
    ),
)


DRAWING_COMMANDS = (
    ActionSpec(
        "draw_region",
        TOOLS,
        QT_TRANSLATE_NOOP("actions", "Draw region"),
        QT_TRANSLATE_NOOP("actions", "Draw the region in which the attack may act; Esc cancels"),
        ("Ctrl+Shift+D",),
        "draw",
        rule=True,
        needs_film=True,
    ),
    ActionSpec(
        "clear_region",
        TOOLS,
        QT_TRANSLATE_NOOP("actions", "Remove drawn region"),
        QT_TRANSLATE_NOOP("actions", "Forget the region that was drawn on this film"),
        ("Ctrl+Alt+G",),
        "close",
        needs_film=True,
    ),
    ActionSpec(
        "reset_ratio",
        TOOLS,
        QT_TRANSLATE_NOOP("actions", "Cardiothoracic lines as measured"),
        QT_TRANSLATE_NOOP("actions", "Put the lines of the cardiothoracic ratio back"),
        ("Ctrl+Alt+R",),
        "reset",
        needs_film=True,
    ),
)


MEANING_COMMANDS = (
    ActionSpec(
        "meaning",
        ANALYSE,
        QT_TRANSLATE_NOOP("actions", "Does it mean anything?"),
        QT_TRANSLATE_NOOP("actions", "What every picture of this film is worth, in one table"),
        ("Ctrl+Alt+M",),
        "about",
        rule=True,
        needs_film=True,
    ),
)


class ExplainCommands:
    """Arranges panes for comparing, and takes up the tools that change what is compared."""

    def __init__(
        self,
        session: Session,
        state: DisplayState,
        link: ViewLink,
        controller: Controller,
        grid: PaneGrid,
    ) -> None:
        self._session, self._state, self._link = session, state, link
        self._controller, self._grid = controller, grid
        self._meaning: MeaningDialog | None = None

    def slots(self) -> Slots:
        """Command name -> what it does."""
        return {
            "layout_figure": lambda: self._lay_out(FIGURE),
            "layout_twins": lambda: self._lay_out(TWINS),
            "layout_standard": lambda: self._lay_out(CONTENTS),
            "layout_paper": lambda: self._lay_out(PAPER),
            "meaning": lambda: self._show_meaning(),
            "blend_two": lambda: self.blend(not self._blends()),
            "blink": lambda: self._blink(),
            "draw_region": lambda: self.draw_region(),
            "clear_region": lambda: self._controller.set_outline(()),
            "reset_ratio": lambda: self._controller.set_ratio(None),
        }

    def _show_meaning(self) -> None:
        if self._meaning is None:
            self._meaning = MeaningDialog(self._session, self._grid.window())
        self._meaning.show()
        self._meaning.raise_()

    def blend(self, wanted: bool) -> None:
        """Show two pictures in the active pane, or what the program starts with in its place."""
        state, active = self._state, self._link.active
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
        return BLEND in self._state.shown_contents

    def _blink(self) -> None:
        state = self._state
        self.blend(True)
        state.blinking = not state.blinking

    def draw_region(self) -> None:
        """Take up the tool that draws a region; the next stroke is the region."""
        if self._session.film is not None:
            self._state.tool = TOOL
            self._grid.setFocus()

    def step_back(self) -> bool:
        """Esc: put the tool down, or take the chosen region off. True if there was something."""
        state = self._state
        if state.tool == TOOL:
            state.tool = "window"
        elif state.region is not None:
            state.region = None
        else:
            return False
        return True

    def _lay_out(self, keys: tuple[str, ...]) -> None:
        """Show exactly these panes; the places that are left keep what they can."""
        state = self._state
        rest = [key for key in (*state.contents, *CONTENTS) if key not in keys]
        with state.batch():
            state.maximised = ""
            state.contents = (*keys, *dict.fromkeys(rest))[: len(CONTENTS)]
            state.layout_size = len(keys)
