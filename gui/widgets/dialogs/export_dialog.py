"""Asks what goes into an export, and warns of what it may show."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from gui.look.lettering import pixels
from gui.widgets.layout_parts import PlainLabel, heading, named
from gui.words.retranslated import Retranslated
from inference.export.export_job import ExportOptions, Kind

#: Amplitudes from which and to which a sweep may go.
SWEEPS = ((0.0, 1.0), (0.0, 2.0), (-1.0, 2.0))
#: Exports that can name the patient, and those that may show what is burned into the film.
_CAN_NAME = (Kind.VIEW, Kind.REPORT, Kind.DICOM, Kind.NUMBERS)
_SHOWS_FILM = tuple(kind for kind in Kind if kind is not Kind.NUMBERS)


class ExportDialog(Retranslated, QDialog):
    """Options of one kind of export; then the place, by the system's dialog. Never blocks."""

    chosen = Signal(object, object)  # Path, ExportOptions

    def __init__(
        self,
        kind: Kind,
        name: str,
        *,
        burned_in: bool | None,
        nameable: bool,
        parent: QWidget | None = None,
    ) -> None:
        """`name`: suggested, without identity. `burned_in`: what the film says of its pixels.

        `nameable`: the film names a patient, and identity is not hidden.
        """
        super().__init__(parent)
        self.kind, self._name, self._burned_in = kind, name, burned_in
        self.title, self.about, self.warning = heading(), PlainLabel(), named(PlainLabel(), "note")
        self.checks: dict[str, QCheckBox] = {}
        self.sweep = QComboBox()
        self.patient = QCheckBox()
        self.patient.setEnabled(nameable)
        self.patient.toggled.connect(self._show_warning)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.place_button = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self._ask_place)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()
        self._retranslate()

    def options(self) -> ExportOptions:
        """What is chosen now."""
        start, end = SWEEPS[max(self.sweep.currentIndex(), 0)]
        ticked = {name: check.isChecked() for name, check in self.checks.items()}
        return ExportOptions(
            include_patient=self.patient.isChecked() and self.patient.isEnabled(),
            start=start,
            end=end,
            **ticked,
        )

    def finish(self, path: str) -> None:
        """Take `path` as the place and end."""
        self.chosen.emit(Path(path), self.options())
        self.accept()

    # --- building ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for label in (self.about, self.warning):
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 14)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(self.about)
        names = {Kind.DICOM: ("view", "segmentation", "report"), Kind.SWEEP: ("outlines",)}
        for name in names.get(self.kind, ()):
            self.checks[name] = QCheckBox()
            self.checks[name].setChecked(True)
            column.addWidget(self.checks[name])
        if self.kind is Kind.SWEEP:
            form = QFormLayout()
            self._sweep_label = PlainLabel()
            form.addRow(self._sweep_label, self.sweep)
            column.addLayout(form)
        if self.kind in _CAN_NAME:
            column.addWidget(self.patient)
        column.addWidget(self.warning)
        column.addStretch(1)
        column.addWidget(self.buttons)
        self.setMinimumWidth(pixels(500))

    def _ask_place(self) -> None:
        """The system's dialog for the file, or for the folder in which DICOM goes."""
        dialog = QFileDialog(self, self.title.text())
        if self.kind is Kind.DICOM:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.fileSelected.connect(lambda path: self.finish(str(Path(path) / self._name)))
        else:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setNameFilters(self._filters())
            dialog.setDefaultSuffix(Path(self._name).suffix.lstrip("."))
            dialog.selectFile(self._name)
            dialog.filterSelected.connect(
                lambda chosen: dialog.setDefaultSuffix(_first_suffix(chosen))
            )
            dialog.fileSelected.connect(self.finish)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _filters(self) -> list[str]:
        match self.kind:
            case Kind.REPORT:
                return ["PDF (*.pdf)"]
            case Kind.NUMBERS:
                return ["JSON (*.json)", "CSV (*.csv)"]
            case Kind.SWEEP:
                return ["GIF (*.gif)", "APNG (*.png)", "MP4 (*.mp4)"]
            case _:
                return ["PNG (*.png)"]

    # --- words ---------------------------------------------------------------------------------

    def _retranslate(self) -> None:
        self.title.setText(_titles()[self.kind])
        self.setWindowTitle(self.title.text())
        self.about.setText(_descriptions()[self.kind])
        ticks = {
            "view": self.tr("The view as Secondary Capture"),
            "segmentation": self.tr("Lung fields and heart as Segmentation"),
            "report": self.tr("Measurements as Structured Report (TID 1500)"),
            "outlines": self.tr("With the outlines of lung fields and heart"),
        }
        for name, check in self.checks.items():
            check.setText(ticks[name])
        if self.kind is Kind.SWEEP:
            self._sweep_label.setText(self.tr("Amplitude"))
            place = max(self.sweep.currentIndex(), 0)
            self.sweep.clear()
            for start, end in SWEEPS:
                ends = f"{start:.0f}".replace("-", "−"), f"{end:.0f}"
                self.sweep.addItem(
                    self.tr("from {start} to {end}").format(start=ends[0], end=ends[1])
                )
            self.sweep.setCurrentIndex(place)
        self.patient.setText(self.tr("Include the patient’s data"))
        self.place_button.setText(self.tr("Choose the place…"))
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setText(self.tr("Cancel"))
        self._show_warning()

    def _show_warning(self) -> None:
        lines = []
        if self.patient.isChecked():
            lines.append(
                self.tr(
                    "The export will name the patient: whoever receives it can read name, number "
                    "and dates."
                )
            )
        elif self.kind in _CAN_NAME:
            lines.append(self.tr("The export names nobody: a pseudonym stands for the patient."))
        if self.kind in _SHOWS_FILM and self._burned_in is not False:
            lines.append(self._burned_in_words())
        self.warning.setText("\n".join(lines))
        self.warning.setVisible(bool(lines))

    def _burned_in_words(self) -> str:
        if self._burned_in:
            return self.tr(
                "The file says that identity is burned into the picture itself, and it can’t be "
                "removed here. Look at the film before you pass it on."
            )
        return self.tr(
            "The file does not say whether identity is burned into the picture itself. Look at the "
            "film before you pass it on."
        )


