"""The command `python -m training.demo`: see `training.tasks.demo_study`."""

from __future__ import annotations

import sys

from training.tasks.demo_study import main

if __name__ == "__main__":
    sys.exit(main())
