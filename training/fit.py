"""The command `python -m training.fit`: see `training.tasks.own_network`."""

from __future__ import annotations

import sys

from training.tasks.own_network import main

if __name__ == "__main__":
    sys.exit(main())
