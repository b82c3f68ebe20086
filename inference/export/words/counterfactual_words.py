"""The sentence of a counterfactual in the reader's language, for window, report and command line.

Numbers that round to no change are never said: a small amount is "less than" the least that is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

from inference.core.counterfactual_types import Counterfactual, StopReason
from inference.core.explanation_types import SummaryFact
from inference.export.words.counterfactual_texts import KINDS, PLACES, RANDOM, SENTENCES
from inference.export.words.wording import Wording

Values = Mapping[str, str | float]
#: The catalogue's context of these texts.
CONTEXT = "counterfactual"
NO_FINDING = "no finding"
#: Zones that a sentence names before it counts the others.
NAMED = 3


def sentence(found: Counterfactual, wording: Wording) -> str:
    """What moved the answer most, in the reader's units, the answer, and its controls."""
    words = _Words(wording)
    facts = {fact.code: fact.values for fact in found.facts}
    answer = wording.within(found.finding if found.target else NO_FINDING)
    if found.stop_reason is StopReason.ALREADY:
        return words("already", answer=answer)
    if found.stop_reason in (StopReason.UNAVAILABLE, StopReason.FAILED):
        return words("not_searched")
    if found.change is None or not found.facts:
        return words("nothing_changed", answer=answer)
    said = words(
        "answer_turned" if found.flipped else "answer_kept",
        lead=_with_ratio(_lead(found.facts[0], words), facts.get("ratio"), words),
        answer=answer,
        random=_random(found, facts.get("random_changes"), words),
    )
    for twin in ("twin_agrees", "twin_disagrees"):
        if twin in facts:
            said = words("two_sentences", first=said, second=words(twin))
    return said


def kind_name(kind: str, wording: Wording) -> str:
    """A kind's name as it begins a line."""
    return wording.said(CONTEXT, KINDS[kind])


class _Words:
    """The texts of `SENTENCES` in one language."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def __call__(self, key: str, **values: object) -> str:
        return self._wording.said(CONTEXT, SENTENCES[key]).format(**values)

    def place(self, name: str | float) -> str:
        return self._wording.said(CONTEXT, PLACES[str(name)])

    def random(self, kind: str) -> str:
        return self._wording.said(CONTEXT, RANDOM[kind])

    def amount(self, value: float, unit: str) -> str:
        """A length or grey levels with as many digits as can be read, never 0."""
        key = {"mm": "millimetres", "px": "pixels"}.get(unit, unit)
        size = abs(value)
        if size < 0.05:
            return self("less_than", value=self(key, value="0.1"))
        digits = 0 if size >= 3 else 1
        return self(key, value=f"{size:.{digits}f}")

    def share(self, value: float) -> str:
        percent = 100 * value
        if percent < 0.5:
            return self("less_than", value="1 %")
        return f"{percent:.0f} %"

    def epsilon(self, value: float) -> str:
        """In 255ths, as attacks are bounded."""
        return f"{255 * value:.2g}/255" if value > 0 else "0"


def _lead(fact: SummaryFact, words: _Words) -> str:
    values = fact.values
    match fact.code:
        case "border_moved":
            return _border(values, words)
        case "film_moved":
            return words(
                fact.code, amount=words.amount(_number(values, "amount"), str(values["unit"]))
            )
        case "opacities_added" | "opacities_removed":
            count = int(_number(values, "count"))
            code = fact.code.replace("opacities", "one_opacity") if count == 1 else fact.code
            return words(code, count=count, zones=_zones(str(values["zones"]), words))
        case "brightened" | "darkened":
            amount = words.amount(_number(values, "amount"), "grey_levels")
            return words(fact.code, place=words.place(values["place"]), amount=amount)
        case "redrawn_brighter" | "redrawn_darker":
            share = words.share(_number(values, "share"))
            return words(fact.code, place=words.place(values["place"]), share=share)
        case _:
            return words("pixels_changed", amount=words.epsilon(_number(values, "epsilon")))


def _border(values: Values, words: _Words) -> str:
    outward, border = _number(values, "outward"), str(values["border"])
    if border.startswith("dome"):
        key = "border_down" if outward > 0 else "border_up"
    else:
        key = "border_out" if outward > 0 else "border_in"
    return words(key, place=words.place(border), amount=words.amount(outward, str(values["unit"])))


def _zones(listed: str, words: _Words) -> str:
    names: Sequence[str] = [words.place(zone) for zone in listed.split(",") if zone]
    if not names:
        return words.place("elsewhere")
    said = reduce(lambda a, b: words("two_zones", first=a, second=b), names[:NAMED])
    return said if len(names) <= NAMED else words("and_more", zones=said, count=len(names) - NAMED)


def _with_ratio(lead: str, values: Values | None, words: _Words) -> str:
    if values is None:
        return lead
    before, after = (f"{_number(values, name):.2f}" for name in ("before", "after"))
    return words("with_ratio", lead=lead, before=before, after=after)


def _random(found: Counterfactual, values: Values | None, words: _Words) -> str:
    if values is None:
        return ""
    draws, flips = (int(_number(values, name)) for name in ("draws", "flips"))
    random = words.random(str(found.kind))
    if not flips:
        return words("random_never", random=random, draws=draws)
    return words("random_did", random=random, flips=flips, draws=draws)


def _number(values: Values, name: str) -> float:
    return float(values.get(name, 0.0))
