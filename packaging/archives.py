"""Installers of the frozen folder, for the system that this runs on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

PACKAGING = Path(__file__).resolve().parent
_DEBIAN_CONTROL = """\
Package: setsudo
Version: {version}
Section: science
Priority: optional
Architecture: {architecture}
Installed-Size: {kilobytes}
Depends: libc6 (>= {libc}), libegl1, libgl1, libfontconfig1, libdbus-1-3, libxkbcommon0
Recommends: fonts-noto-cjk
Maintainer: The Setsudo developers <setsudo@localhost>
Description: why a network calls a chest radiograph what it calls it
 Shows, measures and checks why a convolutional network calls a chest radiograph
 pneumoconiosis or cardiomegaly. Works offline. Not for diagnostic use.
"""


def of_this_system(frozen: Path, out: Path, version: str, kind: str) -> list[Path]:
    """Make them in `out`; `kind` ("cpu", "cuda") becomes part of their names."""
    name = f"setsudo-{version}-{_system()}-{kind}"
    if sys.platform == "win32":
        return [windows_installer(frozen, out / f"{name}-setup.exe", version)]
    if sys.platform == "darwin":
        return [disk_image(frozen, out / f"{name}.dmg")]
    made = [folder_archive(frozen, out / f"{name}.tar.gz", out / "work")]
    if shutil.which("dpkg-deb"):
        made.append(debian_package(frozen, out / f"{name}.deb", out / "work", version))
    return made


def _system() -> str:
    machine = os.uname().machine if hasattr(os, "uname") else "x86_64"
    return {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux") + f"-{machine}"


def folder_archive(frozen: Path, archive: Path, work: Path) -> Path:
    """The folder with an icon, a menu entry and a script that installs it without root.

    Owners are left out and the order is the names', so that equal folders give equal archives.
    """
    extras = [PACKAGING / "linux" / name for name in ("install.sh", "setsudo.desktop")]

    def anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        entry.mtime = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
        return entry

    with tarfile.open(archive, "w:gz", compresslevel=6) as packed:
        packed.add(frozen, "setsudo", filter=anonymous)
        for extra in (*extras, work / "setsudo.png"):
            packed.add(extra, f"setsudo/{extra.name}", filter=anonymous)
    return archive


def debian_package(frozen: Path, package: Path, work: Path, version: str) -> Path:
    """/opt/setsudo, two commands, a menu entry."""
    root = work / "debian"
    shutil.rmtree(root, ignore_errors=True)
    _link_tree(frozen, root / "opt" / "setsudo")
    for name in ("setsudo", "setsudo-cli"):
        command = root / "usr" / "bin" / name
        command.parent.mkdir(parents=True, exist_ok=True)
        command.symlink_to(f"/opt/setsudo/{name}")
    _copy(PACKAGING / "linux" / "setsudo.desktop", root / "usr/share/applications/setsudo.desktop")
    _copy(work / "setsudo.png", root / "usr/share/icons/hicolor/256x256/apps/setsudo.png")
    _copy(PACKAGING.parent / "LICENSE", root / "usr/share/doc/setsudo/copyright")
    size = sum(p.stat().st_size for p in root.rglob("*") if p.is_file() and not p.is_symlink())
    control = root / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(
        _DEBIAN_CONTROL.format(
            version=version,
            architecture=subprocess.check_output(
                ["dpkg", "--print-architecture"], text=True
            ).strip(),
            kilobytes=size // 1024,
            libc=os.confstr("CS_GNU_LIBC_VERSION").split()[-1],  # type: ignore[union-attr]  # glibc has it
        ),
        "utf-8",
    )
    build = ["dpkg-deb", "--root-owner-group", "-Zgzip", "-z6", "--build", str(root), str(package)]
    subprocess.run(build, check=True)
    shutil.rmtree(root)
    return package


def _link_tree(source: Path, target: Path) -> None:
    """A copy of a folder that costs no space: its files are hard links where that is possible."""

    def link(one: str, other: str) -> None:
        try:
            os.link(one, other, follow_symlinks=False)
        except OSError:
            shutil.copy2(one, other, follow_symlinks=False)

    shutil.copytree(source, target, symlinks=True, copy_function=link)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)
    target.chmod(0o644)


def windows_installer(frozen: Path, installer: Path, version: str) -> Path:
    """By Inno Setup's compiler, `iscc`, which must be on PATH."""
    subprocess.run(
        [
            "iscc",
            f"/DVersion={version}",
            f"/DFrozen={frozen}",
            f"/O{installer.parent}",
            f"/F{installer.stem}",
            str(PACKAGING / "windows" / "setsudo.iss"),
        ],
        check=True,
    )
    return installer


def disk_image(bundle: Path, image: Path) -> Path:
    """By hdiutil, with a link to Applications; signed if SETSUDO_CODESIGN names an identity."""
    subprocess.run([PACKAGING / "macos" / "make_dmg.sh", bundle, image], check=True)
    return image
