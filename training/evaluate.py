"""The command `python -m training.evaluate`: see `training.results.evaluation`."""

from __future__ import annotations

from training.results.evaluation import main

if __name__ == "__main__":
    main()
