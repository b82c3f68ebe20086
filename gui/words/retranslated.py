"""Widgets that speak another language as soon as one is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    _Base = QWidget
else:
    _Base = object  # the widget's own class stands behind it


class Retranslated(_Base):
    """A base beside the widget's own, and before it: `class Banner(Retranslated, QLabel)`."""

    def _retranslate(self) -> None:
        """Say every word in the current language."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
