"""What is remembered from one start to the next: geometry, layout, language. Never a file."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from PySide6.QtCore import QStandardPaths

log = logging.getLogger(__name__)

_VERSION = 1
LANGUAGES = ("", "en", "ja")  # "" follows the system


@dataclass(frozen=True, slots=True)
class Settings:
    """The remembered choices; any can be missing from the file."""

    version: int = _VERSION
    geometry: str = ""  # QMainWindow.saveGeometry, base64
    layout_size: int = 4
    language: str = ""
    identity_hidden: bool = False


def profile_folder(chosen: Path | None = None) -> Path:
    """Where settings and log lie; made if it is not there."""
    location = QStandardPaths.StandardLocation.GenericConfigLocation
    folder = chosen or Path(QStandardPaths.writableLocation(location)) / "Setsudo"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class SettingsFile:
    """Reads and writes `settings.json`; a broken file is set aside, never overwritten."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "settings.json"

    def read(self) -> tuple[Settings, bool]:
        """The settings, and whether a broken file was set aside."""
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return Settings(), False
        except (OSError, UnicodeDecodeError):
            return Settings(), self._set_aside()
        try:
            return _settings_of(json.loads(text)), False
        except (ValueError, TypeError):
            return Settings(), self._set_aside()

    def write(self, settings: Settings) -> None:
        """Replace the file whole; a failure is logged, and the old file stays."""
        part = self.path.with_suffix(f".{os.getpid()}.part")
        try:
            part.write_text(json.dumps(asdict(settings), indent=1), encoding="utf-8")
            part.replace(self.path)
        except OSError as error:
            log.warning("settings were not written (%s)", type(error).__name__)
            part.unlink(missing_ok=True)

    def _set_aside(self) -> bool:
        for number in range(1, 100):
            aside = self.path.with_name(f"settings.broken-{number}.json")
            if not aside.exists():
                break
        try:
            self.path.replace(aside)
        except OSError as error:
            log.warning("broken settings could not be set aside (%s)", type(error).__name__)
        return True


def _settings_of(found: object) -> Settings:
    """Known names of the right type are taken over.

    Raises
    ------
    ValueError, TypeError: the file is not one of settings, or a value is of another type.
    """
    if not isinstance(found, dict) or not isinstance(found.get("version"), int):
        raise TypeError("not settings")
    settings = Settings()
    for field in fields(Settings):
        if field.name not in found or field.name == "version":
            continue
        value = found[field.name]
        if type(value) is not type(getattr(settings, field.name)):
            raise TypeError(field.name)
        settings = replace(settings, **{field.name: value})
    if settings.layout_size not in (1, 2, 3, 4) or settings.language not in LANGUAGES:
        raise ValueError("out of range")
    return settings