def _first_suffix(name_filter: str) -> str:
    """ "png" of "APNG (*.png)"."""
    return name_filter.partition("*.")[2].rstrip(")").split(" ")[0]


def _titles() -> dict[Kind, str]:
    return {
        Kind.VIEW: QCoreApplication.translate("exports", "View as picture"),
        Kind.REPORT: QCoreApplication.translate("exports", "Report"),
        Kind.DICOM: QCoreApplication.translate("exports", "DICOM objects"),
        Kind.NUMBERS: QCoreApplication.translate("exports", "Numbers"),
        Kind.SWEEP: QCoreApplication.translate("exports", "Amplitude sweep"),
        Kind.ADVERSARIAL: QCoreApplication.translate("exports", "Adversarial film"),
        Kind.COUNTERFACTUAL: QCoreApplication.translate("exports", "Counterfactual film"),
    }


def _descriptions() -> dict[Kind, str]:
    return {
        Kind.VIEW: QCoreApplication.translate(
            "exports", "The panes as they are shown, with notice, legend and parameters burnt in."
        ),
        Kind.REPORT: QCoreApplication.translate(
            "exports",
            "A page with film, pictures, numbers, one sentence, networks and warnings; another "
            "with what would turn the answer, where that was searched for.",
        ),
        Kind.DICOM: QCoreApplication.translate(
            "exports",
            "New objects, marked as derived and for research. Without the patient’s data they form "
            "a new study, and the film itself is written along for them to refer to.",
        ),
        Kind.NUMBERS: QCoreApplication.translate(
            "exports",
            "Every number and option. From the JSON form the perturbation can be computed again, "
            "bit for bit.",
        ),
        Kind.SWEEP: QCoreApplication.translate(
            "exports", "The film from amplitude to amplitude, with the network’s answer. Marked."
        ),
        Kind.ADVERSARIAL: QCoreApplication.translate(
            "exports",
            "The perturbed film in 16 bits, above a marking band, for this program to open again. "
            "Its name begins with ADV_. It is synthetic: never file it with a patient.",
        ),
        Kind.COUNTERFACTUAL: QCoreApplication.translate(
            "exports",
            "The counterfactual film that is shown, at its amplitude, in 16 bits above a marking "
            "band. Its name begins with ADV_. It is synthetic: never file it with a patient.",
        ),
    }
