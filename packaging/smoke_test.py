"""Runs a frozen program as a stranger would have it, and looks at what it does.

    python packaging/smoke_test.py dist/setsudo [--keep FOLDER]

The folder is copied to a place with spaces and Japanese in its name, made read-only, and run with
an empty home, no Python on PATH, no locale, and (on Linux) no network and no privileges. Then:

1. `setsudo --self-test`: every decoder, network, export and language;
2. `setsudo-cli analyse` on a film of the demo study;
3. `setsudo --demo --screenshot`: the window, drawn offscreen.

Nothing but the standard library is needed. `--keep` saves the reports and the picture.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import stat
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

SECONDS = 600
NOBODY = 65534
#: What a self-test must have used at least.
DECODERS = 19
EXPORTS = {
    "PNG",
    "adversarial PNG",
    "PDF (en)",
    "PDF (ja)",
    "Secondary Capture Image Storage",
    "Segmentation Storage",
}
SMALLEST_PICTURE = (1280, 800)


class SmokeTestError(Exception):
    """What the frozen program did not do."""


def main() -> int:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("dist", type=Path, help="the frozen folder, or the macOS bundle")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="save reports and picture here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="setsudo-smoke-") as name:
        bench = Bench(Path(name), options.dist.resolve())
        try:
            for check in (self_test, command_line, window, left_behind):
                began = time.monotonic()
                told = check(bench)
                print(f"ok   {check.__name__:13} {time.monotonic() - began:6.1f} s  {told}")
        except SmokeTestError as failure:
            print(f"FAIL {failure}", file=sys.stderr)
            return 1
        finally:
            if options.keep:
                shutil.copytree(bench.out, options.keep, dirs_exist_ok=True)
            bench.make_writable()
    return 0


class Bench:
    """The copied program, and the poor surroundings that it is run in."""

    def __init__(self, folder: Path, dist: Path) -> None:
        folder.chmod(0o755)  # so that nobody can reach it
        self.place = folder / "読み取り専用 read only" / dist.name
        self.home, self.out = folder / "空の home", folder / "結果 out"
        shutil.copytree(dist, self.place, symlinks=True)
        for made in (self.home, self.out, folder / "tmp"):
            made.mkdir()
            made.chmod(0o777)
        self._temporary = folder / "tmp"
        self._set_writable(False)
        self.before = self.listing()

    @property
    def resources(self) -> Path:
        """The folder of what ships with the program."""
        return next(path for path in self.place.rglob("resources") if path.is_dir())

    def listing(self) -> dict[str, tuple[int, int]]:
        """Size and time of change of every installed file."""
        return {
            str(path): (status.st_size, status.st_mtime_ns)
            for path in self.place.rglob("*")
            for status in [path.lstat()]
        }

    def run(self, program: str, *arguments: object, **environment: str) -> str:
        """The program's standard output. Raises SmokeTestError unless it ends well and in time."""
        command = [*_confined(), str(self._executable(program)), *map(str, arguments)]
        try:
            done = subprocess.run(
                command,
                env=self._environment(environment),
                cwd=self.home,
                capture_output=True,
                timeout=SECONDS,
            )
        except subprocess.TimeoutExpired:
            raise SmokeTestError(f"{program} did not end within {SECONDS} s") from None
        output, errors = (
            stream.decode("utf-8", "replace") for stream in (done.stdout, done.stderr)
        )
        if done.returncode:
            raise SmokeTestError(f"{program} ended with {done.returncode}\n{output}\n{errors}")
        return output

    def make_writable(self) -> None:
        """So that the copy can be removed."""
        self._set_writable(True)

    def _executable(self, program: str) -> Path:
        if sys.platform == "win32":
            return self.place / f"{program}.exe"
        if sys.platform == "darwin" and self.place.suffix == ".app":
            return self.place / "Contents" / "MacOS" / program
        return self.place / program

    def _environment(self, extra: dict[str, str]) -> dict[str, str]:
        """All of it; nothing is inherited but what Windows can't run without."""
        made = {
            "HOME": str(self.home),
            "TMPDIR": str(self._temporary),
            "PATH": str(self.home / "nothing"),
        }
        if sys.platform == "win32":
            root = os.environ["SYSTEMROOT"]
            made = {"SYSTEMROOT": root, "PATH": f"{root}\\System32", "TEMP": str(self._temporary)}
            made |= dict.fromkeys(("USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(self.home))
        return made | extra

    def _set_writable(self, writable: bool) -> None:
        write = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
        for path in (self.place, *self.place.rglob("*")):
            if not path.is_symlink():
                mode = path.stat().st_mode
                path.chmod(mode | stat.S_IWUSR if writable else mode & ~write)


def _confined() -> list[str]:
    """A command in front of the program: no network, and no power to write where it may not."""
    if not sys.platform.startswith("linux") or not (unshare := shutil.which("unshare")):
        print("note: the network is not cut off here")
        return []
    if os.geteuid() == 0:
        drop = [shutil.which("setpriv") or "setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}"]
        return [unshare, "--net", "--", *drop, "--clear-groups", "--"]
    return [unshare, "--user", "--map-current-user", "--net", "--"]


def self_test(bench: Bench) -> str:
    """Every decoder, network, export and language, in the windowed program."""
    out = bench.out / "self-test.json"
    bench.run("setsudo", "--self-test", "--json", out, QT_QPA_PLATFORM="offscreen")
    report: dict[str, Any] = json.loads(out.read_text("utf-8"))
    decoded, networks, exports = (report[part] for part in ("decoded", "networks", "exports"))
    if not report["passed"] or len(decoded) < DECODERS or EXPORTS - set(exports):
        raise SmokeTestError(
            f"the self-test says\n{json.dumps(report, indent=1, ensure_ascii=False)}"
        )
    cards = list(bench.resources.glob("models/*/card.toml"))
    if len(networks) != len(cards):
        raise SmokeTestError(f"{len(cards)} networks are bundled, {len(networks)} were loaded")
    return f"{len(decoded)} decoders, {len(networks)} networks, exports: {', '.join(exports)}"


def command_line(bench: Bench) -> str:
    """The console program analyses a film and tells it as JSON."""
    film = min(bench.resources.glob("samples/*.dcm"))
    text = bench.run("setsudo-cli", "analyse", film, "--json", "-", "--device", "cpu")
    (bench.out / "analyse.json").write_text(text, "utf-8")
    films = json.loads(text)
    found = films["films"] if isinstance(films, dict) else films
    if len(found) != 1:
        raise SmokeTestError(f"setsudo-cli told of {len(found)} films")
    return bench.run("setsudo-cli", "--version").strip()


def window(bench: Bench) -> str:
    """The window opens the demo study, analyses it and saves its picture."""
    out = bench.out / "window.png"
    bench.run("setsudo", "--demo", "--screenshot", out, QT_QPA_PLATFORM="offscreen")
    header = out.read_bytes()[:24]
    width, height = struct.unpack(">II", header[16:24])
    if header[:4] != b"\x89PNG" or (width, height) < SMALLEST_PICTURE:
        raise SmokeTestError("the window's picture is no picture")
    return f"{width} × {height}, {out.stat().st_size >> 10} kB"


def left_behind(bench: Bench) -> str:
    """The installed folder is as it was; what the home holds is told."""
    if bench.listing() != bench.before:
        raise SmokeTestError("the program changed its own folder")
    made = sorted(str(path.relative_to(bench.home)) for path in bench.home.rglob("*"))
    return f"in the home: {', '.join(made) or 'nothing'}"


if __name__ == "__main__":
    sys.exit(main())
