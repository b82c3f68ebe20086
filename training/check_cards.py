"""The command `python -m training.check_cards`: see `training.tasks.card_check`."""

from __future__ import annotations

import sys

from training.tasks.card_check import main

if __name__ == "__main__":
    sys.exit(main())
