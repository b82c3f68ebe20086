"""What the words on a pane say."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui import colormaps, formatting, region_words
from gui.display_state import DisplayState
from gui.panes.colour_bar import ColourBar, heat_bar
from gui.panes.compositor import Compositor
from gui.panes.recipes import Base, PaneRecipe
from gui.panes.view_link import ViewLink
from gui.response import probability_at

#: DICOM keywords of `Study.attributes` that identify the patient, in the order shown.
_IDENTITY = ("PatientName", "PatientID", "PatientBirthDate")
_STUDY = ("StudyDate", "ViewPosition")


class PaneWords:
    """Texts of one pane for the film, the facts and the choices as they are now."""

    def __init__(
        self, recipe: PaneRecipe, compositor: Compositor, state: DisplayState, link: ViewLink
    ) -> None:
        self._recipe, self._compositor = recipe, compositor
        self._state, self._link = state, link

    def ready(self) -> bool:
        """The pane has its picture."""
        return self._compositor.facts.part(self._recipe.source) is not None

    def below_title(self) -> list[str]:
        """Lines under the title: the amplitude, and whose map it is or what the network says."""
        facts, base = self._compositor.facts, self._recipe.base
        if not self._recipe.source or not self.ready():
            return []
        if not self._recipe.follows_amplitude:
            return self._about_map()
        amplitude = f"s = {formatting.amplitude(self._state.amplitude)}"
        if base is not Base.ADVERSARIAL:
            gain = QCoreApplication.translate("panes", "Display gain {gain}")
            lines = [amplitude, gain.format(gain=formatting.gain(self._state.gain))]
            return [*self._region(), *lines]
        if facts.sweep is None:
            return [amplitude]
        value = formatting.probability(probability_at(facts.sweep, self._state.amplitude))
        return [f"{amplitude}   {formatting.finding_name(facts.sweep.finding)} {value}"]

    def _region(self) -> list[str]:
        key = self._compositor.region_key
        named = self._recipe.source == "region_perturbation" and key is not None
        return [region_words.row_name(*key)] if named and key is not None else []

    def _about_map(self) -> list[str]:
        fact = self._compositor.facts.part(self._recipe.source)
        finding = getattr(fact, "finding", "")
        lines = [formatting.finding_name(finding)] if finding else []
        shown = self._compositor.map_of(self._recipe.source)
        if shown is not None and shown.limit is None:
            lines.append(QCoreApplication.translate("panes", "zero everywhere"))
        return lines

    def identity(self) -> list[str]:
        """Who and when, on the original pane only, unless it is hidden."""
        film = self._compositor.film
        if film is None or self._recipe.key != "original" or self._state.identity_hidden:
            return []
        attributes = film.study.attributes[film.index] if film.study.attributes else {}
        found = [_date(attributes.get(key, "")) for key in _IDENTITY]
        study = "  ".join(_date(text) for key in _STUDY if (text := attributes.get(key, "")))
        return [*(text.replace("^", " ").strip() for text in found if text), study]

    def at_bottom(self) -> list[str]:
        """The value under the cursor, and on the original pane window and zoom."""
        lines = [self._value_under_cursor()]
        window = self._state.window_of(self._recipe.key)
        own = not (self._state.window_linked and self._state.view_linked)
        if window is not None and (own or self._recipe.key == "original"):
            zoom = QCoreApplication.translate("panes", "Zoom {zoom}")
            lines.append(f"W {window.width:.0f}  C {window.center:.0f}")
            lines.append(
                zoom.format(zoom=formatting.percent(self._link.scale_of(self._recipe.key)))
            )
        return lines

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
            pixel = compositor.adversarial_at(x, y, self._state.amplitude)
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

    def colour_bar(self, limit: float | None) -> ColourBar | None:
        """The scale up to `limit`: input units for a perturbation, the map's own else."""
        if limit is None or not self.ready():
            return None
        if self._recipe.base is Base.PERTURBATION:
            digits = 0 if abs(limit * 255 - round(limit * 255)) < 0.05 else 1
            ends = [formatting.in_255(value, digits) for value in (-limit, limit)]
            return ColourBar(colormaps.DIVERGING, (ends[0], "0", ends[1]), "s·δ")
        shown = self._compositor.map_of(self._recipe.source)
        assert shown is not None
        if not shown.signed:
            return heat_bar(limit, unit_words(shown.unit))
        end = f"{limit:.3g}"
        labels = (f"{formatting.MINUS}{end}", "0", f"+{end}")
        return ColourBar(colormaps.DIVERGING, labels, unit_words(shown.unit))


def unit_words(unit: str) -> str:
    """A map's unit in the current language."""
    match unit:
        case "logit":
            return QCoreApplication.translate("units", "logit")
        case "logit per input":
            return QCoreApplication.translate("units", "logit / input")
        case "activation":
            return QCoreApplication.translate("units", "activation")
        case _:
            return ""


def _date(text: str) -> str:
    """DICOM's YYYYMMDD as YYYY-MM-DD; anything else as it is."""
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == 8 and text.isdigit() else text
