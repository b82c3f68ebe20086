"""The Analyse menu: the attack, stopping it, and its amplitude."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gui.commands.command_spec import AMPLITUDE, ANALYSE, ActionSpec, Slots
from gui.stores.display_state import AMPLITUDE_LIMITS, DisplayState
from gui.words.marking import QT_TRANSLATE_NOOP

_AMPLITUDE_STEP, _FINE_STEP = 0.05, 0.01

ANALYSIS_COMMANDS = (
    ActionSpec(
        "run",
        ANALYSE,
        QT_TRANSLATE_NOOP("actions", "Run attack"),
        QT_TRANSLATE_NOOP("actions", "Attack the film with the options of the form"),
        ("F9", "Ctrl+Return"),
        "run",
        needs_film=True,
    ),
    ActionSpec(
        "cancel",
        ANALYSE,
        QT_TRANSLATE_NOOP("actions", "Cancel"),
        QT_TRANSLATE_NOOP("actions", "Stop the analysis; what was found stays"),
        ("Esc",),
        "cancel",
    ),
    ActionSpec(
        "amplitude_down",
        AMPLITUDE,
        QT_TRANSLATE_NOOP("actions", "Lower amplitude"),
        QT_TRANSLATE_NOOP("actions", "Lower the amplitude by 0.05"),
        (",",),
        "minus",
    ),
    ActionSpec(
        "amplitude_up",
        AMPLITUDE,
        QT_TRANSLATE_NOOP("actions", "Raise amplitude"),
        QT_TRANSLATE_NOOP("actions", "Raise the amplitude by 0.05"),
        (".",),
        "plus",
    ),
    ActionSpec(
        "amplitude_down_fine",
        AMPLITUDE,
        QT_TRANSLATE_NOOP("actions", "Lower amplitude finely"),
        QT_TRANSLATE_NOOP("actions", "Lower the amplitude by 0.01"),
        ("Shift+,", "<"),
        "minus",
    ),
    ActionSpec(
        "amplitude_up_fine",
        AMPLITUDE,
        QT_TRANSLATE_NOOP("actions", "Raise amplitude finely"),
        QT_TRANSLATE_NOOP("actions", "Raise the amplitude by 0.01"),
        ("Shift+.", ">"),
        "plus",
    ),
    ActionSpec(
        "amplitude_zero",
        AMPLITUDE,
        QT_TRANSLATE_NOOP("actions", "Amplitude 0: original"),
        QT_TRANSLATE_NOOP("actions", "Set the amplitude to 0, the original film"),
        ("Home",),
        "start",
    ),
    ActionSpec(
        "amplitude_one",
        AMPLITUDE,
        QT_TRANSLATE_NOOP("actions", "Amplitude 1: attack"),
        QT_TRANSLATE_NOOP("actions", "Set the amplitude to 1, the attack as found"),
        ("Shift+End",),
        "end",
    ),
    ActionSpec(
        "amplitude_maximum",
        AMPLITUDE,
        QT_TRANSLATE_NOOP("actions", "Amplitude 2: exaggerated"),
        QT_TRANSLATE_NOOP("actions", "Set the amplitude to 2, the end of the scale"),
        ("End",),
        "end",
    ),
    ActionSpec(
        "play",
        AMPLITUDE,
        QT_TRANSLATE_NOOP("actions", "Play amplitude"),
        QT_TRANSLATE_NOOP("actions", "Move slowly from the original to the attack and back"),
        ("P",),
        "run",
        checkable=True,
        choice="playing",
        rule=True,
        needs_film=True,
    ),
)


class AnalyseCommands:
    """Runs and stops the analysis, and moves the amplitude.

    `run` attacks with the options of the form. `steps_back` are what Esc may do, the nearest
    first; each returns whether there was something to do.
    """

    def __init__(
        self,
        state: DisplayState,
        run: Callable[[], None],
        steps_back: Sequence[Callable[[], bool]],
    ) -> None:
        self._state, self._run, self._steps_back = state, run, steps_back

    def slots(self) -> Slots:
        """Command name -> what it does."""
        state = self._state
        return {
            "run": lambda: self._run(),
            "cancel": lambda: self._step_back(),
            "amplitude_down": lambda: self._shift_amplitude(-_AMPLITUDE_STEP),
            "amplitude_up": lambda: self._shift_amplitude(_AMPLITUDE_STEP),
            "amplitude_down_fine": lambda: self._shift_amplitude(-_FINE_STEP),
            "amplitude_up_fine": lambda: self._shift_amplitude(_FINE_STEP),
            "amplitude_maximum": lambda: setattr(state, "amplitude", AMPLITUDE_LIMITS[1]),
            "amplitude_zero": lambda: setattr(state, "amplitude", 0.0),
            "amplitude_one": lambda: setattr(state, "amplitude", 1.0),
        }

    def _shift_amplitude(self, by: float) -> None:
        self._state.amplitude = round(self._state.amplitude + by, 3)

    def _step_back(self) -> None:
        any(step() for step in self._steps_back)
