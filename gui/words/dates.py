"""Dates and times as the reader's language writes them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime


def date(text: str) -> str:
    """DICOM's YYYYMMDD in the language's own form; anything else as it is."""
    found = QDate.fromString(text, "yyyyMMdd")
    if not found.isValid():
        return text
    # The form of a date: "3 Feb 2026" in English, "2026年2月3日" in Japanese.
    form = QCoreApplication.translate("formats", "d MMM yyyy")
    return QLocale().toString(found, form)


def time(text: str) -> str:
    """DICOM's HHMMSS.FFFFFF in hours and minutes; anything else as it is."""
    found = QTime.fromString(text[:4], "HHmm")
    if not found.isValid() or not text[:6].isdigit():
        return text
    return QLocale().toString(found, QCoreApplication.translate("formats", "HH:mm"))


def age(text: str) -> str:
    """DICOM's age string, e.g. 045Y; "" for anything else."""
    units = {
        "Y": QCoreApplication.translate("formats", "{count} y"),
        "M": QCoreApplication.translate("formats", "{count} mo"),
        "W": QCoreApplication.translate("formats", "{count} wk"),
        "D": QCoreApplication.translate("formats", "{count} d"),
    }
    known = len(text) == 4 and text[:3].isdigit() and text[3] in units
    return units[text[3]].format(count=int(text[:3])) if known else ""
