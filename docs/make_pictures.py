"""Takes the pictures of the README and the guides: `python docs/make_pictures.py [NAME…]`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
_HEART = str(ROOT / "resources" / "samples" / "05_cardiomegaly.dcm")
_NODULES = str(ROOT / "resources" / "samples" / "07_pneumoconiosis.dcm")

#: Picture -> what `main.py` is asked for beside the place.
WANTED = {
    "window-en.png": (_HEART, "--language", "en", "--size", "1440x900"),
    "window-ja.png": (_HEART, "--language", "ja", "--theme", "light", "--size", "1440x900"),
    "regions-en.png": (_HEART, "--language", "en", "--show", "regions", "--size", "1366x768"),
    "regions-ja.png": (_HEART, "--language", "ja", "--show", "regions", "--size", "1366x768"),
    "audience-en.png": (_HEART, "--language", "en", "--show", "audience", "--size", "1280x800"),
    "audience-ja.png": (_HEART, "--language", "ja", "--show", "audience", "--size", "1280x800"),
}
#: Picture -> film and language of a report's page.
REPORTS = {"report-en.png": (_HEART, "en"), "report-ja.png": (_NODULES, "ja")}


def take(name: str, arguments: tuple[str, ...]) -> None:
    """One picture of the analysed window, with settings of its own, in few colours."""
    PICTURES.mkdir(exist_ok=True)
    place = PICTURES / name
    with tempfile.TemporaryDirectory() as profile:
        command = [sys.executable, str(ROOT / "main.py"), "--screenshot", str(place)]
        subprocess.run([*command, "--profile-dir", profile, *arguments], check=True)
    _reduce(place)


def _reduce(place: Path) -> None:
    """Save a picture again in few colours."""
    picture = Image.open(place).convert("RGB")
    palette = picture.quantize(256, kmeans=2)
    picture.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG).save(place, optimize=True)


def take_report(name: str, film: str, language: str) -> None:
    """The report's page as the command line writes it; needs `pdftoppm` (poppler-utils)."""
    with tempfile.TemporaryDirectory() as folder:
        asked = ["export", film, "--out", folder, "--kinds", "report", "--explain", "regions"]
        command = [sys.executable, "-m", "inference", *asked, "--language", language]
        subprocess.run(command, check=True, cwd=ROOT)
        pdf = next(Path(folder).glob("*.pdf"))
        place = PICTURES / Path(name).stem
        draw = ["pdftoppm", "-r", "84", "-png", "-singlefile", str(pdf), str(place)]
        subprocess.run(draw, check=True)
    _reduce(PICTURES / name)


def main() -> None:
    """The pictures that are named, or all."""
    for name in sys.argv[1:] or (*WANTED, *REPORTS):
        if name in REPORTS:
            take_report(name, *REPORTS[name])
        else:
            take(name, WANTED[name])


if __name__ == "__main__":
    main()
