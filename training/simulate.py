"""The command `python -m training.simulate`: see `training.simulation.simulated_films`."""

from __future__ import annotations

import sys

from training.simulation.simulated_films import main

if __name__ == "__main__":
    sys.exit(main())
