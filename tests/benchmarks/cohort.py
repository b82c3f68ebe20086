"""Many films in one `analyse` call, beside one call per film; and what memory does meanwhile.

The films are copies of the demonstration study's; each is decoded, classified, segmented, attacked
and attributed like any other.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import resources
from tests.benchmarks.figures import QUICK_ROUNDS, Curve, Figure

ROOT = Path(__file__).resolve().parents[2]
FASTER = 2
LIMIT_MEMORY = 1.1
ONE_BY_ONE = 4
#: Films in one call: the fewest are the reference for the most.
QUICK, USUAL, FULL = (4, 12), (10, 40), (10, 100, 1000)
_PEAK = """
import resource, sys
sys.path.insert(0, {root!r})
from inference.__main__ import main
code = main(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""


def measure(rounds: int, full: bool = False) -> Iterator[tuple[str, Figure]]:
    counts = FULL if full else QUICK if rounds <= QUICK_ROUNDS else USUAL
    with tempfile.TemporaryDirectory() as name:
        films = copies(Path(name), max(counts))
        alone = sum(analysed([film])[0] for film in films[:ONE_BY_ONE]) / ONE_BY_ONE
        taken = {count: analysed(films[:count]) for count in counts}
    (few, (few_s, few_mb)), *_, (many, (many_s, many_mb)) = taken.items()
    seconds = tuple((float(count), spent) for count, (spent, _) in taken.items())
    peaks = tuple((float(count), peak) for count, (_, peak) in taken.items())
    told = ", ".join(f"{count}: {spent:.0f} s" for count, (spent, _) in taken.items())
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
            Curve("films in one call", "peak memory, MB", peaks),
        ),
    )
    yield (
        "growth_films",
        Figure(
            many_s / many,
            few_s / few,
            LIMIT_MEMORY,
            "s",
            f"seconds per film, {many} films ({told})",
            f"{few} films",
            Curve("films in one call", "seconds", seconds),
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
