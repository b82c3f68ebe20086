"""What the words on a pane say."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui import colormaps, formatting
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
        facts = self._compositor.facts
        if "grad_cam" in self._recipe.always:
            return facts.attribution is not None
        return self._recipe.base is Base.FILM or facts.attack is not None

    def below_title(self) -> list[str]:
        """Lines under the title: the amplitude and what the network says there."""
        facts = self._compositor.facts
        if "grad_cam" in self._recipe.always and facts.attribution is not None:
            return [formatting.finding_name(facts.attribution.finding)]
        if self._recipe.base is Base.FILM or facts.attack is None:
            return []
        amplitude = f"s = {formatting.amplitude(self._state.amplitude)}"
        if self._recipe.base is Base.PERTURBATION:
            gain = QCoreApplication.translate("panes", "Display gain {gain}")
            return [amplitude, gain.format(gain=formatting.gain(self._state.gain))]
        if facts.sweep is None:
            return [amplitude]
        value = formatting.probability(probability_at(facts.sweep, self._state.amplitude))
        return [f"{amplitude}   {formatting.finding_name(facts.sweep.finding)} {value}"]

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
        if "grad_cam" in self._recipe.always:
            heat = compositor.heat_at(x, y)
            return "" if heat is None else f"{heat:.3g}"
        if self._recipe.base is Base.PERTURBATION:
            shift = compositor.shift_at(x, y)
            return "" if shift is None else self._signed_value(shift * self._state.amplitude)
        if self._recipe.base is Base.ADVERSARIAL:
            pixel = compositor.adversarial_at(x, y, self._state.amplitude)
        else:
            pixel = compositor.pixel_at(x, y)
        return "" if pixel is None else f"{film.radiograph.modality_value(pixel):.0f}"

    @staticmethod
    def _signed_value(shift: float) -> str:
        return f"s·δ {formatting.in_255(shift, 2)}"

    def colour_bar(self, limit: float) -> ColourBar | None:
        """The scale of a perturbation up to `limit` (input units), or of a heat map."""
        facts = self._compositor.facts
        if "grad_cam" in self._recipe.always:
            heat = self._compositor.heat_limit
            return None if heat is None else heat_bar(heat, "")
        if self._recipe.base is not Base.PERTURBATION or facts.attack is None:
            return None
        digits = 0 if abs(limit * 255 - round(limit * 255)) < 0.05 else 1
        ends = [formatting.in_255(value, digits) for value in (-limit, limit)]
        return ColourBar(colormaps.DIVERGING, (ends[0], "0", ends[1]), "s·δ")


def _date(text: str) -> str:
    """DICOM's YYYYMMDD as YYYY-MM-DD; anything else as it is."""
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == 8 and text.isdigit() else text
