"""The command `python -m training.simulate`: see `training.simulation.simulated_films`.

With `--twins` it makes pairs of films, see `training.twins.pairs`.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from training.simulation.ct import DEFAULT_CACHE
from training.simulation.simulated_films import make_films, progress_line
from training.twins.pairs import make_twins


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    o = _parser().parse_args(arguments)
    films = (
        make_twins(o.out, o.count, o.seed, o.settings, o.size, o.workers, o.cache)
        if o.twins
        else make_films(o.out, o.count, o.seed, o.settings, o.size, o.workers, o.cache, o.dicom)
    )
    start, before = time.monotonic(), next(films)
    for done in films:
        line = progress_line(done, before, o.count, time.monotonic() - start)
        sys.stderr.write(f"\r{line:<79}")
        sys.stderr.flush()
    sys.stderr.write("\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Simulate frontal chest radiographs from a CT.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--size", type=int, default=512, help="pixels, a multiple of 64")
    parser.add_argument("--settings", choices=("A", "B", "both"), default="A")
    parser.add_argument("--dicom", action="store_true", help="write DICOM files too")
    parser.add_argument(
        "--twins", action="store_true", help="pairs of films with and without the finding"
    )
    parser.add_argument("--cache", type=Path, default=DEFAULT_CACHE)
    return parser


if __name__ == "__main__":
    sys.exit(main())
