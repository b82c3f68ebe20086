"""What a frozen folder holds, and from whom: Python distributions and system libraries."""

from __future__ import annotations

import fnmatch
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path, PurePosixPath

Entry = tuple[str, str, str]  # PyInstaller's: name in the bundle, source, kind

#: PyInstaller's start-up program is part of each executable, whatever is imported.
ALWAYS = ("pyinstaller",)
#: Below resources/, but part of the archive of modules, or for those who work on Setsudo.
NOT_SHIPPED = {".py", ".pyc"}
_LICENCE_NAMES = ("LICEN[CS]E*", "COPYING*", "NOTICE*", "AUTHORS*", "EULA*", "COPYRIGHT*")


@dataclass(frozen=True, slots=True)
class Part:
    """A third party's work in the bundle."""

    name: str
    version: str
    licence: str
    homepage: str
    purl: str
    texts: tuple[Path, ...] = field(repr=False)  # licence files, as they are on this machine


def is_installed(name: str) -> bool:
    """Whether the distribution `name` can be bundled."""
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def resources(root: Path) -> list[tuple[str, str]]:
    """(file, folder in the bundle) of what ships below resources/."""
    return [
        (str(path), str(path.parent.relative_to(root)))
        for path in sorted((root / "resources").rglob("*"))
        if path.is_file() and path.suffix not in NOT_SHIPPED
    ]


def without(entries: Iterable[Entry], patterns: Iterable[str]) -> list[Entry]:
    """`entries` but those whose name in the bundle matches one of `patterns`."""
    patterns = tuple(patterns)
    return [
        entry
        for entry in entries
        if not any(fnmatch.fnmatch(entry[0].replace("\\", "/"), pattern) for pattern in patterns)
    ]


def bundled(sources: Iterable[str]) -> list[Part]:
    """Whose work the files in `sources` are, by name; Python itself first."""
    owners = _owners()
    distributions = {name: metadata.distribution(name) for name in ALWAYS if is_installed(name)}
    system: set[str] = set()
    for source in {Path(text) for text in sources if text}:
        distribution = owners.get(_real(source))
        if distribution is not None:
            distributions.setdefault(distribution.metadata["Name"].lower(), distribution)
        elif sys.platform.startswith("linux") and source.is_relative_to("/usr"):
            system.add(str(source))
        elif sys.platform.startswith("linux") and source.is_relative_to("/lib"):
            system |= {str(source), f"/usr{source}"}  # dpkg knows it by one of its two names
    parts = [_of_distribution(found) for _, found in sorted(distributions.items())]
    return [_python(), *_fonts(), *parts, *_of_system(sorted(system))]


def _owners() -> dict[str, metadata.Distribution]:
    """Every installed file, and the distribution that it belongs to."""
    return {
        _real(Path(str(distribution.locate_file(file)))): distribution
        for distribution in metadata.distributions()
        for file in distribution.files or ()
    }


def _real(path: Path) -> str:
    return str(path.parent.resolve() / path.name)


def _python() -> Part:
    version = sys.version.split()[0]
    text = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    return Part(
        "Python",
        version,
        "PSF-2.0",
        "https://www.python.org",
        f"pkg:generic/python@{version}",
        (text,) if text.exists() else (),
    )


def _fonts() -> tuple[Part, Part]:
    """The fonts of window, reports and animations, which lie below resources/."""
    folder = Path(__file__).resolve().parents[1] / "resources" / "fonts"
    japanese = Part(
        "BIZ UDPGothic",
        "2022",
        "OFL-1.1",
        "https://github.com/googlefonts/morisawa-biz-ud-gothic",
        "pkg:generic/biz-udpgothic@2022",
        (folder / "OFL.txt",),
    )
    latin = Part(
        "Inter (as Setsudo Sans)",
        "3.019",
        "OFL-1.1",
        "https://github.com/rsms/inter",
        "pkg:generic/inter@3.019",
        (folder / "OFL-Inter.txt",),
    )
    return japanese, latin


def _of_distribution(distribution: metadata.Distribution) -> Part:
    facts = distribution.metadata
    name = facts["Name"]
    texts = [
        Path(str(distribution.locate_file(file)))
        for file in distribution.files or ()
        if _is_licence(PurePosixPath(file.as_posix()))
    ]
    return Part(
        name,
        distribution.version,
        _licence(facts),
        _homepage(facts),
        f"pkg:pypi/{name.lower().replace('_', '-')}@{distribution.version}",
        tuple(sorted(path for path in texts if path.is_file())),
    )


def _is_licence(file: PurePosixPath) -> bool:
    if file.suffix in {".py", ".pyc", ".h", ".so"}:
        return False
    named = any(fnmatch.fnmatch(file.name.upper(), pattern) for pattern in _LICENCE_NAMES)
    return named or file.parent.name.lower() in {"licenses", "licences"}


def _licence(facts: metadata.PackageMetadata) -> str:
    """As the distribution's metadata say: the expression, else the classifiers, else the field."""
    if "License-Expression" in facts:
        return facts["License-Expression"]
    classifiers = [
        text.split(" :: ")[-1]
        for text in facts.get_all("Classifier") or ()
        if text.startswith("License :: ") and text.count(" :: ") > 1
    ]
    stated = (facts.get_all("License") or [""])[0].strip().splitlines()
    return "; ".join(classifiers) or (stated[0] if stated else "see its text")


def _homepage(facts: metadata.PackageMetadata) -> str:
    links = dict(text.split(", ", 1) for text in facts.get_all("Project-URL") or () if ", " in text)
    by_name = {name.lower(): link for name, link in links.items()}
    wanted = ("homepage", "source", "repository", "source code")
    found = (by_name[name] for name in wanted if name in by_name)
    return facts["Home-page"] if "Home-page" in facts else next(found, "")


def _of_system(paths: list[str]) -> list[Part]:
    """The Debian packages of `paths`; none where there is no dpkg."""
    try:
        asked = subprocess.run(["dpkg", "-S", *paths], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return []
    names = sorted({line.split(": ")[0].split(",")[0] for line in asked.stdout.splitlines()})
    return [_of_package(name) for name in names]


def _of_package(package: str) -> Part:
    asked = ["dpkg-query", "-W", "-f", "${Version}\n${Homepage}", package]
    version, _, homepage = subprocess.check_output(asked, text=True).partition("\n")
    name = package.split(":")[0]
    text = Path("/usr/share/doc") / name / "copyright"
    return Part(
        name,
        version,
        "see its text",
        homepage,
        f"pkg:deb/debian/{name}@{version}",
        (text,) if text.exists() else (),
    )
