"""Adds what a classifier's films look like to it to a bundle that is there already.

    python -m training.features --bundle resources/models/cardiomegaly \
        --finding cardiomegaly --simulated DIR --real DIR \
        --annotations training/annotations --models resources/models
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from inference.networks.architectures import ARCHITECTURES
from inference.networks.model_card import read_card
from training.bundles.bundle import add_features, read_weights
from training.bundles.features import measure_features
from training.loop.answers import load_segmenter
from training.loop.steps import device
from training.tasks.findings import FINDINGS


def main(arguments: Sequence[str] | None = None) -> None:
    """The command of the module's docstring."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    card = read_card(options.bundle)
    options.size = card.input_size
    task = FINDINGS[options.finding](options, load_segmenter(options.models))
    network = ARCHITECTURES[card.architecture](len(card.labels), card.mean, card.std)
    network.load_state_dict(read_weights(options.bundle))
    positive: NDArray[np.bool_] = getattr(task.films, options.finding)
    add_features(options.bundle, measure_features(network.to(device()), task, positive))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="Add distance statistics to a classifier's bundle."
    )
    parser.add_argument("--bundle", type=Path, required=True, help="the classifier's folder")
    parser.add_argument("--finding", choices=sorted(FINDINGS), required=True)
    parser.add_argument("--simulated", type=Path, nargs="*", help="folders of training.simulate")
    parser.add_argument("--real", type=Path, required=True, help="folder with nih_labels.csv")
    parser.add_argument("--annotations", type=Path, required=True, help="outlines on NIH films")
    parser.add_argument("--models", type=Path, required=True, help="folder of the bundles")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    return parser


if __name__ == "__main__":
    main()
