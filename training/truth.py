"""The command `python -m training.truth`: see `training.twins.evaluation`."""

from __future__ import annotations

from training.twins.evaluation import main

if __name__ == "__main__":
    main()
