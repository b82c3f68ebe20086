"""What is remembered from one start to the next, in one file that is replaced whole."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from pathlib import Path

from gui.runtime.profile import write_private

log = logging.getLogger(__name__)

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Setting:
    """One value of the file: its default says of which type it is."""

    default: object  # text, a number, or True or False
    allowed: tuple[object, ...] = ()  # every value that it may have; empty: any of its type


class FileState(StrEnum):
    """What became of the settings file."""

    WHOLE = "whole"  # or not there yet
    BROKEN = "broken"  # set aside
    STUCK = "stuck"  # damaged, and could not be set aside; never written
    NEWER = "newer"  # of a later version of the program; left as it is, and never written


class SettingsFile:
    """Reads and writes `settings.json`; a file that is not ours to use is never lost.

    `settings` are those that are known, by name; any can be missing from the file.
    """

    def __init__(self, folder: Path, settings: Mapping[str, Setting]) -> None:
        self.path = folder / "settings.json"
        self._settings, self._ours = settings, True

    def read(self) -> tuple[dict[str, object], FileState]:
        """Every value by its name, and what became of the file that was found."""
        defaults = {name: setting.default for name, setting in self._settings.items()}
        try:
            text = self.path.read_text(encoding="utf-8")
        except (FileNotFoundError, NotADirectoryError):
            return defaults, FileState.WHOLE
        except (OSError, UnicodeDecodeError):
            return defaults, self._set_aside(FileState.BROKEN)
        try:
            return defaults | _taken(json.loads(text), self._settings), FileState.WHOLE
        except NewerVersionError:
            self._ours = False
            return defaults, FileState.NEWER
        except (ValueError, TypeError, RecursionError):
            return defaults, self._set_aside(FileState.BROKEN)

    def write(self, values: Mapping[str, object]) -> None:
        """Replace the file whole, unless it is a later version's or could not be set aside.

        Raises ExportError: "write_failed"; the old file stays.
        """
        if self._ours:
            text = json.dumps({"version": _VERSION, **values}, indent=1)
            write_private(self.path, text.encode())

    def _set_aside(self, why: FileState) -> FileState:
        for number in range(1, 100):
            aside = self.path.with_name(f"settings.{why}-{number}.json")
            if not aside.exists():
                break
        try:
            self.path.replace(aside)
        except OSError as error:
            log.warning("%s settings could not be set aside (%s)", why, type(error).__name__)
            self._ours = False
            return FileState.STUCK
        return why


class NewerVersionError(ValueError):
    """The settings were written by a later version of the program."""


def _taken(found: object, settings: Mapping[str, Setting]) -> dict[str, object]:
    """Known names of the right type are taken over.

    Raises
    ------
    NewerVersionError: a later program wrote the file.
    ValueError, TypeError: the file is not one of settings, or a value is of another type.
    """
    if not isinstance(found, dict) or not isinstance(found.get("version"), int):
        raise TypeError("not settings")
    if found["version"] > _VERSION:
        raise NewerVersionError
    taken: dict[str, object] = {}
    for name, setting in settings.items():
        if name in found:
            taken[name] = _of_the_type(setting.default, found[name])
            if setting.allowed and taken[name] not in setting.allowed:
                raise ValueError(name)
    return taken


def _of_the_type(default: object, value: object) -> object:
    """`value`, if it can stand where `default` stands. JSON writes 8.0 also as 8."""
    if type(default) is float and type(value) is int:
        return float(value)
    if type(value) is not type(default) or (isinstance(value, float) and not isfinite(value)):
        raise TypeError("another type")
    return value
