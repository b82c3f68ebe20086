"""What went wrong, above the panes, until it is dismissed."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from gui.look import style
from gui.widgets.layout_parts import Picture, PlainLabel
from gui.words.messages import Message, error_sentences, notice_sentence
from gui.words.plain_tip import plain_tip
from gui.words.retranslated import Retranslated
from inference.core.errors import AnalysisError

#: Further errors are counted, and listed in the tool tip.
_SHOWN = 3


class MessageBar(Retranslated, QFrame):
    """Shows one `Message`; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._message: Message | None = None
        self._identity_hidden = False
        self._picture = Picture("warning", "on_message")
        self.text = PlainLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.close_button = QToolButton()
        self.close_button.setObjectName("plain")
        style.set_icon(self.close_button, "close")
        self.close_button.clicked.connect(self.dismiss)
        self.folder_button = QToolButton()
        self.folder_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        style.set_icon(self.folder_button, "folder")
        self.folder_button.clicked.connect(self._show_folder)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        row.addWidget(self.folder_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._retranslate()
        self.hide()

    def tell(self, message: Message) -> None:
        """Show `message` instead of whatever was there."""
        self._message = message
        self.folder_button.setVisible(bool(message.saved))
        self._picture.setVisible(not message.saved)
        self.setProperty("calm", bool(message.saved))
        for part in (self, self.text):
            part.style().unpolish(part)
            part.style().polish(part)
        self._retranslate()
        self.show()

    def dismiss(self) -> None:
        self._message = None
        self.hide()

    def dismiss_notice(self, code: str) -> None:
        """What a notice was about is no longer shown."""
        if self._message is not None and self._message.notices == (code,):
            self.dismiss()

    def dismiss_errors(self) -> None:
        """A new opening makes the errors of the one before it old; notices stay."""
        if self._message is not None and self._message.errors:
            self.dismiss()

    def set_identity_hidden(self, hidden: bool) -> None:
        """File names may hold a patient's name: leave them out while identity is hidden."""
        self._identity_hidden = hidden
        self._retranslate()

    def _retranslate(self) -> None:
        self.close_button.setToolTip(self.tr("Dismiss this message"))
        self.folder_button.setText(self.tr("Show in folder"))
        self.folder_button.setToolTip(self.tr("Open the folder with what was saved"))
        if self._message is None:
            return
        errors = [self._sentence(error) for error in self._message.errors]
        notices = [notice_sentence(code) for code in self._message.notices]
        lines = [*errors[:_SHOWN], *notices, *self._saved_lines()]
        if len(errors) > 1:
            head = self.tr("{count} files could not be opened:").format(count=len(errors))
            lines.insert(0, head)
        if len(errors) > _SHOWN:
            lines.append(self.tr("… and {count} more").format(count=len(errors) - _SHOWN))
        self.text.setText("\n".join(lines))
        self.text.setToolTip(plain_tip("\n".join(errors[:40]) if len(errors) > _SHOWN else ""))

    def _saved_lines(self) -> list[str]:
        saved = () if self._message is None else self._message.saved
        if len(saved) > 1:
            words = self.tr("{count} files were saved in {folder}.")
            return [words.format(count=len(saved), folder=saved[0].parent.name)]
        return [self.tr("{file} was saved.").format(file=path.name) for path in saved]

    def _show_folder(self) -> None:
        if self._message is not None and self._message.saved:
            folder = self._message.saved[0].parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _sentence(self, error: AnalysisError) -> str:
        wrong, hint = error_sentences(error)
        if not error.file:
            return f"{wrong} {hint}"
        file = self.tr("(name hidden)") if self._identity_hidden else error.file
        return self.tr("{file}: {wrong} {hint}").format(file=file, wrong=wrong, hint=hint)
