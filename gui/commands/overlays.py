"""The menus of overlays, annotations and colours: what lies on the films."""

from __future__ import annotations

from gui.commands.command_spec import ANNOTATIONS, COLOURS, OVERLAYS, ActionSpec, Slots
from gui.stores.display_state import LAYERS, DisplayState
from gui.words.marking import QT_TRANSLATE_NOOP

_OPACITY_STEP = 0.1

COLOUR_COMMANDS = (
    ActionSpec(
        "heat_inferno",
        COLOURS,
        QT_TRANSLATE_NOOP("actions", "Heat maps: inferno"),
        QT_TRANSLATE_NOOP("actions", "From black over red to yellow"),
        ("Ctrl+Shift+4",),
        "layers",
        checkable=True,
        group="heat_colours",
        choice="heat_colours",
        value="inferno",
    ),
    ActionSpec(
        "heat_amber",
        COLOURS,
        QT_TRANSLATE_NOOP("actions", "Heat maps: amber"),
        QT_TRANSLATE_NOOP("actions", "One hue, from dark to light"),
        ("Ctrl+Shift+5",),
        "layers",
        checkable=True,
        group="heat_colours",
        choice="heat_colours",
        value="amber",
    ),
    ActionSpec(
        "heat_cividis",
        COLOURS,
        QT_TRANSLATE_NOOP("actions", "Heat maps: cividis"),
        QT_TRANSLATE_NOOP("actions", "From blue to yellow, for every kind of colour vision"),
        ("Ctrl+Shift+6",),
        "layers",
        checkable=True,
        group="heat_colours",
        choice="heat_colours",
        value="cividis",
    ),
)


ANNOTATION_COMMANDS = (
    ActionSpec(
        "annotations_full",
        ANNOTATIONS,
        QT_TRANSLATE_NOOP("actions", "Full"),
        QT_TRANSLATE_NOOP("actions", "Show patient, study, acquisition and values in the corners"),
        ("Ctrl+Shift+1",),
        "annotations",
        checkable=True,
        group="annotations",
        choice="annotation_level",
        value="full",
    ),
    ActionSpec(
        "annotations_minimal",
        ANNOTATIONS,
        QT_TRANSLATE_NOOP("actions", "Minimal"),
        QT_TRANSLATE_NOOP("actions", "Show only titles and values in the corners"),
        ("Ctrl+Shift+2",),
        "annotations",
        checkable=True,
        group="annotations",
        choice="annotation_level",
        value="minimal",
    ),
    ActionSpec(
        "annotations_none",
        ANNOTATIONS,
        QT_TRANSLATE_NOOP("actions", "None"),
        QT_TRANSLATE_NOOP("actions", "Show only what a pane is"),
        ("Ctrl+Shift+3",),
        "annotations",
        checkable=True,
        group="annotations",
        choice="annotation_level",
        value="none",
    ),
    ActionSpec(
        "rulers",
        ANNOTATIONS,
        QT_TRANSLATE_NOOP("actions", "Rulers"),
        QT_TRANSLATE_NOOP("actions", "Show scales at the left and the bottom of the films"),
        ("U",),
        "ruler",
        checkable=True,
        choice="rulers_shown",
        rule=True,
    ),
    ActionSpec(
        "card",
        ANNOTATIONS,
        QT_TRANSLATE_NOOP("actions", "Card with sliders"),
        QT_TRANSLATE_NOOP("actions", "Show amplitude and opacity on the panes"),
        ("T",),
        "card",
        checkable=True,
        choice="card_shown",
    ),
)


OVERLAY_COMMANDS = (
    ActionSpec(
        "overlays",
        OVERLAYS,
        QT_TRANSLATE_NOOP("actions", "All overlays"),
        QT_TRANSLATE_NOOP("actions", "Show or hide all overlays and lines at once"),
        ("Space",),
        "layers",
        checkable=True,
        choice="overlays_shown",
    ),
    ActionSpec(
        "contours",
        OVERLAYS,
        QT_TRANSLATE_NOOP("actions", "Contours"),
        QT_TRANSLATE_NOOP("actions", "Outline lung fields and heart on every pane"),
        ("C",),
        "contours",
        checkable=True,
        choice="contours_shown",
        rule=True,
    ),
    ActionSpec(
        "measures",
        OVERLAYS,
        QT_TRANSLATE_NOOP("actions", "Cardiothoracic lines"),
        QT_TRANSLATE_NOOP("actions", "Show the two lines of the cardiothoracic ratio"),
        ("M",),
        "contours",
        checkable=True,
        choice="measures_shown",
    ),
    ActionSpec(
        "crosshair",
        OVERLAYS,
        QT_TRANSLATE_NOOP("actions", "Crosshair"),
        QT_TRANSLATE_NOOP("actions", "Show or hide the crosshair at the cursor"),
        ("X",),
        "crosshair",
        checkable=True,
        choice="crosshair_shown",
    ),
    ActionSpec(
        "lung_field",
        OVERLAYS,
        QT_TRANSLATE_NOOP("actions", "Lung fields"),
        QT_TRANSLATE_NOOP("actions", "Fill the lung fields"),
        ("G",),
        "layers",
        checkable=True,
        choice="lung_field_shown",
        rule=True,
    ),
    ActionSpec(
        "heart",
        OVERLAYS,
        QT_TRANSLATE_NOOP("actions", "Heart"),
        QT_TRANSLATE_NOOP("actions", "Fill the heart"),
        ("H",),
        "layers",
        checkable=True,
        choice="heart_shown",
    ),
    ActionSpec(
        "grad_cam",
        OVERLAYS,
        QT_TRANSLATE_NOOP("actions", "Grad-CAM"),
        QT_TRANSLATE_NOOP("actions", "Lay the Grad-CAM heat map over the films"),
        ("A",),
        "layers",
        checkable=True,
        choice="grad_cam_shown",
    ),
    ActionSpec(
        "perturbation",
        OVERLAYS,
        QT_TRANSLATE_NOOP("actions", "Perturbation"),
        QT_TRANSLATE_NOOP("actions", "Lay the signed perturbation over the films"),
        ("D",),
        "layers",
        checkable=True,
        choice="perturbation_shown",
    ),
    ActionSpec(
        "less_opaque",
        OVERLAYS,
        QT_TRANSLATE_NOOP("actions", "Less opaque"),
        QT_TRANSLATE_NOOP(
            "actions", "Lower the opacity of the overlays that are shown by 10 percent"
        ),
        ("[",),
        "layers",
        rule=True,
    ),
    ActionSpec(
        "more_opaque",
        OVERLAYS,
        QT_TRANSLATE_NOOP("actions", "More opaque"),
        QT_TRANSLATE_NOOP(
            "actions", "Raise the opacity of the overlays that are shown by 10 percent"
        ),
        ("]",),
        "layers",
    ),
)


class OverlayCommands:
    """How opaque the layers are; whether they are shown is a choice that needs no slot."""

    def __init__(self, state: DisplayState) -> None:
        self._state = state

    def slots(self) -> Slots:
        """Command name -> what it does."""
        return {
            "less_opaque": lambda: self._shift_opacity(-_OPACITY_STEP),
            "more_opaque": lambda: self._shift_opacity(_OPACITY_STEP),
        }

    def _shift_opacity(self, by: float) -> None:
        state = self._state
        with state.batch():
            for layer in LAYERS:
                if getattr(state, f"{layer}_shown"):
                    name = f"{layer}_opacity"
                    setattr(state, name, getattr(state, name) + by)
