"""Which networks are used: the options that both command lines share. Needs nothing else."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_bundle_options(parser: argparse.ArgumentParser) -> None:
    """Add `--models` and `--bundle`."""
    parser.add_argument(
        "--models", metavar="DIR", type=Path, help="use the network bundles in DIR instead"
    )
    parser.add_argument(
        "--bundle",
        metavar="DIR",
        type=Path,
        action="append",
        default=[],
        help="use this network bundle too, for instance one of your own; it takes the place of the "
        "program's network for the same finding; may be given several times",
    )
