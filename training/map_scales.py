"""The command `python -m training.map_scales`: see `training.results.map_scales`."""

from __future__ import annotations

from training.results.map_scales import main

if __name__ == "__main__":
    main()
