"""What the reader has measured: lines, ellipses and rectangles, kept for each open film."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QObject, Signal

from gui.films.film import Film
from gui.stores.session import Session
from inference.core.measurement import Point, RoiStatistics, length_between, roi_statistics


@dataclass(frozen=True, slots=True)
class Measure:
    """One measurement, between two film points."""

    kind: str  # "length" | "ellipse" | "rectangle"
    start: Point
    end: Point

    def moved(self, which: int, point: Point) -> Measure:
        """With its start (0) or end (1) at `point`."""
        return replace(self, start=point) if which == 0 else replace(self, end=point)


class Measures(QObject):
    """The measurements on the film that is shown. They are the reader's, not facts of the film."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._of_film: dict[int, tuple[Measure, ...]] = {}
        session.film_changed.connect(self._on_session_film_changed)

    @property
    def shown(self) -> tuple[Measure, ...]:
        """In the order in which they were drawn."""
        key = self._session.key
        return () if key is None else self._of_film.get(key, ())

    def add(self, measure: Measure) -> int:
        """Draw one more; returns its place."""
        self._set((*self.shown, measure))
        return len(self.shown) - 1

    def put(self, place: int, measure: Measure) -> None:
        """Replace one."""
        found = list(self.shown)
        found[place] = measure
        self._set(tuple(found))

    def remove_last(self) -> None:
        self._set(self.shown[:-1])

    def clear(self) -> None:
        self._set(())

    def _set(self, measures: tuple[Measure, ...]) -> None:
        key = self._session.key
        if key is not None and measures != self.shown:
            self._of_film[key] = measures
            self.changed.emit()

    def _on_session_film_changed(self) -> None:
        known = {entry.key for entry in self._session.entries}
        self._of_film = {key: kept for key, kept in self._of_film.items() if key in known}
        self.changed.emit()


@lru_cache(maxsize=64)
def statistics(film: Film, measure: Measure) -> RoiStatistics | None:
    """The values in an ellipse or rectangle; kept, since all panes ask for them."""
    return roi_statistics(
        film.radiograph, measure.start, measure.end, ellipse=measure.kind == "ellipse"
    )


def measure_words(film: Film, measure: Measure) -> list[str]:
    """What a measurement says, in lines."""
    if measure.kind == "length":
        length = length_between(measure.start, measure.end, film.radiograph.spacing)
        digits = 1 if length.unit == "mm" else 0
        return [f"{length.value:.{digits}f} {length.unit}"]
    found = statistics(film, measure)
    if found is None:
        return []
    area = f"{found.pixels} px" if found.area_mm2 is None else f"{found.area_mm2 / 100:.2f} cm²"
    mean = QCoreApplication.translate("measures", "mean {mean}  SD {deviation}")
    ends = QCoreApplication.translate("measures", "min {low}  max {high}")
    return [
        mean.format(mean=f"{found.mean:.1f}", deviation=f"{found.deviation:.1f}"),
        ends.format(low=f"{found.minimum:.6g}", high=f"{found.maximum:.6g}"),
        area,
    ]
