"""How true the picture is: what is shown against what is stored and what the networks saw."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.films.film import Film
from gui.stores.facts import Facts
from gui.words import formatting


def fidelity_words(film: Film, facts: Facts, scale: float) -> str:
    """One line for the status bar; `scale` is device pixels per film pixel."""
    parts = [_size_words(scale)]
    bits = film.radiograph.bits_stored
    if bits > 8:
        parts.append(QCoreApplication.translate("fidelity", "{bits} → 8 bit").format(bits=bits))
    seen = model_side(facts)
    if seen:
        parts.append(
            QCoreApplication.translate("fidelity", "networks saw {side}×{side}").format(side=seen)
        )
    return "  ·  ".join(parts)


def fidelity_tip() -> str:
    """What the line means."""
    return QCoreApplication.translate(
        "fidelity",
        "The film is never changed. Reduced views average all pixels under a screen pixel; the "
        "screen shows 256 grey levels of the chosen window; the networks see the film averaged on "
        "their own grid.",
    )


def model_side(facts: Facts) -> int:
    """Side of the finest grid on which a network saw the film; 0 while none did."""
    grids = [found.grid.size for found in (facts.segmentation, facts.attack) if found is not None]
    return max(grids, default=0)


def _size_words(scale: float) -> str:
    if abs(scale - 1) < 1e-6:
        return QCoreApplication.translate("fidelity", "1:1")
    zoom = formatting.percent(scale)
    if scale < 1:
        return QCoreApplication.translate("fidelity", "{zoom}, area-averaged").format(zoom=zoom)
    if scale < 4:
        return QCoreApplication.translate("fidelity", "{zoom}, interpolated").format(zoom=zoom)
    return QCoreApplication.translate("fidelity", "{zoom}, pixels as squares").format(zoom=zoom)
