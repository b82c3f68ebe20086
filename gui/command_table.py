"""Every command, once: its words, its keys, its picture, its menu."""

from __future__ import annotations

from dataclasses import dataclass

from gui.marking import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One command. `name` is its key in the table of slots; the rest is what the reader meets."""

    name: str
    menu: str  # English, context "menus"
    text: str  # English, context "actions"
    tip: str  # English, context "actions"
    keys: tuple[str, ...] = ()  # portable; a bare key is heard on the panes only
    icon: str = ""
    checkable: bool = False
    group: str = ""  # actions of one group exclude each other
    rule: bool = False  # a line above it in the menu


FILE = QT_TRANSLATE_NOOP("menus", "&File")
VIEW = QT_TRANSLATE_NOOP("menus", "&View")
WINDOW_LEVEL = QT_TRANSLATE_NOOP("menus", "&Window/level")
OVERLAYS = QT_TRANSLATE_NOOP("menus", "&Overlays")
ANALYSE = QT_TRANSLATE_NOOP("menus", "&Analyse")
LANGUAGE = QT_TRANSLATE_NOOP("menus", "&Language")
HELP = QT_TRANSLATE_NOOP("menus", "&Help")
MENUS = (FILE, VIEW, WINDOW_LEVEL, OVERLAYS, ANALYSE, LANGUAGE, HELP)


SPECS = (
    ActionSpec(
        "open",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Open…"),
        QT_TRANSLATE_NOOP("actions", "Open one or several radiographs"),
        ("Ctrl+O",),
        "open",
    ),
    ActionSpec(
        "open_folder",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Open folder…"),
        QT_TRANSLATE_NOOP("actions", "Open every radiograph in a folder"),
        ("Ctrl+Shift+O",),
        "folder",
    ),
    ActionSpec(
        "open_demo",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Open demo study"),
        QT_TRANSLATE_NOOP("actions", "Open the eight simulated films that come with the program"),
        ("Ctrl+D",),
        "demo",
    ),
    ActionSpec(
        "previous",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Previous film"),
        QT_TRANSLATE_NOOP("actions", "Show the film before this one"),
        ("PgUp", "Left"),
        "previous",
        rule=True,
    ),
    ActionSpec(
        "next",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Next film"),
        QT_TRANSLATE_NOOP("actions", "Show the film after this one"),
        ("PgDown", "Right"),
        "next",
    ),
    ActionSpec(
        "hide_identity",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Hide identity"),
        QT_TRANSLATE_NOOP("actions", "Hide patient and file names everywhere in the window"),
        ("Ctrl+Shift+H",),
        "identity",
        checkable=True,
        rule=True,
    ),
    ActionSpec(
        "quit",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Quit"),
        QT_TRANSLATE_NOOP("actions", "End the program"),
        ("Ctrl+Q",),
        "quit",
        rule=True,
    ),
    ActionSpec(
        "layout_1",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "One pane"),
        QT_TRANSLATE_NOOP("actions", "Show the original alone"),
        ("Ctrl+Alt+1",),
        "layout1",
        checkable=True,
        group="layout",
    ),
    ActionSpec(
        "layout_2",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Two panes"),
        QT_TRANSLATE_NOOP("actions", "Show the original and the adversarial film"),
        ("Ctrl+Alt+2",),
        "layout2",
        checkable=True,
        group="layout",
    ),
    ActionSpec(
        "layout_3",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Three panes"),
        QT_TRANSLATE_NOOP("actions", "Show original, adversarial film and perturbation"),
        ("Ctrl+Alt+3",),
        "layout3",
        checkable=True,
        group="layout",
    ),
    ActionSpec(
        "layout_4",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Four panes"),
        QT_TRANSLATE_NOOP("actions", "Show original, adversarial film, perturbation and Grad-CAM"),
        ("Ctrl+Alt+4",),
        "layout4",
        checkable=True,
        group="layout",
    ),
    ActionSpec(
        "fit",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Fit to pane"),
        QT_TRANSLATE_NOOP("actions", "Show the whole film"),
        ("F", "="),
        "fit",
        rule=True,
    ),
    ActionSpec(
        "actual_size",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Actual pixels"),
        QT_TRANSLATE_NOOP("actions", "Show one film pixel as one screen pixel"),
        ("Ctrl+1",),
        "actual",
    ),
    ActionSpec(
        "zoom_in",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Zoom in"),
        QT_TRANSLATE_NOOP("actions", "Magnify all panes"),
        ("+", "Ctrl++"),
        "zoom_in",
    ),
    ActionSpec(
        "zoom_out",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Zoom out"),
        QT_TRANSLATE_NOOP("actions", "Reduce all panes"),
        ("-", "Ctrl+-"),
        "zoom_out",
    ),
    ActionSpec(
        "reset",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Reset view"),
        QT_TRANSLATE_NOOP("actions", "Fit the film and restore its window in all panes"),
        ("R", "Ctrl+R"),
        "reset",
    ),
    ActionSpec(
        "full_screen",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Full screen"),
        QT_TRANSLATE_NOOP("actions", "Use the whole screen; Esc leaves"),
        ("F11",),
        "full_screen",
        checkable=True,
        rule=True,
    ),
    ActionSpec(
        "window_full",
        WINDOW_LEVEL,
        QT_TRANSLATE_NOOP("actions", "Full range"),
        QT_TRANSLATE_NOOP("actions", "Show every value of the film between black and white"),
        ("0",),
        "window",
    ),
    ActionSpec(
        "window_file",
        WINDOW_LEVEL,
        QT_TRANSLATE_NOOP("actions", "Window of the file"),
        QT_TRANSLATE_NOOP("actions", "Use the window that the file names"),
        ("1",),
        "window",
    ),
    ActionSpec(
        "window_auto",
        WINDOW_LEVEL,
        QT_TRANSLATE_NOOP("actions", "Automatic, 0.5–99.5 %"),
        QT_TRANSLATE_NOOP("actions", "Spread the middle 99 percent of the values"),
        ("2",),
        "window",
    ),
    ActionSpec(
        "invert",
        WINDOW_LEVEL,
        QT_TRANSLATE_NOOP("actions", "Invert"),
        QT_TRANSLATE_NOOP("actions", "Exchange black and white"),
        ("I",),
        "invert",
        checkable=True,
        rule=True,
    ),
    ActionSpec(
        "overlays",
        OVERLAYS,
        QT_TRANSLATE_NOOP("actions", "All overlays"),
        QT_TRANSLATE_NOOP("actions", "Show or hide all overlays and lines at once"),
        ("Space",),
        "layers",
        checkable=True,
    ),
    ActionSpec(
        "contours",
        OVERLAYS,
        QT_TRANSLATE_NOOP("actions", "Contours"),
        QT_TRANSLATE_NOOP("actions", "Outline lung fields and heart on every pane"),
        ("C",),
        "contours",
        checkable=True,
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
    ),
    ActionSpec(
        "crosshair",
        OVERLAYS,
        QT_TRANSLATE_NOOP("actions", "Linked cursor"),
        QT_TRANSLATE_NOOP("actions", "Mark the cursor's place on every pane"),
        ("X",),
        "crosshair",
        checkable=True,
    ),
    ActionSpec(
        "lung_field",
        OVERLAYS,
        QT_TRANSLATE_NOOP("actions", "Lung fields"),
        QT_TRANSLATE_NOOP("actions", "Fill the lung fields"),
        ("G",),
        "layers",
        checkable=True,
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
    ),
    ActionSpec(
        "grad_cam",
        OVERLAYS,
        QT_TRANSLATE_NOOP("actions", "Grad-CAM"),
        QT_TRANSLATE_NOOP("actions", "Lay the Grad-CAM heat map over the films"),
        ("A",),
        "layers",
        checkable=True,
    ),
    ActionSpec(
        "perturbation",
        OVERLAYS,
        QT_TRANSLATE_NOOP("actions", "Perturbation"),
        QT_TRANSLATE_NOOP("actions", "Lay the signed perturbation over the films"),
        ("D",),
        "layers",
        checkable=True,
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
    ActionSpec(
        "run",
        ANALYSE,
        QT_TRANSLATE_NOOP("actions", "Run attack"),
        QT_TRANSLATE_NOOP("actions", "Attack the film with the options of the form"),
        ("F9", "Ctrl+Return"),
        "run",
    ),
    ActionSpec(
        "cancel",
        ANALYSE,
        QT_TRANSLATE_NOOP("actions", "Cancel"),
        QT_TRANSLATE_NOOP("actions", "Stop the analysis; what was found stays"),
        ("Esc",),
        "cancel",
    ),
    ActionSpec(
        "amplitude_down",
        ANALYSE,
        QT_TRANSLATE_NOOP("actions", "Lower amplitude"),
        QT_TRANSLATE_NOOP("actions", "Lower the amplitude by 0.05"),
        (",",),
        "minus",
        rule=True,
    ),
    ActionSpec(
        "amplitude_up",
        ANALYSE,
        QT_TRANSLATE_NOOP("actions", "Raise amplitude"),
        QT_TRANSLATE_NOOP("actions", "Raise the amplitude by 0.05"),
        (".",),
        "plus",
    ),
    ActionSpec(
        "amplitude_zero",
        ANALYSE,
        QT_TRANSLATE_NOOP("actions", "Amplitude 0: original"),
        QT_TRANSLATE_NOOP("actions", "Set the amplitude to 0, the original film"),
        ("Home",),
        "start",
    ),
    ActionSpec(
        "amplitude_one",
        ANALYSE,
        QT_TRANSLATE_NOOP("actions", "Amplitude 1: attack"),
        QT_TRANSLATE_NOOP("actions", "Set the amplitude to 1, the attack as found"),
        ("End",),
        "end",
    ),
    ActionSpec(
        "english",
        LANGUAGE,
        QT_TRANSLATE_NOOP("actions", "English"),
        QT_TRANSLATE_NOOP("actions", "Use English"),
        (),
        "language",
        checkable=True,
        group="language",
    ),
    ActionSpec(
        "japanese",
        LANGUAGE,
        QT_TRANSLATE_NOOP("actions", "日本語"),
        QT_TRANSLATE_NOOP("actions", "日本語で表示する"),
        (),
        "language",
        checkable=True,
        group="language",
    ),
    ActionSpec(
        "shortcuts",
        HELP,
        QT_TRANSLATE_NOOP("actions", "Keyboard and mouse…"),
        QT_TRANSLATE_NOOP("actions", "List the keys and mouse gestures"),
        ("F1",),
        "keyboard",
    ),
    ActionSpec(
        "log_folder",
        HELP,
        QT_TRANSLATE_NOOP("actions", "Open log folder"),
        QT_TRANSLATE_NOOP("actions", "Show the folder with the program's log"),
        ("Ctrl+Shift+L",),
        "log",
    ),
    ActionSpec(
        "about",
        HELP,
        QT_TRANSLATE_NOOP("actions", "About Setsudo…"),
        QT_TRANSLATE_NOOP("actions", "Version, networks and licence"),
        ("Ctrl+F1",),
        "about",
        rule=True,
    ),
)
