"""What the status bar says of the place under the cursor, of the window, the zoom and the links."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject

from gui.films.film import Film
from gui.panes.annotation.corner_words import attributes_of
from gui.panes.picture.compositor import Compositor
from gui.panes.view.view_link import ViewLink
from gui.status.fidelity import fidelity_tip, fidelity_words
from gui.stores.display_state import DisplayState
from gui.stores.session import Session
from gui.stores.window_presets import description
from gui.widgets.frame.status_fields import StatusFields
from gui.words import formatting
from inference.core.geometry import FilmGrid
from inference.core.types import FloatArray
from inference.core.windowing import voi_brightness


class Readout(QObject):
    """Keeps the fields of the status bar that follow the mouse and the view."""

    def __init__(
        self,
        session: Session,
        state: DisplayState,
        link: ViewLink,
        compositor: Compositor,
        fields: StatusFields,
    ) -> None:
        super().__init__(link)
        self._session, self._state, self._link = session, state, link
        self._compositor, self._fields = compositor, fields
        link.cursor_changed.connect(self.show_cursor)
        link.view_changed.connect(self.show_view)
        link.active_changed.connect(self.show_view)
        session.film_changed.connect(self.show_all)
        session.facts_changed.connect(self.show_all)
        state.changed.connect(self._on_state_changed)

    def show_all(self) -> None:
        self.show_cursor()
        self.show_view()

    def show_cursor(self) -> None:
        point, film = self._link.cursor, self._session.film
        if point is None or film is None:
            self._fields.cursor.clear()
            self._fields.overlay.clear()
            return
        x, y = point
        place = f"x {int(x)}  y {int(y)}"
        self._fields.cursor.setText("  ".join((place, *self._values(film, x, y))))
        self._fields.overlay.setText("  ".join(self._overlay_values(x, y)))

    def show_view(self) -> None:
        film, fields = self._session.film, self._fields
        fields.fidelity.setToolTip(fidelity_tip())
        if film is None:
            for field in (fields.window, fields.zoom, fields.fidelity):
                field.clear()
            return
        window = self._state.window_of(self._link.active)
        fields.window.setText("" if window is None else description(window))
        fields.zoom.setText(self._zoom_words())
        fields.fidelity.setText(fidelity_words(film, self._session.facts, self._link.scale))

    def _zoom_words(self) -> str:
        zoom = formatting.percent(self._link.scale)
        if self._link.fitted:
            return self.tr("{zoom} fit").format(zoom=zoom)
        return "1:1" if abs(self._link.scale - 1) < 1e-6 else zoom

    def _values(self, film: Film, x: float, y: float) -> tuple[str, ...]:
        """The stored value, the modality value where it is another, and the grey on screen."""
        pixel = self._compositor.pixel_at(x, y)
        modality = film.radiograph.modality_value(pixel)
        stored = stored_value(film, modality)
        grey = self._grey(film, modality)
        found = []
        if stored is not None:
            found.append(self.tr("stored {value}").format(value=f"{stored:.0f}"))
        if stored is None or abs(stored - modality) > 1e-6:
            found.append(self.tr("value {value}").format(value=f"{modality:.6g}"))
        return (*found, f"→ {grey}") if grey is not None else tuple(found)

    def _grey(self, film: Film, modality: float) -> int | None:
        """What the screen shows there, 0 to 255."""
        window = self._state.window_of(self._link.cursor_pane)
        if window is None:
            return None
        brightness = float(voi_brightness(np.array([modality]), window)[0])
        turned = film.radiograph.inverted != self._state.inverted
        return round(255 * (1 - brightness if turned else brightness))

    def _overlay_values(self, x: float, y: float) -> list[str]:
        """Probability of a structure, heat and perturbation under the cursor, where shown."""
        found = []
        facts, compositor = self._session.facts, self._compositor
        segmentation = facts.segmentation
        if segmentation is not None and self._state.layer("lung_field")[0]:
            lung = value_at(segmentation.grid, segmentation.lungs, x, y)
            found.append(self.tr("lung {value}").format(value=formatting.probability(lung)))
        if self._state.layer("grad_cam")[0]:
            heat = compositor.map_at("grad_cam", x, y)
            found += [] if heat is None else [f"Grad-CAM {heat:.3g}"]
        shift = compositor.shift_at(x, y)
        if shift is not None:
            found.append(f"δ {formatting.in_255(shift, 2)}")
        return found

    def _on_state_changed(self, names: frozenset[str]) -> None:
        if names & {"window", "own_windows", "window_linked", "inverted", "view_linked"}:
            self.show_all()


def stored_value(film: Film, modality: float) -> float | None:
    """The value in the file, by its rescale slope and intercept; None behind a Modality LUT.

    DICOM PS3.3 C.11.1.1.2: modality = slope · stored + intercept. Pictures store what they show.
    """
    attributes = attributes_of(film)
    if "ModalityLUTSequence" in attributes:
        return None
    if not attributes or "modality_lut_ignored" in film.radiograph.notices:
        return modality
    try:
        slope = float(attributes.get("RescaleSlope", "1"))
        intercept = float(attributes.get("RescaleIntercept", "0"))
    except ValueError:
        return None
    return (modality - intercept) / slope if slope else None


def value_at(grid: FilmGrid, values: FloatArray, x: float, y: float) -> float:
    """A map's value (S, S) at a film point."""
    column, row = grid.points_to_model(np.array([[x, y]]))[0].astype(int)
    last = grid.size - 1
    return float(values[min(row, last), min(column, last)])
