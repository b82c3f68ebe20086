"""Many films in one `analyse` call, beside one call per film; and what memory does meanwhile."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import resources
from tests.benchmarks.figures import Figure

ROOT = Path(__file__).resolve().parents[2]
FASTER = 2
LIMIT_MEMORY = 1.1
ONE_BY_ONE = 4
_PEAK = """
import resource, sys
sys.path.insert(0, {root!r})
from inference.__main__ import main
code = main(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""


def measure(rounds: int) -> Iterator[tuple[str, Figure]]:
    few, many = (4, 12) if rounds < 7 else (8, 40)
    with tempfile.TemporaryDirectory() as name:
        films = copies(Path(name), many)
        alone = sum(analysed([film])[0] for film in films[:ONE_BY_ONE]) / ONE_BY_ONE
        few_s, few_mb = analysed(films[:few])
        many_s, many_mb = analysed(films)
    yield (
        "cohort_speed",
        Figure(
            many_s / many,
            alone,
            1 / FASTER,
            "s",
            f"seconds per film, {many} films in one call",
            "one call per film",
        ),
    )
    yield (
        "cohort_memory",
        Figure(
            many_mb,
            few_mb,
            LIMIT_MEMORY,
            "MB",
            f"peak memory with {many} films in one call",
            f"with {few} films",
        ),
    )
    yield (
        "growth_films",
        Figure(
            many_s / many,
            few_s / few,
            LIMIT_MEMORY,
            "s",
            f"seconds per film, {many} films",
            f"{few} films",
        ),
    )


def copies(folder: Path, count: int) -> list[Path]:
    samples = sorted(resources.folder("samples").glob("*.dcm"))
    films = []
    for number in range(count):
        films.append(folder / f"{number:04d}.dcm")
        shutil.copy(samples[number % len(samples)], films[-1])
    return films


def analysed(films: list[Path]) -> tuple[float, float]:
    """(seconds, peak MB) of one `analyse` of the films."""
    command = [sys.executable, "-c", _PEAK.format(root=str(ROOT)), "analyse", *map(str, films)]
    began = time.perf_counter()
    done = subprocess.run([*command, "--json", "-"], capture_output=True)
    if done.returncode:
        raise RuntimeError(done.stderr.decode("utf-8", "replace")[-300:])
    return time.perf_counter() - began, int(done.stderr.split()[-1]) / 1024
