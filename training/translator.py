"""The command `python -m training.translator`: see `training.tasks.translation`."""

from __future__ import annotations

from training.tasks.translation import main

if __name__ == "__main__":
    main()
