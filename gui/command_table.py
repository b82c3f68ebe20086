"""Every command, once: its words, its keys, its picture, its menu."""

from __future__ import annotations

from gui.analysis_commands import ANALYSIS_COMMANDS
from gui.command_spec import ActionSpec
from gui.film_commands import FILM_COMMANDS
from gui.view_commands import VIEW_COMMANDS

SPECS: tuple[ActionSpec, ...] = (*FILM_COMMANDS, *VIEW_COMMANDS, *ANALYSIS_COMMANDS)
