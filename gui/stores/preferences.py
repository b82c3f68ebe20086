"""How the reader wants the program to be, from one start to the next."""

from __future__ import annotations

from dataclasses import replace

from gui.runtime.settings import DEVICES, LANGUAGES, NORMS, THEMES, Settings
from gui.stores.choices import Choice, ChoiceStore, between, one_of
from inference.core.attack_types import AttackConfig

#: Preferences that stand in the settings file under the same name.
_REMEMBERED = (
    "language",
    "theme",
    "device",
    "attack_norm",
    "attack_epsilon",
    "attack_steps",
    "attack_confidence",
    "tour_seen",
)


class Preferences(ChoiceStore):
    """Values of the dialog of preferences; each is bound to a control there."""

    language = Choice("", one_of(*LANGUAGES))  # "" follows the system
    theme = Choice("dark", one_of(*THEMES))
    device = Choice("auto", one_of(*DEVICES))
    attack_norm = Choice("linf", one_of(*NORMS))
    attack_epsilon = Choice(8.0, between(0.05, 64.0))  # n/255 for L-inf, the norm itself for L2
    attack_steps = Choice(40, lambda steps: min(max(int(steps), 1), 1000))
    attack_confidence = Choice(0.99, between(0.5, 0.999))  # 0.5: never stop early
    tour_seen = Choice(False)

    def take(self, settings: Settings) -> None:
        """Take over what was remembered."""
        with self.batch():
            for name in _REMEMBERED:
                setattr(self, name, getattr(settings, name))

    def put_into(self, settings: Settings) -> Settings:
        """`settings` with the preferences as they are."""
        return replace(settings, **{name: getattr(self, name) for name in _REMEMBERED})

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
