"""The command `python -m training.planted`: see `training.lessons.planted`."""

from __future__ import annotations

from training.lessons.planted import main

if __name__ == "__main__":
    main()
