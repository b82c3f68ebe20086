"""The command `python -m training.classifier`: see `training.tasks.classification`."""

from __future__ import annotations

from training.tasks.classification import main

if __name__ == "__main__":
    main()
