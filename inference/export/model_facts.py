"""The cards of the networks that took part in a result, read without loading the networks."""

from __future__ import annotations

from pathlib import Path

import resources
from inference.errors import AnalysisError
from inference.model_card import read_card
from inference.types import AnalysisResult, ModelCard


def used_cards(result: AnalysisResult, folder: Path | None = None) -> tuple[ModelCard, ...]:
    """Cards of the bundles below `folder` (default: the program's own) that the result names.

    A card whose version or weights differ from what the result names is left out.
    """
    found = []
    for bundle in sorted((folder or resources.folder("models")).glob("*/")):
        try:
            card = read_card(bundle)
        except AnalysisError:
            continue
        if result.versions.get(card.name) == f"{card.version} ({card.weights_sha256[:12]})":
            found.append(card)
    return tuple(found)
