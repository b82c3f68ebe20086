"""Help: what the program is, its versions, its device, and whether it works here."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from gui.look.lettering import pixels
from gui.look.style import application_icon
from gui.widgets.dialogs.help_dialogs import finish
from gui.widgets.layout_parts import PlainLabel, named


class AboutDialog(QDialog):
    """Program, purpose, versions, licence; the self-test on demand."""

    test_asked = Signal()

    def __init__(self, versions: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Setsudo"))
        self._versions = versions
        self.told, self.report = named(PlainLabel(), "dim"), QPlainTextEdit()
        self.told.setWordWrap(True)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(self.tr("Result of the self-test"))
        self.report.setMinimumHeight(pixels(170))
        self.report.hide()
        inside = QWidget()
        self._fill(QGridLayout(inside))
        buttons = finish(self, inside)
        self.test_button = QPushButton(self.tr("Run self-test"))
        self.test_button.setToolTip(
            self.tr("Uses every decoder, network and export once; takes about a minute")
        )
        self.test_button.clicked.connect(self._ask)
        copy = QPushButton(self.tr("Copy"))
        copy.setToolTip(self.tr("Put versions and result on the clipboard"))
        copy.clicked.connect(self._copy)
        for button in (self.test_button, copy):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self.setMinimumWidth(pixels(600))

    def show_result(self, passed: bool, report: str) -> None:
        """What the self-test found; `report` is shown as it is."""
        self.test_button.setEnabled(True)
        self.told.setText(
            self.tr("Self-test passed: everything works on this computer.")
            if passed
            else self.tr("Self-test failed. The report below says where.")
        )
        self.report.setPlainText(report)
        self.report.show()

    def _fill(self, grid: QGridLayout) -> None:
        grid.setHorizontalSpacing(18)
        grid.setColumnStretch(1, 1)
        picture = PlainLabel()
        picture.setPixmap(application_icon().pixmap(QSize(64, 64)))
        grid.addWidget(picture, 0, 0, 3, 1, Qt.AlignmentFlag.AlignTop)
        purpose = self.tr(
            "Shows what a network would have to see on a chest radiograph to say the opposite."
        )
        notice = self.tr(
            "For research and teaching. Not for diagnostic use. Adversarial films are synthetic."
        )
        for row, (text, name) in enumerate(
            (("Setsudo 摂動", "readout"), (purpose, ""), (notice, "note"))
        ):
            label = named(PlainLabel(text), name)
            label.setWordWrap(True)
            grid.addWidget(label, row, 1)
        rows = [*self._versions, (self.tr("Licence"), "Apache-2.0")]
        for row, (what, version) in enumerate(rows, start=4):
            grid.addWidget(named(PlainLabel(what), "dim"), row, 0)
            label = PlainLabel(version)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label, row, 1)
        last = 4 + len(rows)
        grid.addWidget(self.told, last, 0, 1, 2)
        grid.addWidget(self.report, last + 1, 0, 1, 2)

    def _ask(self) -> None:
        self.test_button.setEnabled(False)
        self.told.setText(self.tr("The self-test runs …"))
        self.test_asked.emit()

    def _copy(self) -> None:
        lines = [f"{what}: {version}" for what, version in self._versions]
        QGuiApplication.clipboard().setText("\n".join([*lines, self.report.toPlainText()]))
