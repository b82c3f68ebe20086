"""The colours of the look, by what they stand for: dark as a reading room, and light."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as #rrggbb. Films lie on near-black in every theme, as on a light box.

    Text keeps a contrast of 4.5 with its ground, controls and lines that mean something keep 3
    (WCAG 2.2, 1.4.3 and 1.4.11); `tests/gui/look/test_contrast.py` measures it.
    """

    # grounds
    window: str
    panel: str
    strip: str
    base: str  # of lists and entry fields
    raised: str  # menus, tool tips
    seam: str  # between parts of the window
    rule: str  # between sections of a panel; decoration
    # text
    ink: str
    dim: str
    strong: str
    off: str  # what can't be used now
    note: str
    link: str
    # controls
    button: str
    button_hover: str
    button_down: str
    button_off: str
    edge: str
    edge_off: str
    groove: str
    handle: str
    handle_off: str
    track: str
    # what is chosen, and what has the keyboard
    accent: str
    accent_hover: str
    on_accent: str
    chosen: str
    chosen_edge: str
    on_chosen: str
    focus: str
    # what the networks say
    called: str  # a positive answer, a flip
    bar: str  # a probability that is not called
    curve: str
    grid: str
    # notices
    banner: str
    on_banner: str
    message: str
    on_message: str


DARK = Theme(
    window="#15181c",
    panel="#1a1d22",
    strip="#111317",
    base="#111417",
    raised="#1d2126",
    seam="#0c0e10",
    rule="#2b3037",
    ink="#d5dae1",
    dim="#98a2ae",
    strong="#f2f5f8",
    off="#6b747f",
    note="#d0ad74",
    link="#7ab4ec",
    button="#272c33",
    button_hover="#313843",
    button_down="#20252b",
    button_off="#1e2227",
    edge="#6f7a87",
    edge_off="#2e343b",
    groove="#3b434d",
    handle="#c3ccd6",
    handle_off="#4a525c",
    track="#5b8dbe",
    accent="#3270ac",
    accent_hover="#3a79b6",
    on_accent="#ffffff",
    chosen="#24364a",
    chosen_edge="#5d93ca",
    on_chosen="#ffffff",
    focus="#8cc0f0",
    called="#f0b256",
    bar="#5b93c7",
    curve="#7ab4ec",
    grid="#2b3037",
    banner="#2b2415",
    on_banner="#f0b256",
    message="#3a2a20",
    on_message="#f3dcc7",
)

LIGHT = Theme(
    window="#eef1f4",
    panel="#f8f9fb",
    strip="#e6eaee",
    base="#ffffff",
    raised="#ffffff",
    seam="#cbd2d9",
    rule="#d9dfe5",
    ink="#1d242c",
    dim="#4d5965",
    strong="#0c1116",
    off="#8a939c",
    note="#7a4f00",
    link="#1a5a9c",
    button="#ffffff",
    button_hover="#edf3f9",
    button_down="#dfe6ed",
    button_off="#eef1f4",
    edge="#76818d",
    edge_off="#d3d9df",
    groove="#c3cbd3",
    handle="#4a5561",
    handle_off="#b4bcc4",
    track="#2f6aa3",
    accent="#1f63a8",
    accent_hover="#2a70b6",
    on_accent="#ffffff",
    chosen="#d3e4f5",
    chosen_edge="#1f63a8",
    on_chosen="#0c1116",
    focus="#0b5cb0",
    called="#8f5600",
    bar="#2f6aa3",
    curve="#1f63a8",
    grid="#d9dfe5",
    banner="#fff1d6",
    on_banner="#6b4200",
    message="#fde6d8",
    on_message="#5e2a10",
)

_shown = DARK


def shown() -> Theme:
    """The theme that is shown."""
    return _shown


def use(theme: Theme) -> None:
    """Make `theme` the one that `shown` and `colour` tell of."""
    global _shown
    _shown = theme


def colour(name: str) -> QColor:
    """A colour of the theme that is shown."""
    return QColor(getattr(_shown, name))


def chosen(preference: str) -> Theme:
    """The theme for "dark", "light" or "system"."""
    if preference == "system":
        light = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Light
        return LIGHT if light else DARK
    return LIGHT if preference == "light" else DARK


def names(theme: Theme) -> dict[str, str]:
    """Every colour by its name, as the style sheet takes them."""
    return {name: str(value) for name, value in asdict(theme).items()}
