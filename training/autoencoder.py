"""The command `python -m training.autoencoder`: see `training.tasks.autoencoding`."""

from __future__ import annotations

from training.tasks.autoencoding import main

if __name__ == "__main__":
    main()
