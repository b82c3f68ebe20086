"""The window: where everything stands. What happens is decided elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from gui.commands import actions, command_spec
from gui.commands.analyse import AnalyseCommands
from gui.commands.command_spec import Slots
from gui.commands.command_table import SPECS
from gui.commands.edit import EditCommands
from gui.commands.explain import ExplainCommands
from gui.commands.export import ExportCommands
from gui.commands.file import FileCommands
from gui.commands.help import HelpCommands
from gui.commands.lessons import LessonCommands
from gui.commands.overlays import OverlayCommands
from gui.commands.teach import TeachCommands
from gui.commands.tools import ToolCommands
from gui.commands.view import ViewCommands
from gui.commands.windows import WindowCommands
from gui.engine.controller import Controller
from gui.look.style import application_icon
from gui.panes.blend import Blinker
from gui.panes.content_menu import ContentMenus
from gui.panes.pane_grid import PaneGrid
from gui.panes.view.view_link import ViewLink
from gui.runtime.language import Language
from gui.status.readout import Readout
from gui.status.waiting import Waiting
from gui.stores.contents import RECIPES
from gui.stores.display_state import DisplayState
from gui.stores.preferences import Preferences
from gui.stores.recent_files import RecentFiles
from gui.stores.session import Session
from gui.teaching.audience_window import AudienceWindow
from gui.teaching.presenting import Presenting
from gui.widgets.calm_controls import calm
from gui.widgets.frame import placement
from gui.widgets.frame.amplitude_deck import AmplitudeDeck
from gui.widgets.frame.banner import Banner
from gui.widgets.frame.canvas_card import CanvasCard
from gui.widgets.frame.columns import Columns
from gui.widgets.frame.compare_bar import CompareBar
from gui.widgets.frame.kind_bar import KindBar
from gui.widgets.frame.message_bar import MessageBar
from gui.widgets.frame.recent_menu import RecentMenu
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
from gui.widgets.panel.warning_strip import WarningStrip
from gui.words.messages import Message
from gui.words.retranslated import Retranslated
from inference.core.explanation_types import ExplanationPart
from inference.core.languages import LANGUAGES


class MainWindow(Retranslated, QMainWindow):
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
        self.regions, self.diagnosis = RegionPanel(session, state), WarningStrip(session)
        self.agreement = AgreementPanel(session, controller)
        self.histogram = HistogramPanel(session, state, lambda: self.link.active)
        self.panel = SidePanel()
        self._fill_panel()
        self.actions_by_name = actions.make_actions(self, self.grid)
        self.view_bar = ViewBar(self.actions_by_name)
        self.kind_bar = KindBar(session, state, self.actions_by_name)
        self.welcome = Welcome(session, self.actions_by_name)
        self.waiting = Waiting(session, controller, self.grid, self)
        self.contents = ContentMenus(state, self)
        self.compare_bar = CompareBar(state, {row.key: row.title for row in RECIPES})
        self.blinker = Blinker(state, self)
        self.status = StatusFields(self.statusBar())
        for name in ("view_linked", "window_linked", "cursor_linked"):
            self.status.add_link(self.actions_by_name[name])
        self.readout = Readout(session, state, self.link, self.grid.compositor, self.status)
        self.slots = self._make_commands(profile)  # command name -> what it does
        actions.connect(self.actions_by_name, self.slots)
        actions.bind(self.actions_by_name, state)
        self.setWindowIcon(application_icon())
        self.setAcceptDrops(True)
        self.menus = actions.Menus(self, self.menuBar(), self.actions_by_name)
        after = self.menus[command_spec.ZOOM].menuAction()
        self.menus[command_spec.VIEW].insertMenu(after, self.contents)
        self.recent = RecentMenu(
            self._recent_files, state, controller, self.menus[command_spec.RECENT]
        )
        self.card = CanvasCard(state)
        self.grid.set_card(self.card)
        self._lay_out()
        self._connect()
        self._retranslate()
        self._show_running(False)
        calm(self)
        self.grid.setFocus()

    def restore(self, geometry: str) -> None:
        """Take over what was remembered."""
        placement.restore(self, geometry)

    def geometry_text(self) -> str:
        return placement.as_text(self)

    def tell(self, message: Message) -> None:
        self.message_bar.tell(message)

    # --- building ------------------------------------------------------------------------------

    def _make_commands(self, profile: Path) -> Slots:
        """One object for each menu, given what it uses; the slots of all of them."""
        session, state, controller = self.session, self.state, self.controller
        link, grid, runner = self.link, self.grid, controller.runner
        self._recent_files = RecentFiles(profile)
        self.file = FileCommands(controller, self._recent_files, self.tell, self)
        self.edit = EditCommands(self.preferences, state, self)
        self.explain = ExplainCommands(session, state, link, controller, grid)
        self.tools = ToolCommands(session, state, grid.measures, runner, self)
        self.teaching = TeachCommands(session, state, profile, self)
        self.lessons = LessonCommands(session, state, controller, self.tell, self)
        self.presenting = self._make_presenting()
        self.exports = ExportCommands(
            session,
            state,
            grid,
            self.language,
            runner,
            self.tell,
            self.status.progress.set_exporting,
            self,
        )
        self.help = HelpCommands(
            session,
            self.preferences,
            self.language,
            lambda: actions.keys_by_menu(self.actions_by_name),
            self._tour_parts(),
            profile,
            self,
        )
        return {
            **self.file.slots(),
            **self.lessons.slots(),
            **self.edit.slots(),
            **ViewCommands(session, state, link, self).slots(),
            **WindowCommands(session, state, link, self.tell).slots(),
            **OverlayCommands(state).slots(),
            **AnalyseCommands(state, self.attack_form.run, self._steps_back()).slots(),
            **self.explain.slots(),
            **self.tools.slots(),
            **self.teaching.slots(),
            **self.presenting.slots(),
            **self.exports.slots(),
            **self.help.slots(),
        }

    def _make_presenting(self) -> Presenting:
        def audience() -> AudienceWindow:
            parts = (self.session, self.state, self.link, self.controller)
            made = AudienceWindow(*parts, self.grid.measures)
            made.step_asked.connect(self.controller.step)
            return made

        aside = (self.menuBar(), self.strip, self.view_bar, self.panel, self.statusBar())
        return Presenting(
            self.state, self.grid, self.actions_by_name, audience, aside, self.panel, self
        )

    def _tour_parts(self) -> dict[str, QWidget]:
        """What the tour points at, by the names of its steps."""
        return {
            "view_bar": self.view_bar,
            "strip": self.strip,
            "grid": self.grid,
            "deck": self.deck,
            "panel": self.panel,
            "menuBar": self.menuBar(),
        }

    def _steps_back(self) -> tuple[Callable[[], bool], ...]:
        """What Esc does, the nearest first."""
        return (
            self.grid.region_drawing.step_back,
            self.state.stop_moving,
            self.controller.step_back,
            self.explain.step_back,
            self.state.restore_panes,
            self.presenting.step_back,
        )

    def _lay_out(self) -> None:
        over_panes = QVBoxLayout(self.grid)
        over_panes.setContentsMargins(0, 0, 0, 0)
        over_panes.addWidget(self.welcome)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.view_bar)
        middle.addWidget(self.grid, 1)
        middle.addWidget(self.compare_bar)
        middle.addWidget(self.kind_bar)
        middle.addWidget(self.deck)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.strip)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.teaching.guess_card)
        right.addWidget(self.panel, 1)
        columns = Columns(middle, right, self.panel.least_width)
        self.panel.widened.connect(columns.fit)
        row.addWidget(columns, 1)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.message_bar)
        column.addLayout(row, 1)
        central = QWidget()
        central.setLayout(column)
        self.setCentralWidget(central)

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
        self._connect_explaining()
        self.closing.connect(self.presenting.stop)
        self.closing.connect(self.teaching.save)
        self.closing.connect(self.help.stop_self_test)
        self.status.progress.cancel_asked.connect(controller.cancel)
        controller.told.connect(self.tell)
        controller.progressed.connect(self.status.progress.set_progress)
        controller.reading.connect(self._on_controller_reading)
        controller.analysis_running.connect(self._show_running)
        session.film_changed.connect(self._on_session_film_changed)
        session.entries_changed.connect(self._show_enabled)
        session.facts_changed.connect(self._on_session_facts_changed)
        self.state.changed.connect(self._on_state_changed)

    def _connect_explaining(self) -> None:
        """Tie what is drawn on the films, and asked for in the panel, to what is kept of it."""
        controller, drawing = self.controller, self.grid.region_drawing
        self.attack_form.run_asked.connect(lambda _config: self.message_bar.dismiss_errors())
        self.attack_form.end_asked.connect(controller.conclude)
        self.attack_form.drawing_asked.connect(self.explain.draw_region)
        drawing.drawn.connect(controller.set_outline)
        drawing.too_small.connect(lambda: self.tell(Message(notices=("region_too_small",))))
        self.agreement.asked.connect(controller.ask)
        self.agreement.maps_asked.connect(controller.compare_maps)
        self.regions.exact_asked.connect(lambda: controller.ask(ExplanationPart.REGION_CONTROLS))
        self.compare_bar.closed.connect(lambda: self.explain.blend(False))
        self.grid.ratio_lines.moved.connect(controller.set_ratio)
        self.findings.reset_button.clicked.connect(lambda: controller.set_ratio(None))

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
        self.actions_by_name[LANGUAGES[self.language.shown].command].setChecked(True)
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
        # By their actions: addMenu would let them die with this menu.
        menu.addAction(self.contents.menuAction())
        for title in (command_spec.WINDOW_LEVEL, command_spec.OVERLAYS):
            menu.addAction(self.menus[title].menuAction())
        menu.popup(position)

    def _on_controller_reading(self, read: int, total: int) -> None:
        if total and read == 0:
            self.message_bar.dismiss_errors()
        self.status.progress.set_reading(read, total)

    def _on_session_film_changed(self) -> None:
        self._show_title()
        self._show_enabled()
        film = self.session.film
        if film is not None and film.radiograph.adversarial:  # one that was opened again
            self.tell(Message(notices=("adversarial",)))
        else:
            self.message_bar.dismiss_notice("adversarial")

    def _on_session_facts_changed(self) -> None:
        facts = self.session.facts
        self.status.device.setText(facts.device)
        self.attack_form.offer(each.finding for each in facts.predictions)

    def _on_state_changed(self, names: frozenset[str]) -> None:
        if "layout_size" in names:
            self.actions_by_name[f"layout_{self.state.layout_size}"].setChecked(True)
        if "answers_hidden" in names:
            shown = not self.state.answers_hidden
            self.panel.setVisible(shown and not self.presenting.alone)
            self.deck.setVisible(shown)
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

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        self.hide()
        self.controller.close()
        super().closeEvent(event)
