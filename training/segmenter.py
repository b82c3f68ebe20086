"""The command `python -m training.segmenter`: see `training.tasks.segmentation`."""

from __future__ import annotations

from training.tasks.segmentation import main

if __name__ == "__main__":
    main()
