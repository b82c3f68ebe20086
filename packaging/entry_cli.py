"""Where the frozen `setsudo-cli` begins: a decoder's child process must be told apart first."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from inference.__main__ import main

    sys.exit(main())
