"""The windows behind the digits: 0 full range, 1 the file's, 2 automatic, 3 lung fields, 4–9 own.

An own preset is kept as shares of the values that occur on the film, so that it means the same on
a film of another bit depth.
"""

from __future__ import annotations

from collections.abc import Mapping

from gui.films.film import Film
from inference.core.types import Segmentation, VoiFunction, Window
from inference.core.windowing import auto_window
from inference.grids.lung_field_window import lung_field_window

#: Digits of the presets that a reader can save.
OWN = (4, 5, 6, 7, 8, 9)


def full_window(film: Film) -> Window:
    """Every value that occurs on the film lies between black and white."""
    low, high = film.data_range
    return Window((low + high) / 2, high - low, VoiFunction.LINEAR_EXACT)


def file_window(film: Film, shown: Window | None) -> Window:
    """The film's default window; the file's next one when one of the file's is `shown`."""
    windows = film.radiograph.windows
    place = next((i for i, window in enumerate(windows) if window is shown), None)
    return film.window if place is None else windows[(place + 1) % len(windows)]


def automatic_window(film: Film) -> Window:
    return auto_window(film.radiograph)


def lung_window(film: Film, segmentation: Segmentation | None) -> Window | None:
    """The window of the values inside the lung fields; None while they are not outlined."""
    return None if segmentation is None else lung_field_window(film.radiograph, segmentation)


def own_window(film: Film, presets: str, digit: int) -> Window | None:
    """The reader's preset for this film, None if there is none."""
    share = parsed(presets).get(digit)
    if share is None:
        return None
    low, high = film.data_range
    center, width = low + share[0] * (high - low), share[1] * (high - low)
    return Window(center, width, VoiFunction.LINEAR_EXACT, str(digit))


def with_own(film: Film, presets: str, digit: int, window: Window) -> str:
    """`presets` with `window` of this film as the preset of a digit."""
    low, high = film.data_range
    share = (window.center - low) / (high - low), window.width / (high - low)
    return written({**parsed(presets), digit: share})


def parsed(presets: str) -> Mapping[int, tuple[float, float]]:
    """Digit -> (center, width) as shares; what can't be read is left out."""
    found = {}
    for part in presets.split(";"):
        try:
            digit, center, width = part.split(",")
            share = float(center), float(width)
            if int(digit) in OWN and -10 < share[0] < 10 and 0 < share[1] < 10:
                found[int(digit)] = share
        except ValueError:
            continue
    return found


def written(presets: Mapping[int, tuple[float, float]]) -> str:
    """The form in which presets are remembered."""
    return ";".join(f"{n},{center:.5f},{width:.5f}" for n, (center, width) in presets.items())


def known(presets: str) -> str:
    """What of a remembered text can be used."""
    return written(parsed(presets))


def description(window: Window) -> str:
    """Width, center and the file's name for a window."""
    named = f"  {window.explanation}" if window.explanation else ""
    return f"W {window.width:.0f}  C {window.center:.0f}{named}"
