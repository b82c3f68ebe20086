"""The findings that the program's own networks know, in the order in which they are shown."""

from __future__ import annotations

#: As `ModelCard.finding` names them. Words stand in `inference.export.words.report_texts`.
FINDINGS = ("pneumoconiosis", "cardiomegaly")
