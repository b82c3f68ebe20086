"""The window: where everything stands. What happens is decided elsewhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from gui.commands import actions, command_spec
from gui.commands.bundle_commands import BundleSlots
from gui.commands.command_table import SPECS
from gui.commands.commands import Commands
from gui.commands.content_menu import ContentMenus
from gui.commands.explain_slots import ExplainSlots
from gui.commands.exports import Exports
from gui.commands.help import Help
from gui.commands.menus import Menus
from gui.commands.reading import Reading
from gui.commands.recent import RecentList, RecentMenu
from gui.commands.teaching import Teaching
from gui.engine.controller import Controller
from gui.look.style import application_icon
from gui.panes.blend import Blinker
from gui.panes.pane_grid import PaneGrid
from gui.panes.recipes import RECIPES
from gui.panes.view.view_link import ViewLink
from gui.runtime.language import Language
from gui.status.readout import Readout
from gui.status.waiting import Waiting
from gui.stores.display_state import DisplayState
from gui.stores.preferences import Preferences
from gui.stores.session import Session
from gui.widgets.frame.amplitude_deck import AmplitudeDeck
from gui.widgets.frame.banner import Banner
from gui.widgets.frame.canvas_card import CanvasCard
from gui.widgets.frame.compare_bar import CompareBar
from gui.widgets.frame.message_bar import MessageBar
from gui.widgets.frame.status_fields import StatusFields
from gui.widgets.frame.study_strip import StudyStrip
from gui.widgets.frame.view_bar import ViewBar
from gui.widgets.frame.welcome import Welcome
from gui.widgets.panel.agreement_panel import AgreementPanel
from gui.widgets.panel.attack_form import AttackForm
from gui.widgets.panel.findings_card import FindingsCard
from gui.widgets.panel.histogram import HistogramPanel
from gui.widgets.panel.overlay_controls import OverlayControls
from gui.widgets.panel.region_panel import RegionPanel
from gui.widgets.panel.result_table import ResultTable
from gui.widgets.panel.side_panel import AGREEMENT, ATTACK, FINDINGS, REGIONS, SidePanel
from gui.widgets.panel.warning_strip import DiagnosisStrip
from gui.words.messages import Message

#: At the first start, where the screen has the room.
_SIZE = QSize(1600, 1000)


class MainWindow(QMainWindow):
    """Strip, panes, deck and panel around two stores and a controller."""

    closing = Signal()

    def __init__(
        self,
        session: Session,
        state: DisplayState,
        controller: Controller,
        preferences: Preferences,
        language: Language,
        profile: Path,
    ) -> None:
        super().__init__()
        self.session, self.state, self.controller = session, state, controller
        self.preferences, self.language = preferences, language
        self.link = ViewLink(self)
        self.banner, self.message_bar = Banner(), MessageBar()
        self.strip = StudyStrip(session, state)
        self.grid = PaneGrid(session, state, self.link)
        self.deck = AmplitudeDeck(session, state)
        self.findings, self.overlays = FindingsCard(session), OverlayControls(state)
        self.attack_form, self.results = AttackForm(), ResultTable(session)
        self.regions, self.diagnosis = RegionPanel(session, state), DiagnosisStrip(session)
        self.agreement = AgreementPanel(session, controller)
        self.histogram = HistogramPanel(session, state, lambda: self.link.active)
        self.panel = SidePanel()
        self._fill_panel()
        self.commands, self.explaining = Commands(self), ExplainSlots(self)
        self.teaching, self.help = Teaching(self, profile), Help(self, profile)
        self.reading = Reading(self)
        self.exports = Exports(self, controller.runner)
        #: command name -> what it does, of every part
        self.slots = {
            **self.commands.slots(),
            **self.explaining.slots(),
            **BundleSlots(self).slots(),
            **self.teaching.slots(),
            **self.help.slots(),
            **self.reading.slots(),
            **self.exports.slots(),
        }
        self.actions_by_name = actions.make_actions(self, self.grid, self.slots)
        self.view_bar = ViewBar(self.actions_by_name)
        self.welcome = Welcome(session, self.actions_by_name)
        self.waiting = Waiting(session, controller, self.grid, self)
        self.contents = ContentMenus(state, self)
        self.compare_bar = CompareBar(state, {row.key: row.title for row in RECIPES})
        self.blinker = Blinker(state, self)
        self.status = StatusFields(self.statusBar())
        for name in ("view_linked", "window_linked", "cursor_linked"):
            self.status.add_link(self.actions_by_name[name])
        self.readout = Readout(session, state, self.link, self.grid.compositor, self.status)
        self.setWindowIcon(application_icon())
        self.setAcceptDrops(True)
        self._group_actions()
        self.recent = RecentMenu(
            RecentList(profile), state, controller, self.menus[command_spec.RECENT]
        )
        self.card = CanvasCard(state)
        self.grid.set_card(self.card)
        self._lay_out()
        self._connect()
        self._retranslate()
        self._show_running(False)
        self.grid.setFocus()

    def restore(self, geometry: str) -> None:
        """Take over what was remembered."""
        room = self.screen().availableGeometry().size()
        self.resize(_SIZE.boundedTo(room))
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "ignore")))
        elif room.width() <= _SIZE.width() or room.height() <= _SIZE.height():
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def geometry_text(self) -> str:
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def tell(self, message: Message) -> None:
        self.message_bar.tell(message)

    # --- building ------------------------------------------------------------------------------

    def _group_actions(self) -> None:
        groups: dict[str, QActionGroup] = {}
        for spec in SPECS:
            if spec.group:
                group = groups.setdefault(spec.group, QActionGroup(self))
                group.addAction(self.actions_by_name[spec.name])
        self.menus = Menus(self, self.menuBar(), self.actions_by_name)
        after = self.menus[command_spec.ZOOM].menuAction()
        self.menus[command_spec.VIEW].insertMenu(after, self.contents)

    def _lay_out(self) -> None:
        over_panes = QVBoxLayout(self.grid)
        over_panes.setContentsMargins(0, 0, 0, 0)
        over_panes.addWidget(self.welcome)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.view_bar)
        middle.addWidget(self.grid, 1)
        middle.addWidget(self.compare_bar)
        middle.addWidget(self.deck)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.strip)
        row.addLayout(middle, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.teaching.guess_card)
        right.addWidget(self.panel, 1)
        row.addLayout(right)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.message_bar)
        column.addLayout(row, 1)
        central = QWidget()
        central.setLayout(column)
        self.setCentralWidget(central)
        self.setMinimumSize(1024, 640)

    def _fill_panel(self) -> None:
        self.panel.add(FINDINGS, self.findings, self.diagnosis, self.overlays, self.histogram)
        self.panel.add(ATTACK, self.attack_form, self.results)
        self.panel.add(REGIONS, self.regions)
        self.panel.add(AGREEMENT, self.agreement)
        self.panel.revealed.connect(lambda name: setattr(self.state, "tab", name))

    def _connect(self) -> None:
        controller, session = self.controller, self.session
        self.strip.chosen.connect(controller.show_key)
        self.strip.itemClicked.connect(lambda _item: self.grid.setFocus())
        self.grid.menu_asked.connect(self._on_grid_menu_asked)
        self.grid.content_asked.connect(self.contents.pop_up)
        self.attack_form.run_asked.connect(controller.attack)
        self.attack_form.config_changed.connect(controller.set_config)
        self.attack_form.cancel_asked.connect(controller.cancel)
        self.explaining.connect()
        self.status.progress.cancel_asked.connect(controller.cancel)
        controller.told.connect(self.tell)
        controller.progressed.connect(self.status.progress.set_progress)
        controller.reading.connect(self._on_controller_reading)
        controller.analysis_running.connect(self._show_running)
        session.film_changed.connect(self._on_session_film_changed)
        session.entries_changed.connect(self._show_enabled)
        session.facts_changed.connect(self._on_session_facts_changed)
        self.state.changed.connect(self._on_state_changed)

    # --- showing -------------------------------------------------------------------------------

    def _show_running(self, running: bool) -> None:
        self.status.progress.set_running(running)
        self._running = running
        self._show_enabled()

    def _show_enabled(self) -> None:
        film, session = self.session.film is not None, self.session
        self.attack_form.set_state(film=film, running=self._running)
        named = self.actions_by_name
        named["previous"].setEnabled(session.position > 0)
        named["next"].setEnabled(0 <= session.position < len(session.entries) - 1)
        for spec in SPECS:
            if spec.needs_film:
                named[spec.name].setEnabled(film)
        self.deck.setEnabled(film)

    def _show_title(self) -> None:
        film = self.session.film
        hidden = self.state.identity_hidden or film is None
        self.setWindowTitle("Setsudo" if hidden or film is None else f"{film.name} — Setsudo")

    def _retranslate(self) -> None:
        actions.retranslate(self.actions_by_name)
        self.menus.retranslate()
        self.contents.retranslate()
        self.waiting.show()
        with_keys = self.actions_by_name["japanese" if self.language.shown == "ja" else "english"]
        with_keys.setChecked(True)
        self._show_title()
        self.status.identity.setText(self.tr("identity hidden"))
        self.readout.show_all()

    # --- slots ---------------------------------------------------------------------------------

    def _on_grid_menu_asked(self, position: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in ("fit", "actual_size", "reset", "invert"):
            menu.addAction(self.actions_by_name[name])
        menu.addSeparator()
        menu.addMenu(self.contents)
        menu.addMenu(self.menus[command_spec.WINDOW_LEVEL])
        menu.addMenu(self.menus[command_spec.OVERLAYS])
        menu.popup(position)

    def _on_controller_reading(self, read: int, total: int) -> None:
        if total and read == 0:
            self.message_bar.dismiss_errors()
        self.status.progress.set_reading(read, total)

    def _on_session_film_changed(self) -> None:
        self._show_title()
        self._show_enabled()

    def _on_session_facts_changed(self) -> None:
        facts = self.session.facts
        self.status.device.setText(facts.device)
        self.attack_form.offer(each.finding for each in facts.predictions)

    def _on_state_changed(self, names: frozenset[str]) -> None:
        if "layout_size" in names:
            self.actions_by_name[f"layout_{self.state.layout_size}"].setChecked(True)
        if "identity_hidden" in names:
            self._show_title()
            self.status.set_identity_hidden(self.state.identity_hidden)
            self.message_bar.set_identity_hidden(self.state.identity_hidden)

    # --- Qt ------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        paths = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
        if paths:
            event.acceptProposedAction()
            self.controller.open(paths)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "menus"):
            self._retranslate()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        self.hide()
        self.controller.close()
        super().closeEvent(event)
