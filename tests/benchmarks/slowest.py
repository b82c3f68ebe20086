"""Writes the slowest tests of a run into CONTRIBUTING.md.

python -m pytest --junitxml=suite.xml
python tests/benchmarks/slowest.py suite.xml
"""

from __future__ import annotations

import os
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

CONTRIBUTING = Path(__file__).resolve().parents[2] / "CONTRIBUTING.md"
BEGIN, END = "<!-- slowest:begin -->\n", "<!-- slowest:end -->"
LISTED = 20


def section(report: Path) -> str:
    """The lines about a JUnit report as pytest writes it."""
    suite = next(ElementTree.parse(report).getroot().iter("testsuite"))
    cases = sorted(suite.iter("testcase"), key=lambda case: -float(case.get("time", 0)))
    total, failed = int(suite.get("tests", 0)), int(suite.get("failures", 0))
    failed += int(suite.get("errors", 0))
    head = (
        f"{total} tests, {failed} failed, {int(suite.get('skipped', 0))} skipped, in "
        f"{float(suite.get('time', 0)) / 60:.1f} minutes on {os.cpu_count()} cores."
    )
    rows = [f"| {float(case.get('time', 0)):.1f} | `{_name(case)}` |" for case in cases[:LISTED]]
    return "\n".join([head, "", "| seconds | test |", "|---|---|", *rows, ""])


def _name(case: ElementTree.Element) -> str:
    return f"{case.get('classname', '')}::{case.get('name', '')}"


def main() -> None:
    text = CONTRIBUTING.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    made = f"{before}{BEGIN}\n{section(Path(sys.argv[1]))}\n{END}{after}"
    CONTRIBUTING.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
