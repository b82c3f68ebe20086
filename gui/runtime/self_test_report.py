"""Tells what a self-test found, also where Qt can't be loaded; imports no Qt."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from inference.export.writing import write_whole

STDOUT = "-"


def tell(report: Mapping[str, object], json_to: str) -> None:
    """Print a line per part, or JSON to a file or "-". Raises ExportError."""
    text = json.dumps(report, indent=1, ensure_ascii=False)
    if json_to and json_to != STDOUT:
        write_whole(Path(json_to), text.encode())
    elif sys.stdout is not None:
        print(text if json_to else _lines(report))


def _lines(report: Mapping[str, object]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in report.items())
