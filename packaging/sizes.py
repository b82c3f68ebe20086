"""The largest parts of a frozen folder.

python packaging/sizes.py dist/setsudo
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

LARGEST = 10


def sizes(folder: Path) -> Counter[str]:
    """Bytes per part: a package or library right below the folder of the program's parts."""
    found: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            found[_part(path.relative_to(folder))] += path.stat().st_size
    return found


def _part(path: Path) -> str:
    """Its first folder; CUDA's and the wheels' shared libraries by their package."""
    names = [name for name in path.parts if name not in {"_internal", "Contents"}]
    if names[0] == "nvidia" and len(names) > 2:
        # CUDA 13's libraries share one folder, so each counts for itself there
        return (
            f"nvidia {names[-1].split('.so')[0]}"
            if names[1].startswith("cu1")
            else f"nvidia {names[1]}"
        )
    if names[0] == "resources" and len(names) > 2:
        return f"resources/{names[1]}"
    return names[0].removesuffix(".libs")


def listing(folder: Path) -> str:
    """A Markdown table of the ten largest parts and of the whole."""
    found = sizes(folder)
    rows = [f"| {name} | {size / 1e6:.0f} |" for name, size in found.most_common(LARGEST)]
    total = f"| **all {len(found)} parts** | **{sum(found.values()) / 1e6:.0f}** |"
    return "\n".join(["| part | MB |", "|---|---|", *rows, total])


if __name__ == "__main__":
    print(listing(Path(sys.argv[1])))
