"""The Tools menu: what the left button does, measuring, the header, the test pattern."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.commands.command_spec import TOOL, TOOLS, ActionSpec, Slots
from gui.engine.runner import Runner
from gui.stores.display_state import DisplayState
from gui.stores.measures import Measures
from gui.stores.session import Session
from gui.widgets.dialogs.display_pattern import DisplayPattern
from gui.widgets.dialogs.header_browser import HeaderBrowser
from gui.words.marking import QT_TRANSLATE_NOOP

TOOL_COMMANDS = (
    ActionSpec(
        "tool_window",
        TOOL,
        QT_TRANSLATE_NOOP("actions", "Window"),
        QT_TRANSLATE_NOOP("actions", "Drag to set the window"),
        ("W",),
        "window",
        checkable=True,
        group="tool",
        choice="tool",
        value="window",
    ),
    ActionSpec(
        "tool_zoom",
        TOOL,
        QT_TRANSLATE_NOOP("actions", "Zoom"),
        QT_TRANSLATE_NOOP("actions", "Drag up to magnify"),
        ("O",),
        "zoom_in",
        checkable=True,
        group="tool",
        choice="tool",
        value="zoom",
    ),
    ActionSpec(
        "tool_pan",
        TOOL,
        QT_TRANSLATE_NOOP("actions", "Pan"),
        QT_TRANSLATE_NOOP("actions", "Drag to move the film"),
        ("V",),
        "pan",
        checkable=True,
        group="tool",
        choice="tool",
        value="pan",
    ),
    ActionSpec(
        "tool_length",
        TOOL,
        QT_TRANSLATE_NOOP("actions", "Length"),
        QT_TRANSLATE_NOOP("actions", "Drag a line to measure its length"),
        ("L",),
        "length",
        checkable=True,
        group="tool",
        choice="tool",
        value="length",
        rule=True,
    ),
    ActionSpec(
        "tool_ellipse",
        TOOL,
        QT_TRANSLATE_NOOP("actions", "Elliptic region"),
        QT_TRANSLATE_NOOP("actions", "Drag an ellipse to measure the values inside it"),
        ("E",),
        "ellipse",
        checkable=True,
        group="tool",
        choice="tool",
        value="ellipse",
    ),
    ActionSpec(
        "tool_rectangle",
        TOOL,
        QT_TRANSLATE_NOOP("actions", "Rectangular region"),
        QT_TRANSLATE_NOOP("actions", "Drag a rectangle to measure the values inside it"),
        ("B",),
        "rectangle",
        checkable=True,
        group="tool",
        choice="tool",
        value="rectangle",
    ),
)


MEASURE_COMMANDS = (
    ActionSpec(
        "magnifier",
        TOOLS,
        QT_TRANSLATE_NOOP("actions", "Magnifying glass"),
        QT_TRANSLATE_NOOP("actions", "Magnify what is under the cursor; hold the key to peek"),
        ("Q",),
        "magnifier",
        checkable=True,
        choice="magnifier_shown",
    ),
    ActionSpec(
        "remove_measure",
        TOOLS,
        QT_TRANSLATE_NOOP("actions", "Remove last measurement"),
        QT_TRANSLATE_NOOP("actions", "Take the last line or region off this film"),
        ("Del",),
        "minus",
        needs_film=True,
    ),
    ActionSpec(
        "clear_measures",
        TOOLS,
        QT_TRANSLATE_NOOP("actions", "Remove all measurements"),
        QT_TRANSLATE_NOOP("actions", "Take every line and region off this film"),
        ("Ctrl+Del",),
        "close",
        needs_film=True,
    ),
    ActionSpec(
        "header",
        TOOLS,
        QT_TRANSLATE_NOOP("actions", "DICOM header…"),
        QT_TRANSLATE_NOOP("actions", "List and search the attributes of the film's file"),
        ("Ctrl+I",),
        "header",
        rule=True,
        needs_film=True,
    ),
    ActionSpec(
        "test_pattern",
        TOOLS,
        QT_TRANSLATE_NOOP("actions", "Display test pattern…"),
        QT_TRANSLATE_NOOP("actions", "Judge the screen: grey steps, contrast near black and white"),
        ("Ctrl+Alt+T",),
        "pattern",
    ),
)


class ToolCommands:
    """Measurements and dialogs about the film; the dialogs stand on `window`."""

    def __init__(
        self,
        session: Session,
        state: DisplayState,
        measures: Measures,
        runner: Runner,
        window: QWidget,
    ) -> None:
        self._session, self._measures, self._window = session, measures, window
        self.headers = HeaderBrowser(runner, state, window)

    def slots(self) -> Slots:
        """Command name -> what it does."""
        return {
            "remove_measure": lambda: self._measures.remove_last(),
            "clear_measures": lambda: self._measures.clear(),
            "header": lambda: self._show_header(),
            "test_pattern": lambda: self._show_pattern(),
        }

    def _show_header(self) -> None:
        film = self._session.film
        if film is not None:
            self.headers.show(film.path)

    def _show_pattern(self) -> None:
        pattern = DisplayPattern(self._window)
        pattern.showFullScreen()
