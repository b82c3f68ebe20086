"""What the words on a pane say."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.films.response import probability_at
from gui.panes.annotation import corner_words as corner
from gui.panes.annotation.annotations import AMBER, Line
from gui.panes.annotation.colour_bar import ColourBar, heat_bar
from gui.panes.picture.compositor import Compositor
from gui.panes.view.view_link import ViewLink
from gui.stores.contents import ADVERSARIAL_MARK, Base, PaneRecipe, fact_of
from gui.stores.display_state import DisplayState
from gui.stores.window_presets import description
from gui.words import formatting, region_words, truth_words
from inference.display.palette import DIVERGING
from inference.display.scale import perturbation_limit


class PaneWords:
    """Texts of one pane for the film, the facts and the choices as they are now."""

    def __init__(
        self, recipe: PaneRecipe, compositor: Compositor, state: DisplayState, link: ViewLink
    ) -> None:
        self._own, self._compositor = recipe, compositor
        self._state, self._link = state, link

    @property
    def _recipe(self) -> PaneRecipe:
        """What the words are about."""
        return self._own

    def title(self) -> str:
        """What the pane shows."""
        return QCoreApplication.translate("panes", self._recipe.title)

    def is_synthetic(self) -> bool:
        """What it shows is not a film as it was taken."""
        return self._recipe.is_synthetic

    def mark(self) -> str:
        """How a synthetic picture came about."""
        return QCoreApplication.translate("panes", self._recipe.fact.mark or ADVERSARIAL_MARK)

    def ready(self) -> bool:
        """The pane has its picture."""
        return fact_of(self._compositor.facts, self._recipe.source) is not None

    def warnings(self) -> list[str]:
        """What stands on every pane: that the networks do not know such films."""
        predictions = self._compositor.facts.predictions
        if self._state.answers_hidden or not any(p.out_of_distribution for p in predictions):
            return []
        return [QCoreApplication.translate("panes", "unlike the training films")]

    def below_title(self) -> list[str]:
        """Lines under the title: the amplitude, and whose map it is or what the network says."""
        facts, base = self._compositor.facts, self._recipe.base
        if not self._recipe.source or not self.ready():
            return []
        if not self._recipe.follows_amplitude:
            return self._about_map()
        amplitude = f"s = {formatting.amplitude(self._state.amplitude)}"
        about = [*self._about_fact(), *self._region()]
        curve = self._recipe.fact.curve_of(facts)
        if base is not Base.ADVERSARIAL or curve is None:
            return [*about, amplitude]
        value = formatting.probability(probability_at(curve, self._state.amplitude))
        return [*about, f"{amplitude}   {formatting.finding_name(curve.finding)} {value}"]

    def gain(self) -> str:
        """What δ is magnified by, wherever it is; said in every case, that nothing looks larger."""
        base = self._recipe.base
        magnifies = base in (Base.PERTURBATION, Base.SIGNED_MAP) and self._recipe.follows_amplitude
        if not magnifies or not self.ready():
            return ""
        text = QCoreApplication.translate("panes", "Display gain {gain}")
        return text.format(gain=formatting.gain(self._state.gain))

    def _region(self) -> list[str]:
        key = self._compositor.region_key
        named = self._recipe.fact.in_region
        return [region_words.row_name(*key)] if named and key is not None else []

    def _about_fact(self) -> list[str]:
        fact = fact_of(self._compositor.facts, self._recipe.source)
        if fact is None:
            return []
        answer = self._compositor.facts.prediction(truth_words.finding_of(fact))
        worth = truth_words.line_of(answer, fact)
        return [*self._recipe.fact.about(fact), *([worth] if worth else [])]

    def _about_map(self) -> list[str]:
        lines = self._about_fact()
        shown = self._compositor.map_of(self._recipe.source)
        if shown is not None and shown.limit is None:
            lines.append(QCoreApplication.translate("panes", "zero everywhere"))
        return lines

    @property
    def _has_identity(self) -> bool:
        """This pane tells whose film it is."""
        full = self._state.annotation_level == "full"
        return full and self._recipe.key == "original" and self._compositor.film is not None

    def patient(self) -> list[Line]:
        """Whose film it is, unless that is hidden."""
        film = self._compositor.film
        if film is None or not self._has_identity:
            return []
        return [corner.hidden_line()] if self._state.identity_hidden else corner.patient_lines(film)

    def study(self) -> list[Line]:
        """When and where it was taken; it may tell whose film it is."""
        film = self._compositor.film
        if film is None or not self._has_identity or self._state.identity_hidden:
            return []
        return corner.study_lines(film)

    def acquisition(self) -> list[Line]:
        """How it was taken."""
        film = self._compositor.film
        if film is None or not self._has_identity:
            return []
        return corner.acquisition_lines(film, hidden=self._state.identity_hidden)

    def at_bottom(self) -> list[str]:
        """The value under the cursor, and on the original pane window and zoom."""
        if self._state.annotation_level == "none":
            return []
        lines = [self._value_under_cursor()]
        window = self._state.window_of(self._recipe.key)
        own = not (self._state.window_linked and self._state.view_linked)
        if window is not None and (own or self._recipe.key == "original"):
            zoom = QCoreApplication.translate("panes", "Zoom {zoom}")
            lines.append(description(window))
            lines.append(
                zoom.format(zoom=formatting.percent(self._link.scale_of(self._recipe.key)))
            )
        return lines

    def orientation(self) -> list[Line]:
        """That the film does not lie as it was read, where it does not."""
        orientation, found = self._link.viewport(self._recipe.key).orientation, []
        if orientation.mirrored:
            found.append(Line(QCoreApplication.translate("panes", "mirrored"), AMBER, bold=True))
        if orientation.quarters:
            turned = QCoreApplication.translate("panes", "turned by {degrees}°")
            found.append(Line(turned.format(degrees=90 * orientation.quarters), AMBER))
        return found

    def _value_under_cursor(self) -> str:
        compositor, cursor = self._compositor, self._link.cursor
        film = compositor.film
        if film is None or cursor is None or not self.ready():
            return ""
        x, y = cursor
        if self._recipe.base is Base.PERTURBATION:
            shift = compositor.shift_at(x, y, self._recipe.source)
            return "" if shift is None else self._signed_value(shift * self._state.amplitude)
        if self._recipe.shows_map:
            return self._map_value(x, y)
        if self._recipe.base is Base.ADVERSARIAL:
            amplitude = self._state.amplitude if self._recipe.follows_amplitude else 1.0
            pixel = compositor.changed_at(x, y, self._recipe.source, amplitude)
        else:
            pixel = compositor.pixel_at(x, y)
        return "" if pixel is None else f"{film.radiograph.modality_value(pixel):.0f}"

    @staticmethod
    def _signed_value(shift: float) -> str:
        return f"s·δ {formatting.in_255(shift, 2)}"

    def _map_value(self, x: float, y: float) -> str:
        value = self._compositor.map_at(self._recipe.source, x, y)
        if value is None:
            return ""
        follows = self._recipe.follows_amplitude
        return formatting.significant(value * self._state.amplitude if follows else value)

    def colour_bars(self, limit: float | None) -> list[ColourBar]:
        """The picture's own scale, or those of the layers that lie on it."""
        own = self.colour_bar(limit)
        if own is not None:
            return [own]
        return [
            bar
            for layer in self._recipe.layers
            if self._state.layer(layer)[0] and (bar := self._layer_bar(layer)) is not None
        ]

    def _layer_bar(self, layer: str) -> ColourBar | None:
        facts = self._compositor.facts
        if layer == "perturbation" and facts.attack is not None:
            end = perturbation_limit(facts.attack)
            ends = [formatting.in_255(value, 0) for value in (-end, end)]
            return ColourBar(DIVERGING, (ends[0], "0", ends[1]), "s·δ")
        shown = self._compositor.map_of(layer) if layer == "grad_cam" else None
        if shown is None or shown.limit is None:
            return None
        return heat_bar(shown.limit, unit_words(shown.unit), self._compositor.heat_colours)

    def colour_bar(self, limit: float | None) -> ColourBar | None:
        """The scale up to `limit`: input units for a perturbation, the map's own else."""
        if limit is None or not self.ready():
            return None
        if self._recipe.shows_change:
            return _change_bar(limit)
        if self._recipe.base is Base.PERTURBATION:
            digits = 0 if abs(limit * 255 - round(limit * 255)) < 0.05 else 1
            ends = [formatting.in_255(value, digits) for value in (-limit, limit)]
            return ColourBar(DIVERGING, (ends[0], "0", ends[1]), "s·δ")
        shown = self._compositor.map_of(self._recipe.source)
        assert shown is not None
        if not shown.signed:
            return heat_bar(limit, unit_words(shown.unit), self._compositor.heat_colours)
        end = f"{limit:.3g}"
        labels = (f"{formatting.MINUS}{end}", "0", f"+{end}")
        return ColourBar(DIVERGING, labels, unit_words(shown.unit))


def _change_bar(limit: float) -> ColourBar:
    """Brighter and darker, in grey levels of 256 of what the network takes in."""
    darker = QCoreApplication.translate("panes", "darker")
    brighter = QCoreApplication.translate("panes", "brighter")
    ends = (f"{formatting.MINUS}{limit:g} {darker}", "0", f"+{limit:g} {brighter}")
    return ColourBar(DIVERGING, ends, QCoreApplication.translate("units", "grey levels"))


def unit_words(unit: str) -> str:
    """A map's unit in the current language."""
    match unit:
        case "logit":
            return QCoreApplication.translate("units", "logit")
        case "logit per input":
            return QCoreApplication.translate("units", "logit / input")
        case "input":
            return QCoreApplication.translate("units", "input")
        case "activation":
            return QCoreApplication.translate("units", "activation")
        case _:
            return ""
