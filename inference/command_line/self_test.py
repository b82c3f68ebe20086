"""Does this installation compute? Every decoder, every bundled network, one attack.

What only a frozen copy can lack is asked for by use: codecs, data files, libraries loaded by name,
the decoder's own process. The window's part is in `gui.self_test`. Torch is imported on use.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import numpy as np

import resources
from inference import __version__
from inference.core.errors import AnalysisError
from inference.core.requests import AnalysisRequest
from inference.core.types import FloatArray, Radiograph
from inference.reading.study_reader import read_study

#: The folder below resources that holds one tiny film per transfer syntax.
FILMS = "self_test"
_ROWS, _COLUMNS = 72, 64
#: How far a film compressed with loss may be off, in the film's whole range.
_LOSSY_TOLERANCE = 0.02
_LOSSY = {"JPEGBaseline8Bit", "JPEGExtended12Bit", "JPEG2000", "picture"}
_PACKAGES = (
    "numpy", "torch", "torchvision", "safetensors", "pydicom", "PIL", "cv2", "contourpy",
    "imagecodecs", "openjpeg",
)  # fmt: skip


def ramp() -> FloatArray:
    """(72, 64) float32 from 0 to 1: what every film of the self-test shows."""
    values = np.linspace(0, 1, _ROWS * _COLUMNS, dtype=np.float32)
    return values.reshape(_ROWS, _COLUMNS)


def versions() -> dict[str, str]:
    """Of everything that computes."""
    found = {"setsudo": __version__, "python": platform.python_version()}
    for name in _PACKAGES:
        found[name] = str(getattr(import_module(name), "__version__", "?"))
    return found


def decoded_films() -> Iterator[str]:
    """The name of each tiny film, once it was decoded by the decoder's process as it should.

    Raises
    ------
    AnalysisError: names the film that is missing, can't be read or shows something else.
    """
    films = sorted(resources.folder(FILMS).glob("*.*"))
    if not films:
        raise AnalysisError("file_missing", file=f"resources/{FILMS}")
    for path in films:
        _check_pixels(path)
        yield path.stem if path.suffix == ".dcm" else path.suffix[1:].upper()


def _check_pixels(path: Path) -> None:
    pixels = read_study(path).radiographs[0].pixels
    tolerance = _LOSSY_TOLERANCE if path.stem in _LOSSY else 0.5 / 4095 + 1e-6
    if pixels.shape != (_ROWS, _COLUMNS) or np.abs(pixels - ramp()).max() > tolerance:
        raise AnalysisError("internal", reason=f"{path.name} was decoded to other pixels")


def verified_networks() -> Iterator[str]:
    """Each bundled network's name and fingerprint, once its weights were read and verified."""
    import torch

    from inference.networks.model_card import CARD, read_card
    from inference.networks.models import load_network

    for card_path in sorted(resources.folder("models").glob(f"*/{CARD}")):
        card = read_card(card_path.parent)
        load_network(card_path.parent, card, torch.device("cpu"))
        yield f"{card.name} {card.version} ({card.weights_sha256[:12]})"


def first_sample() -> Radiograph:
    """The first film of the demo study. Raises AnalysisError if there is none."""
    samples = sorted(resources.folder("samples").glob("*.dcm"))
    if not samples:
        raise AnalysisError("file_missing", file="resources/samples")
    return read_study(samples[0]).radiographs[0]


def whole_analysis(film: Radiograph) -> AnalysisRequest:
    """The analysis that a person gets by default."""
    return AnalysisRequest(1, film)
