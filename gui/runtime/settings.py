"""What is remembered from one start to the next, in one file that is replaced whole."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from math import isfinite
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths

from inference.core.attack_types import OPTIONS
from inference.core.errors import ExportError
from inference.export.writing import write_whole

log = logging.getLogger(__name__)

_VERSION = 1
LANGUAGES = ("", "en", "ja")  # "" follows the system
THEMES = ("dark", "light", "system")
DEVICES = ("auto", "cpu", "cuda", "mps")
NORMS = OPTIONS["norm"].names


@dataclass(frozen=True, slots=True)
class Settings:
    """The remembered choices; any can be missing from the file."""

    version: int = _VERSION
    geometry: str = ""  # QMainWindow.saveGeometry, base64
    layout_size: int = 4
    contents: str = ""  # keys of the panes, between commas; "" for those at the start
    language: str = ""
    identity_hidden: bool = False
    annotation_level: str = "full"
    rulers_shown: bool = True
    user_windows: str = ""  # see `gui.stores.window_presets`
    right_button_windows: bool = False
    vertical_drag_inverted: bool = False
    recent_kept: bool = False
    card_shown: bool = True
    heat_colours: str = "inferno"
    theme: str = "dark"
    device: str = "auto"
    attack_norm: str = "linf"
    attack_epsilon: float = 8.0  # n/255 for L-inf, the norm itself for L2
    attack_steps: int = 40
    attack_confidence: float = 0.99  # 0.5: never stop early
    tour_seen: bool = False


#: Values that a setting may have, where not every value of its type will do.
_ALLOWED: dict[str, tuple[object, ...]] = {
    "layout_size": (1, 2, 3, 4),
    "language": LANGUAGES,
    "theme": THEMES,
    "device": DEVICES,
    "attack_norm": NORMS,
}


class Found(StrEnum):
    """What became of the settings file."""

    WHOLE = "whole"  # or not there yet
    BROKEN = "broken"  # set aside
    NEWER = "newer"  # of a later version of the program; set aside


def profile_folder(chosen: Path | None = None) -> Path:
    """Where settings and log lie; made if it is not there."""
    location = QStandardPaths.StandardLocation.GenericConfigLocation
    folder = chosen or Path(QStandardPaths.writableLocation(location)) / "Setsudo"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class SettingsFile:
    """Reads and writes `settings.json`; a file that is not ours to use is set aside, never lost."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "settings.json"

    def read(self) -> tuple[Settings, Found]:
        """The settings, and what became of the file that was found."""
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return Settings(), Found.WHOLE
        except (OSError, UnicodeDecodeError):
            return Settings(), self._set_aside(Found.BROKEN)
        try:
            return _settings_of(json.loads(text)), Found.WHOLE
        except NewerVersionError:
            return Settings(), self._set_aside(Found.NEWER)
        except (ValueError, TypeError, RecursionError):
            return Settings(), self._set_aside(Found.BROKEN)

    def write(self, settings: Settings) -> None:
        """Replace the file whole; a failure is logged, and the old file stays."""
        try:
            write_whole(self.path, json.dumps(asdict(settings), indent=1).encode())
        except ExportError as error:
            log.warning("settings were not written (%s)", type(error.__cause__).__name__)

    def _set_aside(self, why: Found) -> Found:
        for number in range(1, 100):
            aside = self.path.with_name(f"settings.{why}-{number}.json")
            if not aside.exists():
                break
        try:
            self.path.replace(aside)
        except OSError as error:
            log.warning("%s settings could not be set aside (%s)", why, type(error).__name__)
        return why


class NewerVersionError(ValueError):
    """The settings were written by a later version of the program."""


def _settings_of(found: object) -> Settings:
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
    taken: dict[str, Any] = {}
    for field in fields(Settings):
        if field.name in found and field.name != "version":
            value = _of_the_type(field.default, found[field.name])
            if value not in _ALLOWED.get(field.name, (value,)):
                raise ValueError(field.name)
            taken[field.name] = value
    return Settings(**taken)


def _of_the_type(default: object, value: object) -> object:
    """`value`, if it can stand where `default` stands. JSON writes 8.0 also as 8."""
    if type(default) is float and type(value) is int:
        return float(value)
    if type(value) is not type(default) or (isinstance(value, float) and not isfinite(value)):
        raise TypeError("another type")
    return value
