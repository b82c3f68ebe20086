"""What a kind of picture was worth where the cause is known, in one line for a pane."""

from __future__ import annotations

from functools import lru_cache

from gui.words.language_code import language_code
from inference.core.counterfactual_types import Counterfactual
from inference.core.types import AttributionMap, ModelCard, Prediction
from inference.export.words.meaning_words import MeaningWords
from inference.networks.model_card import read_cards
from inference.networks.truth import PictureTruth, bundled_truth


def truth_line(answer: Prediction | None, picture: str, target: int) -> str:
    """Of the network that gave `answer`; "" for a network or a picture that was not measured."""
    found = _truth(answer, picture, target)
    return "" if found is None else _words(language_code()).line(found)


def line_of(answer: Prediction | None, fact: object) -> str:
    """The same for a fact that a pane draws; "" for any that has no truth."""
    match fact:
        case Counterfactual() if fact.change is not None:
            return truth_line(answer, str(fact.kind), fact.target)
        case AttributionMap() if answer is not None:
            return truth_line(answer, str(fact.method), 0 if answer.positive else 1)
        case _:
            return ""


def finding_of(fact: object) -> str:
    """The finding that a fact is about; "" for others."""
    return fact.finding if isinstance(fact, Counterfactual | AttributionMap) else ""


def _truth(answer: Prediction | None, picture: str, target: int) -> PictureTruth | None:
    card = None if answer is None else _cards().get((answer.model_name, answer.model_version))
    truth = None if card is None else bundled_truth(card)
    return None if truth is None else truth.of(picture, target)


@lru_cache(maxsize=1)
def _cards() -> dict[tuple[str, str], ModelCard]:
    return {(card.name, card.version): card for card in read_cards()}


@lru_cache(maxsize=4)
def _words(language: str) -> MeaningWords:
    return MeaningWords(language)
