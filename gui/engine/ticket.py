"""What whoever asks for something gets in return, and hears of it through."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gui.engine.worker import Request


class Ticket(QObject):
    """One request on its way. It ends with exactly one of `succeeded`, `failed`, `cancelled`.

    `ended` follows whichever of them it was. All are emitted in the window's thread, and never
    before the call that returned the ticket has returned, but for `cancelled` of another ticket.
    """

    progressed = Signal(object)  # Progress
    partial = Signal(object)  # Partial
    succeeded = Signal(object)  # the payload, see the requests in `gui.engine.worker`
    failed = Signal(object)  # AnalysisError
    cancelled = Signal()
    ended = Signal()

    def __init__(self, request: Request, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.request = request

    def let_go(self) -> None:
        """Hear no more of it; the request itself runs to its end."""
        self.blockSignals(True)
