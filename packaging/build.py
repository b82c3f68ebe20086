"""Builds the frozen program and this system's installer.

    python packaging/build.py [--cpu] [--out DIR] [--frozen-only] [--no-smoke-test]

Run it in an environment with Setsudo, PyInstaller and, for `--cpu`, the CPU builds of torch and
torchvision. What comes out, in DIR (dist): the frozen folder `setsudo`, the installers, the licence
page, the bill of materials and SHA256SUMS.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGING = Path(__file__).resolve().parent
ROOT = PACKAGING.parent
# The folder itself, for its modules; never its parent, where it would hide PyPI's `packaging`:
# the imports below (E402) need it.
sys.path[:0] = [str(PACKAGING), str(ROOT)]

import archives  # noqa: E402
import icons  # noqa: E402
import windows_version  # noqa: E402
from sizes import listing  # noqa: E402

from inference import __version__  # noqa: E402

PAGES = ("THIRD-PARTY-LICENCES.txt", "setsudo.cdx.json")


def main() -> int:
    options = _parser().parse_args()
    if options.cpu and (version := cuda_version()):
        print(f"--cpu: this environment's torch is built for CUDA {version}.", file=sys.stderr)
        print("packaging/README.md says how to install the CPU builds.", file=sys.stderr)
        return 2
    out: Path = options.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    frozen = freeze(out, out / "work")
    print(listing(frozen))
    if not options.no_smoke_test:
        subprocess.run([sys.executable, PACKAGING / "smoke_test.py", frozen], check=True)
    if not options.frozen_only:
        kind = "cpu" if not cuda_version() else "cuda"
        made = archives.of_this_system(frozen, out, __version__, kind)
        write_checksums(out, [*made, *(out / name for name in PAGES)])
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--cpu", action="store_true", help="refuse to build with CUDA's libraries")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="DIR")
    parser.add_argument("--frozen-only", action="store_true", help="make no installer")
    parser.add_argument("--no-smoke-test", action="store_true", help="do not run what was built")
    return parser


def cuda_version() -> str:
    """The CUDA that this environment's torch was built for; empty for a CPU build.

    Asked of another process: torch must not be loaded where Qt draws the icons.
    """
    asked = [sys.executable, "-c", "import torch; print(torch.version.cuda or '')"]
    return subprocess.check_output(asked, text=True).strip()


def freeze(out: Path, work: Path) -> Path:
    """Run PyInstaller; returns the folder of the two programs (or the macOS bundle)."""
    icons.write(work, ROOT / "resources" / "icons" / "setsudo.svg")
    windows_version.write(work)
    environment = os.environ | {"SETSUDO_WORK": str(work), "SOURCE_DATE_EPOCH": commit_date()}
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(out), "--workpath", str(work / "pyinstaller")]
    subprocess.run([*command, str(PACKAGING / "setsudo.spec")], check=True, env=environment)
    for name in PAGES:
        shutil.copy(work / name, out / name)
    return out / ("Setsudo.app" if sys.platform == "darwin" else "setsudo")


def commit_date() -> str:
    """Seconds since 1970 of the commit that is built, so that a build can be repeated."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return os.environ["SOURCE_DATE_EPOCH"]
    asked = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "0"


def write_checksums(out: Path, files: list[Path]) -> None:
    """SHA256SUMS, which `sha256sum --check` reads."""
    lines = []
    for file in files:
        with file.open("rb") as stream:
            lines.append(f"{hashlib.file_digest(stream, 'sha256').hexdigest()}  {file.name}\n")
    (out / "SHA256SUMS").write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
