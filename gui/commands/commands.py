"""What each command of `actions` does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

import resources
from gui.commands.command_table import SPECS
from gui.stores.binding import bind_checked, bind_value
from gui.stores.display_state import AMPLITUDE_LIMITS, LAYERS
from gui.words.messages import Message

if TYPE_CHECKING:
    from gui.main_window import MainWindow

_ZOOM_STEP = 1.25
_AMPLITUDE_STEP, _FINE_STEP = 0.05, 0.01
_OPACITY_STEP = 0.1


class Commands(QObject):
    """Slots of the command table, on one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def slots(self) -> dict[str, Callable[..., None]]:
        """Command name -> what it does; checkable ones are bound by `bind`."""
        window = self._window
        link, state, controller = window.link, window.state, window.controller
        layouts = {
            f"layout_{size}": lambda _=False, size=size: self._set_layout(size)
            for size in (1, 2, 3, 4)
        }
        return {
            **layouts,
            "open": lambda: self._ask_files(),
            "open_folder": lambda: self._ask_folder(),
            "open_demo": lambda: self.open_demo(),
            "previous": lambda: controller.step(-1),
            "next": lambda: controller.step(1),
            "quit": lambda: self._quit(),
            "fit": lambda: link.fit(),
            "actual_size": lambda: link.set_scale(1.0, link.cursor, link.cursor_pane),
            "zoom_in": lambda: link.zoom(_ZOOM_STEP, link.cursor, link.cursor_pane),
            "zoom_out": lambda: link.zoom(1 / _ZOOM_STEP, link.cursor, link.cursor_pane),
            "rotate_left": lambda: link.rotate(-1),
            "rotate_right": lambda: link.rotate(1),
            "flip": lambda: link.flip(),
            "full_screen": self._set_full_screen,
            "less_opaque": lambda: self._shift_opacity(-_OPACITY_STEP),
            "more_opaque": lambda: self._shift_opacity(_OPACITY_STEP),
            "run": lambda: window.attack_form.run(),
            "cancel": lambda: self._step_back(),
            "amplitude_down": lambda: self._shift_amplitude(-_AMPLITUDE_STEP),
            "amplitude_up": lambda: self._shift_amplitude(_AMPLITUDE_STEP),
            "amplitude_down_fine": lambda: self._shift_amplitude(-_FINE_STEP),
            "amplitude_up_fine": lambda: self._shift_amplitude(_FINE_STEP),
            "amplitude_maximum": lambda: setattr(state, "amplitude", AMPLITUDE_LIMITS[1]),
            "amplitude_zero": lambda: setattr(state, "amplitude", 0.0),
            "amplitude_one": lambda: setattr(state, "amplitude", 1.0),
            "english": lambda: setattr(window.preferences, "language", "en"),
            "japanese": lambda: setattr(window.preferences, "language", "ja"),
        }

    def bind(self) -> None:
        """Tie the checkable commands to their choices."""
        for spec in SPECS:
            action = self._window.actions_by_name[spec.name]
            if spec.value:
                bind_value(action, self._window.state, spec.choice, spec.value)
            elif spec.choice:
                bind_checked(action, self._window.state, spec.choice)

    def open_demo(self) -> None:
        """Open the simulated films that come with the program."""
        samples = tuple(sorted(resources.folder("samples").glob("*.dcm")))
        if samples:
            self._window.controller.open(samples)
        else:
            self._window.tell(Message(notices=("demo_missing",)))

    def _ask_files(self) -> None:
        dialog = QFileDialog(self._window, self.tr("Open radiographs"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [
                self.tr("Radiographs (*.dcm *.dicom *.png *.jpg *.jpeg *.tif *.tiff)"),
                self.tr("Archives and DICOM media (*.zip DICOMDIR)"),
                self.tr("All files (*)"),
            ]
        )
        self._ask(dialog)

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self._window, self.tr("Open a folder of radiographs"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._ask(dialog)

    def _ask(self, dialog: QFileDialog) -> None:
        controller = self._window.controller
        dialog.filesSelected.connect(lambda names: controller.open(tuple(map(Path, names))))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _set_layout(self, size: int) -> None:
        with self._window.state.batch():
            self._window.state.maximised = ""
            self._window.state.layout_size = size

    def _shift_amplitude(self, by: float) -> None:
        state = self._window.state
        state.amplitude = round(state.amplitude + by, 3)

    def _shift_opacity(self, by: float) -> None:
        state = self._window.state
        with state.batch():
            for layer in LAYERS:
                if getattr(state, f"{layer}_shown"):
                    name = f"{layer}_opacity"
                    setattr(state, name, getattr(state, name) + by)

    def _step_back(self) -> None:
        """Esc: stop what plays or is computed, else restore the panes, else leave full screen."""
        window = self._window
        if window.grid.region_drawing.drawing:
            window.grid.region_drawing.cancel()
        elif window.state.playing or window.state.blinking:
            window.state.playing = window.state.blinking = False
        elif window.controller.busy:
            window.controller.cancel()
        elif window.explaining.step_back():
            return
        elif window.state.maximised:
            window.state.maximised = ""
        elif window.actions_by_name["presentation"].isChecked():
            window.actions_by_name["presentation"].setChecked(False)
        else:
            window.actions_by_name["full_screen"].setChecked(False)

    def _set_full_screen(self, wanted: bool) -> None:
        if wanted:
            self._window.showFullScreen()
        elif self._window.isFullScreen():
            self._window.showNormal()

    def _quit(self) -> None:
        self._window.close()
