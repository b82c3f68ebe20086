"""Every command, once: its words, its keys, its picture, its menu.

The order here is the order in every menu; a part that adds commands adds a table of its own.
"""

from __future__ import annotations

from gui.commands.analyse import ANALYSIS_COMMANDS
from gui.commands.command_spec import ActionSpec
from gui.commands.counterfactuals import KIND_COMMANDS, PEEK_COMMANDS
from gui.commands.edit import EDIT_COMMANDS, MOUSE_COMMANDS
from gui.commands.explain import (
    COMPARING_COMMANDS,
    DRAWING_COMMANDS,
    LAYOUT_COMMANDS,
    MEANING_COMMANDS,
)
from gui.commands.export import EXPORT_COMMANDS
from gui.commands.file import CLOSING_COMMANDS, FILM_COMMANDS
from gui.commands.help import HELP_COMMANDS
from gui.commands.lessons import LESSON_COMMANDS
from gui.commands.overlays import ANNOTATION_COMMANDS, COLOUR_COMMANDS, OVERLAY_COMMANDS
from gui.commands.teach import TEACHING_COMMANDS
from gui.commands.tools import MEASURE_COMMANDS, TOOL_COMMANDS
from gui.commands.view import SCREEN_COMMANDS, VIEW_COMMANDS
from gui.commands.windows import WINDOW_COMMANDS

SPECS: tuple[ActionSpec, ...] = (
    *FILM_COMMANDS,
    *LESSON_COMMANDS,
    *EXPORT_COMMANDS,
    *CLOSING_COMMANDS,
    *MOUSE_COMMANDS,
    *EDIT_COMMANDS,
    *VIEW_COMMANDS,
    *LAYOUT_COMMANDS,
    *COMPARING_COMMANDS,
    *WINDOW_COMMANDS,
    *COLOUR_COMMANDS,
    *ANNOTATION_COMMANDS,
    *OVERLAY_COMMANDS,
    *SCREEN_COMMANDS,
    *KIND_COMMANDS,
    *PEEK_COMMANDS,
    *ANALYSIS_COMMANDS,
    *MEANING_COMMANDS,
    *TOOL_COMMANDS,
    *MEASURE_COMMANDS,
    *DRAWING_COMMANDS,
    *TEACHING_COMMANDS,
    *HELP_COMMANDS,
)
