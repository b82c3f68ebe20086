"""Where the files that ship with the program lie."""

from __future__ import annotations

from pathlib import Path

#: The folder that holds models/, samples/, translations/ and icons/.
FOLDER = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `name` ("models", "samples", "translations", "icons") below resources."""
    return FOLDER / name
