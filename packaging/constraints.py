"""Writes `constraints.txt`: the versions of this environment that Setsudo needs, directly or not.

    python packaging/constraints.py            after the suite passed in this environment
    python packaging/constraints.py --check    1 if a version differs from the file

A version that another package demands exactly is left out, as it follows from that package.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "constraints.txt"
#: Libraries of CUDA and what compiles for it: they follow from the build of torch.
_OF_TORCH = ("cuda-", "nvidia-", "triton")
HEAD = "# Versions with which the suite passed; made by `python packaging/constraints.py`.\n"


def wanted(pyproject: Path) -> list[str]:
    """Every requirement of the project and of its extras but `docs`.

    What makes the site takes no part in the suite, and asks for versions of `requests` and its
    kind that `parity` excludes.
    """
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].items()
    further = (text for name, extra in extras if name != "docs" for text in extra)
    return [*project["dependencies"], *further]


def versions(requirements: Iterable[str]) -> dict[str, str]:
    """Name -> installed version of `requirements` and of what they require in turn.

    What is not installed here is left out. Local labels of builds (+cpu) are dropped.
    """
    found: dict[str, str] = {}
    waiting = [(Requirement(text), frozenset({""})) for text in requirements]
    done: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement, extras = waiting.pop()
        key = canonicalize_name(requirement.name), frozenset(requirement.extras)
        if key in done or key[0].startswith(_OF_TORCH) or not _applies(requirement, extras):
            continue
        done.add(key)
        try:
            installed = distribution(requirement.name)
        except PackageNotFoundError:
            continue
        found[key[0]] = Version(installed.version).public
        inner = (Requirement(text) for text in installed.requires or ())
        waiting += [(each, frozenset({"", *requirement.extras})) for each in inner if _free(each)]
    return dict(sorted(found.items()))


def _applies(requirement: Requirement, extras: frozenset[str]) -> bool:
    if requirement.marker is None:
        return True
    surroundings = {str(name): str(value) for name, value in default_environment().items()}
    return any(requirement.marker.evaluate({**surroundings, "extra": extra}) for extra in extras)


def _free(requirement: Requirement) -> bool:
    return not any(
        each.operator == "==" and "*" not in each.version for each in requirement.specifier
    )


def lines(found: dict[str, str]) -> Iterator[str]:
    yield HEAD
    for name, version in found.items():
        yield f"{name}=={version}\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    text = "".join(lines(versions(wanted(ROOT / "pyproject.toml"))))
    if not check:
        FILE.write_text(text, encoding="utf-8")
        return 0
    differing = sorted(set(text.splitlines()) ^ set(FILE.read_text(encoding="utf-8").splitlines()))
    print("\n".join(differing))
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
