"""Takes the README's pictures of the window: `python docs/make_pictures.py`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"


def take(name: str, *arguments: str) -> None:
    """One picture of the analysed window, with settings of its own."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        command = [sys.executable, str(ROOT / "main.py"), "--screenshot", str(PICTURES / name)]
        subprocess.run([*command, "--profile-dir", profile, *arguments], check=True)


def main() -> None:
    """All pictures."""
    take("window-demo-en.png", "--demo", "--language", "en")
    take("window-demo-ja.png", "--demo", "--language", "ja")
    film = str(ROOT / "resources" / "samples" / "05_cardiomegaly.dcm")
    take("window-cardiomegaly-en.png", film, "--language", "en")


if __name__ == "__main__":
    main()
