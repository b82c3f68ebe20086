"""Measures how fast Setsudo is beside what it could be compared with.

    python tests/benchmarks/run.py [--json OUT] [--markdown OUT] [--picture OUT.svg] [--full]
        [--only GROUP[,GROUP]] [--quick]

Every group runs in a process of its own, one after another; a group that fails reports its error
and the rest goes on. Needs the extra [parity] for the comparison with other programs. The JSON maps
each figure's name to value, reference, ratio, limit, met and unit. Exit code 0 when all were met.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.figures import QUICK_ROUNDS, ROUNDS  # noqa: E402
from tests.benchmarks.growth_picture import growth_picture  # noqa: E402

#: Module of tests.benchmarks -> seconds that it may take.
GROUPS = {
    "slider": 120,
    "attack": 300,
    "analysis": 120,
    "opening": 120,
    "start": 120,
    "memory": 60,
    "growth": 240,
    "cohort": 240,
}
#: "cuda" adds a column where there is a GPU; only these groups compute on it.
ON_DEVICE = ("attack", "analysis")
#: Groups of which `--full` measures more, and the seconds that they may then take.
FULL = {"cohort": 1500}
_PATIENCE = "on each group's time limit; for a slow or busy computer"
#: Where the table goes in a page that has a place for it.
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
Figures = dict[str, dict[str, Any]]


def main() -> int:
    options = _parser().parse_args()
    if options.group:
        return _measure(options)
    found: Figures = {}
    for group in options.only:
        began = time.monotonic()
        figures = _in_own_process(group, options)
        for name, figure in figures.items():
            print(_line(name, figure), flush=True)
        print(f"      ({group}: {time.monotonic() - began:.0f} s)", flush=True)
        found |= figures
    if options.json:
        options.json.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    if options.markdown:
        write_table(options.markdown, markdown(found))
    if options.picture:
        options.picture.write_text(growth_picture(found), "utf-8")
    missed = [name for name, figure in found.items() if not figure.get("met")]
    print(f"{len(found) - len(missed)} of {len(found)} met", *missed, sep="\n  not: ")
    return 1 if missed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--json", type=Path, metavar="OUT")
    parser.add_argument("--markdown", type=Path, metavar="OUT", help="put the table into this page")
    parser.add_argument("--only", type=_groups, default=list(GROUPS), metavar="GROUP[,GROUP]")
    parser.add_argument("--patience", type=float, default=1.0, metavar="FACTOR", help=_PATIENCE)
    parser.add_argument("--picture", type=Path, metavar="OUT.svg", help="draw how the costs grow")
    parser.add_argument("--full", action="store_true", help="up to 1,000 films in one call")
    parser.add_argument("--quick", action="store_true", help="few repetitions, to try it out")
    parser.add_argument("--device", default="cpu", help="cpu (default) or cuda")
    parser.add_argument("--group", choices=GROUPS, help=argparse.SUPPRESS)
    return parser


def _groups(text: str) -> list[str]:
    names = text.split(",")
    for name in names:
        if name not in GROUPS:
            raise argparse.ArgumentTypeError(f"“{name}” is none of: {', '.join(GROUPS)}")
    return names


def _in_own_process(group: str, options: argparse.Namespace) -> Figures:
    """The figures of one group, or one that says why there are none."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figures.json"
        command = [sys.executable, __file__, "--group", group, "--json", str(out)]
        command += ["--device", options.device] + ["--quick"] * options.quick
        command += ["--full"] * options.full
        allowed = FULL.get(group, GROUPS[group]) if options.full else GROUPS[group]
        patience = allowed * options.patience
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        try:
            done = subprocess.run(command, env=environment, capture_output=True, timeout=patience)
            error = done.stderr.decode("utf-8", "replace") if done.returncode else ""
        except subprocess.TimeoutExpired:
            error = f"it took more than {patience:.0f} s"
        found: Figures = json.loads(out.read_text("utf-8")) if out.exists() else {}
        if error:
            found[f"{group}_rest"] = {"met": False, "error": error.strip().splitlines()[-1]}
        return found


def _measure(options: argparse.Namespace) -> int:
    """In the group's own process: write each figure as soon as it is there."""
    rounds = QUICK_ROUNDS if options.quick else ROUNDS
    arguments: list[object] = [rounds]
    arguments += [options.device] if options.group in ON_DEVICE else []
    arguments += [options.full] if options.group in FULL else []
    found: Figures = {}
    for name, figure in import_module(f"tests.benchmarks.{options.group}").measure(*arguments):
        found[name] = figure.as_json()
        options.json.write_text(json.dumps(found), "utf-8")
    sys.stdout.flush()
    os._exit(0)  # nothing that still runs may keep the measurement from ending


def _line(name: str, figure: dict[str, Any]) -> str:
    if "error" in figure:
        return f"FAIL  {name}: {figure['error']}"
    return (
        f"{'ok  ' if figure['met'] else 'MISS'}  {name}: {figure['value']:g} {figure['unit']} "
        f"beside {figure['reference']:g}, ratio {figure['ratio']:g} (limit {figure['limit']:g})"
    )


def markdown(found: Figures) -> str:
    """A table for docs/SPEED.md."""
    head = f"Measured on {os.cpu_count()} cores, {platform.system()}, Python "
    rows = [
        f"| {figure['about']} | {figure['value']:g} {figure['unit']} | {figure['beside']} "
        f"| {figure['reference']:g} | {figure['ratio']:g} | {figure['limit']:g} "
        f"| {'yes' if figure['met'] else '**no**'} |"
        for figure in found.values()
        if "error" not in figure
    ]
    failed = [f"\n`{name}` failed: {f['error']}" for name, f in found.items() if "error" in f]
    table = ["| what | figure | beside | reference | ratio | limit | met |", "|" + "---|" * 7]
    return "\n".join([f"{head}{platform.python_version()}.", "", *table, *rows, *failed, ""])


def write_table(page: Path, table: str) -> None:
    """Between the page's marks; a page without them, or none, becomes the table alone."""
    before, begin, rest = (page.read_text("utf-8") if page.exists() else "").partition(BEGIN)
    after = rest.partition(END)[2]
    whole = f"{before}{BEGIN}\n\n{table}\n{END}{after}" if begin else table
    page.write_text(whole, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
