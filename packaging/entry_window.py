"""Where the frozen `setsudo` begins: as `main.py`, but with somewhere to print.

A windowed program on Windows has no standard streams, and libraries that print would fail.
"""

import multiprocessing
import os
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    for stream in ("stdout", "stderr"):
        if getattr(sys, stream) is None:
            setattr(sys, stream, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
    from main import main

    sys.exit(main())
