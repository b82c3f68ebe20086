"""How the reader wants the program to be, from one start to the next."""

from __future__ import annotations

from gui.stores.choices import Choice, ChoiceStore, between, one_of
from inference.core import languages
from inference.core.attack_types import OPTIONS, AttackConfig

LANGUAGES = ("", *languages.LANGUAGES)  # "" follows the system
THEMES = ("dark", "light", "system")
TEXT_SIZES = (90, 100, 110, 125, 150)  # percent
DEVICES = ("auto", "cpu", "cuda", "mps")
NORMS = OPTIONS["norm"].names


class Preferences(ChoiceStore):
    """Values of the dialog of preferences; each is bound to a control there."""

    # "" follows the system.
    language = Choice("", one_of(*LANGUAGES), remembered=True, known=LANGUAGES)
    theme = Choice("dark", one_of(*THEMES), remembered=True, known=THEMES)
    text_size = Choice(100, one_of(*TEXT_SIZES), remembered=True, known=TEXT_SIZES)  # percent
    device = Choice("auto", one_of(*DEVICES), remembered=True, known=DEVICES)
    attack_norm = Choice("linf", one_of(*NORMS), remembered=True, known=NORMS)
    # N/255 for L-inf, the norm itself for L2.
    attack_epsilon = Choice(8.0, between(0.05, 64.0), remembered=True)
    attack_steps = Choice(40, lambda steps: min(max(int(steps), 1), 1000), remembered=True)
    attack_confidence = Choice(0.99, between(0.5, 0.999), remembered=True)  # 0.5: never stop early
    tour_seen = Choice(False, remembered=True)

    def attack_config(self) -> AttackConfig:
        """How films are attacked until the form says otherwise."""
        unit = 255.0 if self.attack_norm == "linf" else 1.0
        sure = self.attack_confidence
        return AttackConfig(
            norm=self.attack_norm,
            epsilon=self.attack_epsilon / unit,
            steps=self.attack_steps,
            confidence=sure if sure > 0.5005 else None,
        )
