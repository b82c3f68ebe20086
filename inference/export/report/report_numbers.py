"""A result's numbers as a report says them, in one language."""

from __future__ import annotations

from collections.abc import Iterator

from inference.core.explanation_types import Explanation, Region, Side
from inference.core.languages import gap
from inference.core.requests import AnalysisResult
from inference.core.types import Prediction, Radiograph
from inference.export.words.number_words import bound, epsilon_words, probability, signed
from inference.export.words.wording import Wording

#: Rows of the region table in a report: those with the greatest share of |δ|.
_REGION_ROWS = 8
#: Controls of the perturbation's own size, in the order shown.
_CONTROLS = ("random_sign", "shuffled", "gaussian")
#: Parts of the outside band, which a report shows as a whole.
_PARTS = (Region.OUTSIDE_LATERAL, Region.OUTSIDE_MEDIASTINAL, Region.OUTSIDE_DIAPHRAGMATIC)


class ReportNumbers:
    """Labels and values, already worded."""

    def __init__(self, radiograph: Radiograph, result: AnalysisResult, say: Wording) -> None:
        self._radiograph, self._result, self._say = radiograph, result, say

    def sentence(self) -> str:
        """One or two sentences made of this result's numbers only; never a diagnosis."""
        say, attack = self._say, self._result.attack
        if attack is None:
            answers = ", ".join(self._answer(each) for each in self._result.predictions)
            return say("sentence_answers", answers=answers)
        values = {
            "epsilon": epsilon_words(attack),
            "finding": say.within(attack.finding),
            "before": probability(attack.probability_before),
            "after": probability(attack.probability_after),
            "steps": attack.steps_taken,
        }
        if not attack.flipped:
            return say("sentence_no_flip", **values)
        flip = None if self._result.sweep is None else self._result.sweep.flip_amplitude
        if flip is None:
            return say("sentence_flip", **values)
        at = say("sentence_flip_at", percent=f"{flip * 100:.0f} %", amplitude=f"{flip:.2f}")
        return f"{say('sentence_flip', **values)}{gap(say.language)}{at}"

    def answers(self) -> Iterator[tuple[str, str]]:
        """Each network's answer with its probabilities."""
        say = self._say
        for each in self._result.predictions:
            word = say("found") if each.positive else say("not_found")
            yield say.finding(each.finding), f"P {probability(each.probability)} · {word}"
            calibrated = probability(each.calibrated_probability)
            called = probability(each.operating_point)
            yield (
                f"   {say('calibrated')}",
                f"{calibrated} · {say('operating_point')} {called}",
            )

    def measurements(self) -> Iterator[tuple[str, str]]:
        """Ratio and areas."""
        say, segmentation, film = self._say, self._result.segmentation, self._radiograph
        ratio = segmentation.cardiothoracic_ratio
        yield say("ratio"), say("not_measured") if ratio is None else f"{ratio.ratio:.3f}"
        yield say("lung_area"), self._area(segmentation.lung_area_fraction)
        yield say("heart_area"), self._area(segmentation.heart_area_fraction)
        spacing = film.spacing
        if spacing is None:
            yield say("spacing"), say("spacing_unknown")
            return
        yield say("spacing"), say("spacing_known", value=f"{spacing.row_mm:.3f}")
        provenance = spacing.provenance
        key = "calibrated_spacing" if provenance == "calibrated" else provenance
        yield "", say(key)

    def attack(self) -> Iterator[tuple[str, str]]:
        """The attack's options and its outcome."""
        say, attack = self._say, self._result.attack
        if attack is None:
            yield say("not_attacked"), ""
            return
        config, sweep = attack.config, self._result.sweep
        norm = {"linf": "L∞", "l2": "L2"}[config.norm]
        space = say(f"{config.space}_space")
        region = say(config.region) if config.region else ""
        outcome = say("flipped") if attack.flipped else say("not_flipped")
        flip = None if sweep is None else sweep.flip_amplitude
        before, after = map(probability, (attack.probability_before, attack.probability_after))
        film = say("flipped") if attack.roundtrip_flipped else say("not_flipped")
        yield say("attacked_finding"), say.finding(attack.finding)
        yield say("norm"), f"{norm}, {epsilon_words(attack)}"
        yield say("alpha"), f"{(config.alpha or 0) * 255:.3g}/255"
        yield say("steps"), say("steps_taken", taken=attack.steps_taken, steps=config.steps)
        yield say("space"), f"{space}, {config.seed}"
        yield say("region"), region
        yield say("outcome"), outcome
        yield say("before_after"), f"{before} → {after}"
        yield say("round_trip"), f"{film} · P {probability(attack.roundtrip_probability)}"
        yield say("flip_amplitude"), say("never") if flip is None else f"{flip:.3f}"
        if self._result.explanation is not None:
            yield from self._explanation(self._result.explanation)

    def _explanation(self, found: Explanation) -> Iterator[tuple[str, str]]:
        """How specific the flip is, how small it can be, and whether the heat map agrees."""
        say = self._say
        if found.minimal_epsilon is not None:
            smallest = found.minimal_epsilon.epsilon
            linf = found.minimal_epsilon.norm == "linf"
            yield (
                say("smallest_epsilon"),
                say("never") if smallest is None else bound(smallest, linf),
            )
        if found.controls is not None:
            others = [each for each in found.controls.lights if each.name in _CONTROLS]
            rates = [f"{each.flip_rate * 100:.0f} %" for each in others]
            yield say("controls"), " / ".join(rates)
        if found.agreement is not None and found.agreement.rows:
            row = found.agreement.rows[0]
            chance = row.chance.get("spearman")
            yield say("agreement", method=say.method(str(row.method))), f"ρ {signed(row.spearman)}"
            if chance is not None:
                yield say("chance"), f"{signed(chance.low)} ～ {signed(chance.high)}"

    def regions(self) -> list[tuple[str, ...]]:
        """The region table with its header: the greatest shares; empty if it was not computed."""
        explanation = self._result.explanation
        if explanation is None or explanation.regions is None:
            return []
        rows = sorted(explanation.regions.rows, key=lambda row: -row.figures.share)
        whole = [row for row in rows if row.side is Side.BOTH and row.region not in _PARTS]
        listed = [
            (
                self._say(str(row.region)),
                f"{row.figures.share * 100:.0f} %",
                f"{row.area_share * 100:.0f} %",
                signed(row.figures.mean_signed * 255),
                signed(row.figures.logit_change),
            )
            for row in whole[:_REGION_ROWS]
        ]
        header = ("", "|δ|", self._say("area"), self._say("mean_signed"), self._say("logit_change"))
        return [header, *listed] if listed else []

    def warnings(self) -> list[str]:
        """Sentences on the film, the masks, the networks and the attack."""
        result = self._result
        codes = [*self._radiograph.notices, *result.segmentation.warnings]
        if result.attack is not None:
            codes += result.attack.warnings
        if result.explanation is not None:
            codes += result.explanation.notices
        if any(each.out_of_distribution for each in result.predictions):
            codes.append("out_of_distribution")
        if self._radiograph.view_position == "AP":
            codes.append("view_ap")
        return [self._say.notice(code) for code in dict.fromkeys(codes)]

    def _answer(self, prediction: Prediction) -> str:
        name = self._say.finding(prediction.finding)
        return f"{name} P {probability(prediction.probability)}"

    def _area(self, share: float) -> str:
        spacing, (rows, columns) = self._radiograph.spacing, self._radiograph.shape
        words = f"{share * 100:.1f} %"
        if spacing is None:
            return words
        area = share * rows * columns * spacing.row_mm * spacing.column_mm / 100
        return f"{words} · {self._say('square_cm', value=f'{area:.0f}')}"
