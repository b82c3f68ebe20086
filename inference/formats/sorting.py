"""Order and kind of file names. Standard library only."""

from __future__ import annotations

import re
from pathlib import Path

_SYSTEM_NAMES = {
    "thumbs.db",
    "desktop.ini",
    "dicomdir",
    "$recycle.bin",
    "system volume information",
    "__macosx",
}


def natural_key(path: Path) -> list[tuple[int, int, str]]:
    """Sort key by which film2 comes before film10, without regard to case."""
    parts = re.split(r"(\d+)", str(path).casefold())
    return [(0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts if p]


def is_system_name(name: str) -> bool:
    """True for files and folders that systems and archives put beside the images."""
    return name.casefold() in _SYSTEM_NAMES
