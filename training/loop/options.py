"""Options that every command which trains a bundled network has."""

from __future__ import annotations

import argparse
from pathlib import Path


def parser(description: str, *, steps: int, rate: float) -> argparse.ArgumentParser:
    """A parser with the films, the schedule, and where to begin; `steps` and `rate` by default."""
    made = argparse.ArgumentParser(description=description)
    made.add_argument("--simulated", type=Path, nargs="*", help="folders of training.simulate")
    made.add_argument("--real", type=Path, required=True, help="folder with nih_labels.csv")
    made.add_argument("--annotations", type=Path, required=True, help="outlines on NIH films")
    made.add_argument("--steps", type=int, default=steps)
    made.add_argument("--rate", type=float, default=rate)
    made.add_argument("--minutes", type=float, help="end earlier, after this wall time")
    made.add_argument("--start", type=Path, help="bundle folder to go on from")
    made.add_argument("--checkpoint", type=Path, help="save and resume here")
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--threads", type=int, default=2)
    made.add_argument("--version", default="1.0.0")
    return made
