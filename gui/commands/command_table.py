"""Every command, once: its words, its keys, its picture, its menu.

The order here is the order in every menu; a part that adds commands adds a table of its own.
"""

from __future__ import annotations

from gui.commands.analysis_commands import ANALYSIS_COMMANDS
from gui.commands.bundle_commands import BUNDLE_COMMANDS
from gui.commands.command_spec import ActionSpec
from gui.commands.edit_commands import EDIT_COMMANDS
from gui.commands.explain_commands import COMPARING_COMMANDS, DRAWING_COMMANDS, LAYOUT_COMMANDS
from gui.commands.export_commands import EXPORT_COMMANDS
from gui.commands.film_commands import CLOSING_COMMANDS, FILM_COMMANDS
from gui.commands.help_commands import HELP_COMMANDS
from gui.commands.reading_commands import (
    ANNOTATION_COMMANDS,
    COLOUR_COMMANDS,
    MEASURE_COMMANDS,
    MOUSE_COMMANDS,
    TOOL_COMMANDS,
)
from gui.commands.teaching_commands import TEACHING_COMMANDS
from gui.commands.view_commands import OVERLAY_COMMANDS, VIEW_COMMANDS
from gui.commands.window_commands import WINDOW_COMMANDS

SPECS: tuple[ActionSpec, ...] = (
    *FILM_COMMANDS,
    *BUNDLE_COMMANDS,
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
    *ANALYSIS_COMMANDS,
    *TOOL_COMMANDS,
    *MEASURE_COMMANDS,
    *DRAWING_COMMANDS,
    *TEACHING_COMMANDS,
    *HELP_COMMANDS,
)
