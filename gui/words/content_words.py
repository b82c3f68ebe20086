"""What stands below the title of a pane about the fact that it draws."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.words import counterfactual_words, formatting
from inference.core.counterfactual_types import Counterfactual
from inference.core.types import AttributionMap, Translation


def about_finding(found: AttributionMap) -> list[str]:
    """Whose evidence a heat map shows."""
    return [formatting.finding_name(found.finding)] if found.finding else []


def about_translation(made: Translation) -> list[str]:
    """What the network that is explained says of the translated film."""
    before, after = map(formatting.probability, (made.probability_before, made.probability_after))
    if made.flipped:
        turned = QCoreApplication.translate("panes", "flipped")
    else:
        turned = QCoreApplication.translate("panes", "not flipped")
    return [f"{formatting.finding_name(made.finding)} {before} → {after}  {turned}"]


def about_counterfactual(found: Counterfactual) -> list[str]:
    """Which kind of change it is, and how large."""
    return counterfactual_words.about(found)
