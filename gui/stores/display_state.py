"""The reader's choices: what is shown and how, never what was found."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gui.stores.choices import Choice, ChoiceStore, between, one_of
from gui.stores.window_presets import known as known_presets
from inference.core.counterfactual_types import CounterfactualKind
from inference.core.explanation_types import Region, Side
from inference.core.types import Window
from inference.display.palette import DEFAULT_HEAT_MAP, HEAT_MAPS, HEAT_OPACITY

#: The amplitude slider's ends (docs/explanation.md, "Amplitude").
AMPLITUDE_LIMITS = (-1.0, 2.0)
#: The display gain's ends; it magnifies the perturbation on its own pane only.
GAIN_LIMITS = (1.0, 50.0)
#: What a drag with the main button can do.
TOOLS = ("window", "zoom", "pan", "length", "ellipse", "rectangle", "region")
#: Of them, those that measure.
MEASURES = ("length", "ellipse", "rectangle")
#: How much stands in the corners of a pane.
ANNOTATION_LEVELS = ("full", "minimal", "none")
#: Overlays with an eye, a swatch and an opacity, in the order in which they are painted.
LAYERS = ("lung_field", "heart", "grad_cam", "perturbation")
#: Changes per second while blinking: slow enough for photosensitive eyes.
BLINK_LIMITS = (0.5, 3.0)
#: Kinds of counterfactual, in the order in which they are offered.
SUITING = "suiting"
COUNTERFACTUALS = tuple(map(str, CounterfactualKind))
#: Key of the pane that shows two others in one.
BLEND = "blend"
#: Contents of the four places for panes, as the program starts: keys of `gui.stores.contents`.
CONTENTS = ("original", "counterfactual", "what_changed", "grad_cam")
#: What the paper shows of one film.
PAPER = ("original", "adversarial", "perturbation", "grad_cam")


def four_different(keys: tuple[str, ...]) -> tuple[str, ...]:
    """`keys` if they can fill the four places, else what the program starts with."""
    return tuple(keys) if len(keys) == len(set(keys)) == len(CONTENTS) else CONTENTS


class DisplayState(ChoiceStore):
    """Every choice of the reader. `changed` carries the names of the choices that changed."""

    layout_size = Choice(
        4, lambda value: value if value in (1, 2, 3, 4) else 4, remembered=True, known=(1, 2, 3, 4)
    )
    # Of the four places.
    contents: Choice[tuple[str, ...]] = Choice(CONTENTS, four_different, remembered=True)
    tab = Choice("findings")  # of the panel
    # Kind of counterfactual, or the one that suits the finding.
    counterfactual = Choice(SUITING, one_of(SUITING, *COUNTERFACTUALS), remembered=True)
    original_peeked = Choice(False, repaints=True)  # changed films are shown as they were taken
    # In the pane `BLEND`.
    pair: Choice[tuple[str, str]] = Choice(("original", "adversarial"), repaints=True)
    blend = Choice(0.5, between(0, 1), repaints=True)  # share of the second of the pair
    blinking = Choice(False, repaints=True)  # the pair is shown in turn
    blink_rate = Choice(1.0, between(*BLINK_LIMITS))
    second_shown = Choice(False, repaints=True)  # while blinking
    # Whose place is drawn on the films.
    region: Choice[tuple[Region, Side] | None] = Choice(None, repaints=True)
    maximised = Choice("")  # key of the pane that fills the grid, or ""
    amplitude = Choice(1.0, between(*AMPLITUDE_LIMITS), repaints=True, of_film=True)
    gain = Choice(1.0, between(*GAIN_LIMITS), repaints=True, of_film=True)
    window: Choice[Window | None] = Choice(None, of_film=True)
    inverted = Choice(False, of_film=True)
    overlays_shown = Choice(True, repaints=True)  # the master switch over all layers and lines
    contours_shown = Choice(True, repaints=True)
    measures_shown = Choice(True, repaints=True)  # the cardiothoracic ratio's two lines
    crosshair_shown = Choice(True, repaints=True)
    identity_hidden = Choice(False, remembered=True, repaints=True)
    annotation_level = Choice("full", one_of(*ANNOTATION_LEVELS), remembered=True, repaints=True)
    rulers_shown = Choice(True, remembered=True, repaints=True)
    magnifier_shown = Choice(False, repaints=True)
    # The reader's presets, see `gui.stores.window_presets`.
    user_windows = Choice("", known_presets, remembered=True)
    tool = Choice("window", one_of(*TOOLS), repaints=True)  # what a drag with the main button does
    # Mouse scheme: the right button sets the window.
    right_button_windows = Choice(False, remembered=True)
    vertical_drag_inverted = Choice(False, remembered=True)  # up raises the window's center
    view_linked = Choice(True)  # all panes look at one place
    window_linked = Choice(True)  # all panes share one window
    cursor_linked = Choice(True, repaints=True)  # the cursor is marked on every pane
    # Pane key -> its own.
    own_windows: Choice[Mapping[str, Window]] = Choice(MappingProxyType({}), of_film=True)
    playing = Choice(False)  # the amplitude moves by itself
    guess_first = Choice(False)  # the reader answers before the networks' answers are shown
    answers_hidden = Choice(False, repaints=True)  # they wait for the reader's answer on this film
    lung_field_lines = Choice(True, repaints=True)  # its outlines, while contours are shown
    heart_lines = Choice(True, repaints=True)
    grad_cam_lines = Choice(False, repaints=True)  # where the heat map has half of its scale
    heat_colours = Choice(DEFAULT_HEAT_MAP, one_of(*HEAT_MAPS), remembered=True)
    card_shown = Choice(True, remembered=True, repaints=True)  # amplitude and opacity on the panes
    recent_kept = Choice(False, remembered=True)  # opened files are remembered in the Recent menu
    lung_field_shown = Choice(False, repaints=True)
    lung_field_opacity = Choice(0.25, between(0, 1), repaints=True)
    heart_shown = Choice(False, repaints=True)
    heart_opacity = Choice(0.25, between(0, 1), repaints=True)
    grad_cam_shown = Choice(False, repaints=True)
    grad_cam_opacity = Choice(HEAT_OPACITY, between(0, 1), repaints=True)
    perturbation_shown = Choice(False, repaints=True)
    perturbation_opacity = Choice(0.6, between(0, 1), repaints=True)

    def window_of(self, pane: str) -> Window | None:
        """The window of a pane: the shared one, unless the panes are let go and it has its own."""
        own = None if self.window_linked else self.own_windows.get(pane)
        return self.window if own is None else own

    def set_window(self, window: Window, pane: str) -> None:
        """Set the window of all panes, or of one of them while they are let go."""
        if self.window_linked:
            self.window = window
        else:
            self.own_windows = MappingProxyType({**self.own_windows, pane: window})

    def stop_moving(self) -> bool:
        """Stop what plays or blinks; False if nothing does."""
        moving = self.playing or self.blinking
        self.playing = self.blinking = False
        return moving

    def restore_panes(self) -> bool:
        """Show the layout again instead of one pane; False if it is shown."""
        maximised, self.maximised = self.maximised, ""
        return bool(maximised)

    @property
    def outlined(self) -> frozenset[str]:
        """Layers whose lines are drawn now."""
        if not self.overlays_seen:
            return frozenset()
        found = {"grad_cam"} if self.grad_cam_lines else set()
        if self.contours_shown:
            found |= {name for name in ("lung_field", "heart") if getattr(self, f"{name}_lines")}
        return frozenset(found)

    @property
    def shown_contents(self) -> tuple[str, ...]:
        """Keys of the panes in the layout, in reading order, whether or not one is maximised.

        While the networks' answers are hidden, the film alone.
        """
        if self.answers_hidden:
            return ("original",)
        return self.contents[: self.layout_size]

    @property
    def needed_contents(self) -> tuple[str, ...]:
        """Keys of everything that is drawn, the pair in one pane included."""
        shown = self.shown_contents
        return (*shown, *self.pair) if BLEND in shown else shown

    def place_content(self, place: int, key: str) -> None:
        """Show `key` at a place (from 0); a pane that stands elsewhere changes places with it."""
        contents = list(self.contents)
        if key in contents:
            contents[contents.index(key)] = contents[place]
        contents[place] = key
        self.contents = tuple(contents)

    @property
    def overlays_seen(self) -> bool:
        """Layers and lines may be drawn."""
        return self.overlays_shown and not self.answers_hidden

    def layer(self, name: str) -> tuple[bool, float]:
        """(shown, opacity in [0, 1]) of one of `LAYERS`, the master switch included."""
        shown = bool(getattr(self, f"{name}_shown")) and self.overlays_seen
        return shown, float(getattr(self, f"{name}_opacity"))
