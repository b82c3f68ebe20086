"""What has to be computed for what the reader looks at, and what of it is not known yet."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from gui.stores.contents import COUNTERFACTUAL, RECIPES, SOURCES, recipe
from gui.stores.display_state import SUITING, DisplayState
from gui.stores.facts import Facts
from inference.core.counterfactual_types import CounterfactualKind, suiting_kind
from inference.core.errors import AnalysisError
from inference.core.explanation_types import Explanation
from inference.core.explanation_types import ExplanationPart as Part
from inference.core.requests import AnalysisResult
from inference.core.types import AttributionMethod
from inference.explanation.summary import summary

#: Parts that are shown in each tab of the panel as soon as it is opened.
PARTS_OF_TAB = {
    "regions": (Part.REGIONS, Part.CONTROLS, Part.RATIO),
    "agreement": (Part.AGREEMENT, Part.TRANSFER, Part.FREQUENCY, Part.MINIMAL_EPSILON),
}
#: Parts that compare the heat maps that are known.
_COMPARING = frozenset((Part.AGREEMENT, Part.FAITHFULNESS))
#: Name of a part's type -> its field of `Explanation`, whose annotations are text.
_FIELDS = {
    str(field.type).removesuffix(" | None"): field.name
    for field in fields(Explanation)
    if str(field.type).endswith(" | None")
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Parts by their names: heat maps, and measures of the perturbation."""

    attributions: tuple[AttributionMethod, ...] = ()
    explanation: tuple[Part, ...] = ()
    counterfactuals: tuple[CounterfactualKind, ...] = ()

    @classmethod
    def by(cls, state: DisplayState, facts: Facts) -> Wanted:
        """What the panes, the overlays and the open tab show, and what was asked for."""
        parts = {recipe(key).fact.part for key in state.needed_contents}
        shown = any(recipe(key).fact is COUNTERFACTUAL for key in state.needed_contents)
        kind = kind_shown(state, facts) if shown else None
        parts |= {AttributionMethod.GRAD_CAM, *PARTS_OF_TAB.get(state.tab, ())}
        return cls(
            tuple(method for method in AttributionMethod if method in parts),
            tuple(part for part in Part if part in parts),
            () if kind is None else (kind,),
        )

    @classmethod
    def of_every_map(cls) -> Wanted:
        """Every heat map that a pane can show, compared with δ."""
        shown = {row.fact.part for row in RECIPES}
        methods = tuple(method for method in AttributionMethod if method in shown)
        return cls(methods, (Part.AGREEMENT,))

    @property
    def names(self) -> frozenset[str]:
        kinds = map(counterfactual_name, self.counterfactuals)
        return frozenset((*map(str, self.attributions), *map(str, self.explanation), *kinds))

    def with_part(self, part: Part) -> Wanted:
        """The same and `part`."""
        return replace(self, explanation=(*self.explanation, part))

    def without(self, names: frozenset[str]) -> Wanted:
        """What is left when the parts of these names are taken out."""
        return Wanted(
            tuple(method for method in self.attributions if str(method) not in names),
            tuple(part for part in self.explanation if str(part) not in names),
            tuple(k for k in self.counterfactuals if counterfactual_name(k) not in names),
        )

    def __bool__(self) -> bool:
        return bool(self.attributions or self.explanation or self.counterfactuals)


def counterfactual_name(kind: str) -> str:
    """A kind's name among those of the other parts, of which one is a translation, too."""
    return f"counterfactual_{kind}"


def kind_shown(state: DisplayState, facts: Facts) -> CounterfactualKind | None:
    """The kind that the reader chose, else the one that suits the finding, once that is known."""
    if facts.attack is None:
        return None
    if state.counterfactual == SUITING:
        return suiting_kind(facts.attack.finding)
    return CounterfactualKind(state.counterfactual)


def known_names(facts: Facts) -> frozenset[str]:
    """Names of the parts that are there, and as they would be if they were made now."""
    explanation = facts.explanation
    there = {part for part in Part if getattr(explanation, part, None) is not None}
    if Part.REGIONS in there and Part.REGION_CONTROLS in explanation.seconds:
        there.add(Part.REGION_CONTROLS)
    if explanation.agreement is not None:
        compared = {str(row.method) for row in explanation.agreement.rows}
        if compared != set(facts.attributions):
            there.discard(Part.AGREEMENT)
    kinds = map(counterfactual_name, facts.counterfactuals)
    return frozenset((*facts.attributions, *map(str, there), *kinds))


def with_compared(wanted: Wanted, facts: Facts) -> Wanted:
    """`wanted` with every map that is known where maps are compared; known ones cost nothing."""
    if not _COMPARING.intersection(wanted.explanation):
        return wanted
    names = {*facts.attributions, *map(str, wanted.attributions)}
    return replace(wanted, attributions=tuple(m for m in AttributionMethod if str(m) in names))


def reason_of(name: str, facts: Facts) -> tuple[str, AnalysisError | None]:
    """Why a part is not there: a notice's code or "", and an error if it failed."""
    codes = (fact.lacking for fact in SOURCES.values() if fact.lacking and fact.part == name)
    code = next(codes, "")
    known = code if code in facts.explanation.notices else ""
    return known, facts.explanation.failures.get(name)


def part_name(source: str) -> str:
    """The part that a pane of this source waits for."""
    return str(SOURCES[source].part or source)


def with_payload(explanation: Explanation, payload: object) -> Explanation:
    """`explanation` with one more part."""
    name = _FIELDS[type(payload).__name__]
    return replace(explanation, **{name: payload})  # type: ignore[arg-type]  # by `_FIELDS`


def merged(before: Explanation, after: Explanation) -> Explanation:
    """Every part that either holds; `after` where both do."""
    there = {name: part for name in _FIELDS.values() if (part := getattr(after, name)) is not None}
    failures = {**before.failures, **after.failures}
    failures = {
        name: error
        for name, error in failures.items()
        if name not in after.seconds or name in after.failures
    }
    notices = tuple(dict.fromkeys((*before.notices, *after.notices)))
    seconds = {**before.seconds, **after.seconds}
    whole = replace(before, **there, notices=notices, failures=failures, seconds=seconds)
    covered = all(name in there for name in _FIELDS.values() if getattr(before, name) is not None)
    return replace(whole, summary=after.summary if covered else summary(whole))


def as_result(facts: Facts) -> AnalysisResult | None:
    """The facts of a film as one result, for a request that adds to them."""
    if facts.segmentation is None or not facts.complete:
        return None
    return AnalysisResult(
        request_id=0,
        predictions=facts.predictions,
        segmentation=facts.segmentation,
        attack=facts.attack,
        sweep=facts.sweep,
        attributions=tuple(facts.attributions.values()),
        device=facts.device,
        seconds=facts.seconds,
        versions=facts.versions,
        explanation=facts.explanation,
        counterfactuals=tuple(facts.counterfactuals.values()),
        threads=facts.threads,
    )
