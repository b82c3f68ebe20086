"""The cards of the networks that took part in a result, read without loading the networks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import resources
from inference.core.errors import AnalysisError
from inference.core.requests import AnalysisResult
from inference.core.types import ModelCard
from inference.networks.model_card import read_card


def used_cards(result: AnalysisResult, further: Sequence[Path] = ()) -> tuple[ModelCard, ...]:
    """Cards of the bundles that the result names.

    They are looked for below the program's own folder and `further`, each a bundle or a folder of
    some. A card whose version or weights differ from what the result names is left out.
    """
    found = {}
    for folder in (resources.folder("models"), *further):
        for bundle in (folder, *sorted(folder.glob("*/"))):
            try:
                card = read_card(bundle)
            except AnalysisError:
                continue
            if result.versions.get(card.name) == f"{card.version} ({card.weights_sha256[:12]})":
                found[card.name] = card
    return tuple(found.values())
