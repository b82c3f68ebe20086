"""What is said of a counterfactual in the window, from the words that reports and records use."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from gui.words import formatting
from inference.core.counterfactual_types import Counterfactual, SizeUnit, StopReason
from inference.core.languages import SOURCE
from inference.export.words import counterfactual_words as words
from inference.export.words.wording import Wording


class _Wording(Wording):
    """The window's catalogue in place of a file's."""

    def __init__(self) -> None:
        super().__init__(SOURCE if QLocale().language() == QLocale.Language.English else "")

    def said(self, context: str, english: str) -> str:
        return QCoreApplication.translate(context, english)


def sentence(found: Counterfactual) -> str:
    """What moved the answer most, the answer, and its controls."""
    return words.sentence(found, _Wording())


def kind_name(kind: str) -> str:
    """The name of a kind as it begins a line."""
    return words.kind_name(kind, _Wording())


def size(found: Counterfactual) -> str:
    """How large the change is, in the reader's unit; "" when nothing was changed."""
    if found.size is None or found.change is None:
        return ""
    translate = QCoreApplication.translate
    match found.unit:
        case SizeUnit.MILLIMETRES:
            text = translate("panes", "moved by up to {size} mm")
        case SizeUnit.PIXELS:
            text = translate("panes", "moved by up to {size} px")
        case SizeUnit.GREY_LEVELS:
            text = translate("panes", "changed by up to {size} grey levels")
        case SizeUnit.FILM_SHARE:
            text = translate("panes", "{size} of the film changed")
            return text.format(size=formatting.percent(found.size))
        case SizeUnit.EPSILON:
            text = translate("panes", "changed by up to {size}")
            return text.format(size=formatting.in_255(found.size, 1))
        case SizeUnit.OPACITIES:
            adds = found.target == 1
            added = translate("panes", "{size} set") if adds else translate("panes", "{size} taken")
            return added.format(size=formatting.number(found.size, 0))
    digits = 0 if found.size >= 10 else 1
    return text.format(size=formatting.number(found.size, digits))


def about(found: Counterfactual) -> list[str]:
    """Lines below a pane's title: the kind with its size, or why there is nothing to see."""
    name = kind_name(str(found.kind))
    if found.change is None:
        if found.stop_reason is StopReason.ALREADY:
            return [f"{name}: " + QCoreApplication.translate("panes", "the answer is this already")]
        if found.stop_reason in (StopReason.UNAVAILABLE, StopReason.FAILED):
            return [f"{name}: " + QCoreApplication.translate("panes", "could not be searched for")]
        return [f"{name}: " + QCoreApplication.translate("panes", "no such change was found")]
    lines = [f"{name}: {size(found)}"]
    if not found.flipped:
        lines.append(QCoreApplication.translate("panes", "the answer stays"))
    return lines
