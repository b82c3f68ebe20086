"""Setsudo's command line: opens the window, takes its picture, or checks itself."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from pathlib import Path

from gui.runtime.platform_check import Machine, platform_trouble
from gui.runtime.self_test_report import tell
from inference.core.languages import LANGUAGES
from inference.networks.bundle_options import add_bundle_options


def parser() -> argparse.ArgumentParser:
    """Options of `main.py`."""
    made = argparse.ArgumentParser(
        prog="setsudo",
        description="Shows why a network calls a chest radiograph pneumoconiosis or cardiomegaly. "
        "Not for diagnostic use.",
    )
    made.add_argument("files", nargs="*", type=Path, metavar="FILE", help="films or folders")
    made.add_argument("--demo", action="store_true", help="open the simulated demo study")
    made.add_argument(
        "--screenshot", type=Path, metavar="OUT.png", help="analyse, save the window, exit"
    )
    made.add_argument(
        "--self-test", action="store_true", help="use every part once, tell what works, exit"
    )
    made.add_argument(
        "--json",
        nargs="?",
        const="-",
        default="",
        metavar="OUT",
        help="tell it as JSON, in a file or on standard output",
    )
    made.add_argument("--debug", action="store_true", help="write a longer log, also to stderr")
    made.add_argument("--profile-dir", type=Path, metavar="DIR", help="settings and log go here")
    made.add_argument(
        "--language", choices=tuple(LANGUAGES), default="", help="instead of the system's"
    )
    made.add_argument(
        "--theme", choices=("dark", "light", "system"), default="", help="instead of the chosen one"
    )
    made.add_argument(
        "--text-size",
        type=int,
        choices=(90, 100, 110, 125, 150),
        default=0,
        help="percent, instead of the chosen one",
    )
    made.add_argument(
        "--size", type=size, metavar="WIDTHxHEIGHT", help="of the window in a screenshot"
    )
    made.add_argument(
        "--show",
        choices=("findings", "attack", "regions", "agreement", "audience"),
        default="",
        help="which part of the panel, or the audience's window, is in a screenshot",
    )
    add_bundle_options(made)
    return made


def _refuse(trouble: str, given: argparse.Namespace) -> int:
    """Say why Qt is not started at all; the self-test says it in its report."""
    if given.self_test:
        tell({"passed": False, "errors": {"platform": trouble}}, given.json)
    elif sys.stderr is not None:
        print(trouble, file=sys.stderr)
    return 2


def size(text: str) -> tuple[int, int]:
    """Two numbers from "1366x768"."""
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError("WIDTHxHEIGHT, e.g. 1366x768")
    return int(width), int(height)


def main(arguments: list[str] | None = None) -> int:
    """Run the program. Returns its exit code."""
    multiprocessing.freeze_support()
    given = parser().parse_args(arguments)
    if sys.platform == "win32":
        import torch  # noqa: F401  (its libraries must be loaded before Qt's)
    trouble = platform_trouble(
        Machine(),
        needs_screen=given.screenshot is None and not given.self_test,
        language=given.language,
    )
    if trouble:
        return _refuse(trouble, given)
    if given.self_test:
        from gui.self_test import run_self_test

        return run_self_test(given.json)
    from gui.app import Options, run

    return run(
        Options(
            files=tuple(given.files),
            demo=given.demo,
            screenshot=given.screenshot,
            debug=given.debug,
            profile=given.profile_dir,
            language=given.language,
            theme=given.theme,
            text_size=given.text_size,
            size=given.size,
            show=given.show,
            models=given.models,
            bundles=tuple(given.bundle),
        )
    )


if __name__ == "__main__":
    sys.exit(main())
